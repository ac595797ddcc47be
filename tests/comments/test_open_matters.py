"""What a phase leaves to moderators: counted with links, until it is decided."""

import pytest

from comments import actions
from comments.open_matters import LINKS_SHOWN, open_matters
from phases.models import Kommentierphase
from tests import factories


def matters(baustein):
    return open_matters(*Kommentierphase.objects.filter(strategie=baustein.strategie))


@pytest.fixture
def reported(baustein):
    row = factories.comment(baustein)
    actions.report(row, user=None, reporter_key="a", ground="hass", explanation="")
    actions.report(row, user=None, reporter_key="b", ground="hass", explanation="")
    return row


@pytest.fixture
def pending(baustein):
    Kommentierphase.objects.update(release="after_review")
    return factories.comment(baustein)


def test_nothing_is_open_where_comments_are_published_or_decided(baustein, moderator):
    factories.comment(baustein)
    factories.hidden_comment(baustein, by=moderator)

    assert matters(baustein) == []


def test_pending_comments_are_named_with_their_pages(baustein, pending, moderator):
    [matter] = matters(baustein)

    assert (matter.count, matter.sentence) == (1, "1 Beitrag wartet auf Prüfung")
    assert matter.url == "/moderation/wartet/"
    assert matter.links == [(pending.pk, f"/moderation/kommentar/{pending.pk}/")]

    actions.release(pending, by=moderator)
    assert matters(baustein) == []


def test_a_comment_with_two_open_reports_is_one_matter(baustein, reported, moderator):
    [matter] = matters(baustein)

    assert (matter.count, matter.sentence) == (1, "1 Beitrag mit offenen Meldungen")
    assert matter.links == [(reported.pk, f"/moderation/kommentar/{reported.pk}/")]

    actions.keep(reported, by=moderator, statement="In Ordnung.")
    assert matters(baustein) == []


def test_a_complaint_is_open_until_somebody_decides_it(baustein, moderator):
    hidden = factories.hidden_comment(baustein, by=moderator)
    beschwerde = actions.complain(hidden.entscheidungen.first(), text="Keine Werbung.")

    [matter] = matters(baustein)
    assert (matter.count, matter.sentence) == (1, "1 Beschwerde ohne Entscheidung")
    assert matter.links == [(beschwerde.pk, f"/moderation/beschwerde/{beschwerde.pk}/")]

    other = factories.superuser()
    actions.decide_complaint(beschwerde, by=other, uphold=False, statement="Doch.")
    assert matters(baustein) == []


def test_another_phase_keeps_its_matters_to_itself(baustein, pending):
    elsewhere = factories.open_baustein()

    assert matters(elsewhere) == []
    both = open_matters(*Kommentierphase.objects.all())
    assert [matter.count for matter in both] == [1]


def test_the_count_goes_on_where_the_links_end(baustein, resident):
    Kommentierphase.objects.update(release="after_review")
    for number in range(LINKS_SHOWN + 1):
        factories.comment(baustein, text=f"Vorschlag Nummer {number}, anders als die anderen.")

    [matter] = matters(baustein)
    assert matter.count == LINKS_SHOWN + 1
    assert len(matter.links) == LINKS_SHOWN


def test_three_queries_however_much_is_open(baustein, django_assert_num_queries):
    Kommentierphase.objects.update(release="after_review")
    phase = Kommentierphase.objects.get()
    for number in range(3):
        factories.comment(baustein, text=f"Vorschlag Nummer {number}.")
        with django_assert_num_queries(3):
            open_matters(phase)
