"""Who speaks for the administration, and where."""

import pytest

from comments import actions
from phases.models import Kommentierphase
from tests import factories


@pytest.mark.parametrize("role", ["redaktion", "moderation"])
def test_staff_of_the_konzept_answer_for_their_office(baustein, role):
    clerk = factories.staff(baustein.strategie.konzept, role=role, office="Bauamt")

    answer = factories.comment(baustein, clerk)

    assert (answer.official_office, answer.author_name, answer.is_official) == (
        "Bauamt",
        "Bauamt",
        True,
    )
    baustein.refresh_from_db()
    assert baustein.official_count == 1


def test_an_official_answer_counts_at_its_thread(baustein):
    root = factories.comment(baustein)
    reply = factories.comment(baustein, parent=root)
    clerk = factories.staff(baustein.strategie.konzept, role="redaktion")

    answer = factories.comment(baustein, clerk, parent=reply)
    root.refresh_from_db()
    assert root.thread_official_count == 1

    actions.withdraw(answer, by=clerk)
    root.refresh_from_db()
    baustein.refresh_from_db()
    assert (root.thread_official_count, baustein.official_count) == (0, 0)


def test_staff_of_another_konzept_speak_for_themselves(baustein):
    clerk = factories.staff(factories.konzept(), role="redaktion", office="Bauamt")

    answer = factories.comment(baustein, clerk)

    assert not answer.is_official
    assert answer.author_name == clerk.pseudonym


def test_a_superuser_without_a_role_there_speaks_for_themselves(baustein):
    assert not factories.comment(baustein, factories.superuser()).is_official


def test_who_is_no_longer_staff_is_no_official(baustein):
    clerk = factories.staff(baustein.strategie.konzept, role="redaktion")
    clerk.is_staff = False
    clerk.save()

    assert not factories.comment(baustein, clerk).is_official


@pytest.mark.django_db
@pytest.mark.parametrize(("traeger", "shown"), [("Stadt Lenzen", "Stadt Lenzen"), ("", "Elbhagen")])
def test_without_an_office_the_traeger_or_the_town_answers(settings, traeger, shown):
    settings.SITE_NAME = "Elbhagen"
    konzept = factories.konzept(traeger=traeger)
    baustein = factories.open_baustein(strategie=factories.strategie(konzept=konzept))
    clerk = factories.staff(konzept, role="redaktion", office="")

    assert factories.comment(baustein, clerk).official_office == shown


def test_an_official_answer_does_not_wait_for_review(baustein):
    Kommentierphase.objects.update(release="after_review")
    clerk = factories.staff(baustein.strategie.konzept, role="redaktion")

    assert factories.comment(baustein, clerk).is_published
    assert factories.comment(baustein).is_pending
