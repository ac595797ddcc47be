"""The dashboard of staff: what waits, for those who may see it, and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.notices import notices_for
from comments import actions as comment_actions
from evaluation import actions as evaluation_actions
from evaluation.models import Anliegen
from office.evaluation.progress import verdicts_of
from pages.models import Barrieremeldung
from phases.models import Kommentierphase
from strategies.models import Zustaendigkeit

from . import factories

pytestmark = pytest.mark.django_db

YESTERDAY, NEXT_WEEK = timedelta(days=-1), timedelta(days=7)


def texts(user):
    return [notice.text for notice in notices_for(user)]


@pytest.fixture
def busy(baustein, moderator):
    """A Strategie in which everything waits that can: {role: person}."""
    konzept = baustein.strategie.konzept
    people = {role: factories.staff(konzept, role=role) for role in Zustaendigkeit.Role.values}
    people["moderation"] = moderator
    comment_actions.report(
        factories.comment(baustein), user=None, reporter_key="s:1", ground="werbung"
    )
    factories.comment(baustein, category="frage")
    kommentar = factories.comment(baustein)
    Kommentierphase.objects.update(release="after_review")
    factories.comment(baustein)
    factories.draft(baustein)
    row = evaluation_actions.begin(Kommentierphase.objects.get(), by=people["auswertung"])
    factories.prepared_anliegen(row, [kommentar], by=people["auswertung"])
    Anliegen.objects.update(deadline=timezone.localdate() + YESTERDAY)
    for due in (YESTERDAY, NEXT_WEEK):
        Barrieremeldung.objects.create(text="Zu blass.", due_on=timezone.localdate() + due)
    return people


MODERATED = {"1 gemeldeter Beitrag", "1 Frage ohne Antwort", "1 Beitrag wartet auf Prüfung"}
OF_PHASE = {"Kommentierphase zu „Lebendige Mitte“ endet am"}
DRAFT = {"1 Text im Entwurf, noch nicht veröffentlicht"}
OVERDUE, TO_RELEASE = {"1 Anliegen überfällig"}, {"1 Anliegen wartet auf Freigabe"}
BARRIERS = {
    "1 Barrieremeldung ohne Antwort, die Frist ist abgelaufen",
    "1 Barrieremeldung zu beantworten, spätestens am",
}
SEEN = {
    "moderation": MODERATED | OF_PHASE,
    "redaktion": OF_PHASE | DRAFT | OVERDUE | TO_RELEASE,
    # Whoever prepared an Anliegen does not release it.
    "auswertung": OVERDUE,
    "fachamt": OVERDUE,
}
EVERYTHING = MODERATED | OF_PHASE | DRAFT | OVERDUE | TO_RELEASE | BARRIERS


@pytest.mark.parametrize("role", SEEN)
def test_each_sees_what_waits_for_them(client, busy, role):
    found = texts(busy[role])

    assert {start for start in EVERYTHING if any(text.startswith(start) for text in found)} == SEEN[
        role
    ]
    assert len(found) == len(SEEN[role])


def test_a_superuser_sees_all_of_it_with_the_overdue_first(client, busy):
    person = factories.superuser()
    found = texts(person)

    assert all(any(text.startswith(start) for text in found) for start in EVERYTHING)
    assert {found[0], found[1]} == {
        "1 Anliegen überfällig", "1 Barrieremeldung ohne Antwort, die Frist ist abgelaufen",
    }  # fmt: skip


@pytest.mark.parametrize("role", Zustaendigkeit.Role.values)
def test_of_other_konzepte_nobody_learns_anything(busy, role):
    assert texts(factories.staff(factories.konzept(), role=role)) == []


def test_every_notice_leads_where_its_reader_may_go(client, busy):
    for person in [*busy.values(), factories.superuser()]:
        client.force_login(person)
        for notice in notices_for(person):
            assert client.get(notice.url).status_code == 200, (person, notice)


def test_the_desk_shows_them_as_links(client, busy):
    client.force_login(busy["moderation"])
    page = client.get(reverse("desk:start")).text

    assert f'<a href="{reverse("moderation:queue", args=["gemeldet"])}">1 gemeldeter' in page
    assert "Zurzeit wartet nichts auf Sie." not in page


def test_who_works_on_anliegen_sees_how_they_are_decided(client, busy):
    for role, sees in {"auswertung": True, "redaktion": True, "moderation": False}.items():
        client.force_login(busy[role])
        page = client.get(reverse("desk:start")).text
        assert ("Wie darüber entschieden wird" in page) is sees, role
    assert [(bar.label, bar.value) for bar in verdicts_of(busy["auswertung"]).bars] == [
        ("Das nehmen wir mit", 1)
    ]


def test_where_nothing_waits_it_says_so(client):
    client.force_login(factories.staff(factories.konzept(), role="fachamt"))

    assert "Zurzeit wartet nichts auf Sie." in client.get(reverse("desk:start")).text


def test_a_phase_is_named_in_the_week_before_it_begins(baustein):
    Kommentierphase.objects.all().delete()
    editor = factories.staff(baustein.strategie.konzept, role="redaktion")
    phase = factories.phase(baustein.strategie, start=6, end=30)
    factories.phase(baustein.strategie, start=40, end=50)
    assert [text.split(" beginnt am ")[0] for text in texts(editor)] == [
        "Kommentierphase zu „Lebendige Mitte“"
    ]

    Kommentierphase.objects.filter(pk=phase.pk).update(status="draft")
    assert [text.split(":")[0] for text in texts(editor)] == ["Noch nicht angekündigt"]


def test_a_phase_without_an_auswertung_is_named_when_it_is_over(baustein):
    evaluator = factories.staff(baustein.strategie.konzept, role="auswertung")
    assert texts(evaluator) == []
    factories.end_phase(baustein)

    assert texts(evaluator) == ["Die Auswertung zu „Lebendige Mitte“ hat noch nicht begonnen"]


def test_the_number_of_queries_does_not_grow(baustein, django_assert_max_num_queries):
    person = factories.superuser()
    for _ in range(3):
        other = factories.open_baustein()
        factories.draft(other)
        factories.comment(other)
    with django_assert_max_num_queries(16):
        texts(person)
