"""Everything of one person on one page, with one act for many."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments import actions
from comments.models import Kommentar
from tests import factories

from .pages import REASON, key

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(baustein, resident, moderator):
    """Somebody with something of each kind."""
    other = factories.comment(baustein, text="Von jemand anderem.")
    first = factories.comment(baustein, resident, text="Mein Beitrag.")
    factories.comment(baustein, resident, parent=other, text="Meine Antwort.")
    actions.vote(other, by=resident, value=1)
    actions.report(other, user=resident, reporter_key="r", ground="hass", explanation="Schlimm.")
    actions.report(first, user=None, reporter_key="x", ground="werbung")
    hidden = factories.hidden_comment(baustein, by=moderator, author=resident, text="Kauft!")
    actions.complain(hidden.entscheidungen.get(), text="Keine Werbung.")
    until = timezone.now() + timedelta(days=3)
    actions.block(first, by=moderator, until=until, **REASON)
    return resident


def test_everything_stands_on_one_page(desk, busy):
    page = desk.open("person", busy.pk)
    for words in (
        "Mein Beitrag.", "Meine Antwort.", "Kauft!", "Schlimm.", "Keine Werbung.", "Gesperrt in",
        "Meldungen zu den Beiträgen", "Was diese Person gemeldet hat", "Bisherige Entscheidungen",
    ):  # fmt: skip
        assert words in page.text, words
    assert page.context["person"].numbers == {"contributions": 2, "replies": 1, "votes": 1}
    texts = [case.kommentar.text for case in page.context["page"].rows]
    assert texts == ["Mein Beitrag.", "Meine Antwort.", "Kauft!"]
    assert busy.email not in page.text


def test_many_are_hidden_with_one_reason_each_by_a_decision_of_its_own(desk, busy):
    rows = list(Kommentar.objects.filter(author=busy).published())
    url = f"{reverse('moderation:decide_many')}?liste=alle&person={busy.pk}"
    data = {"auswahl": [key(row) for row in rows], "entscheidung": "verbergen", **REASON}

    page = desk.client.post(url, data, follow=True)

    assert page.redirect_chain[-1][0] == reverse("moderation:person", args=[busy.pk])
    assert "2 ausgeblendet." in page.text
    for row in rows:
        assert row.entscheidungen.filter(action="hide", statement=REASON["statement"]).count() == 1
    assert not Kommentar.objects.filter(author=busy).published().exists()


def test_a_selection_without_reason_comes_back_on_the_page(desk, busy):
    row = Kommentar.objects.filter(author=busy).published().first()
    url = f"{reverse('moderation:decide_many')}?liste=alle&person={busy.pk}"
    page = desk.client.post(url, {"auswahl": [key(row)], "entscheidung": "verbergen"})
    assert page.status_code == 422
    assert "Alles von" in page.text
    assert key(row) in page.context["chosen"]


def test_what_happens_in_other_konzepte_is_not_told(desk, busy):
    foreign = factories.open_baustein()
    there = factories.comment(foreign, busy, text="Ganz woanders.")
    their = factories.staff(foreign.strategie.konzept, role="moderation")
    actions.warn(there, by=their, ground="hass", statement="Nur dort gesagt.")
    page = desk.open("person", busy.pk)
    assert "Ganz woanders." not in page.text
    assert "Nur dort gesagt." not in page.text
    assert page.context["person"].numbers["contributions"] == 2


def test_who_did_nothing_here_is_not_there(desk, moderator):
    foreign = factories.open_baustein()
    stranger = factories.comment(foreign).author
    for pk in (stranger.pk, factories.user().pk, moderator.pk, 10**9):
        assert desk.open("person", pk).status_code == 404


def test_an_official_answer_is_no_ones_page(desk, baustein, kommentar, colleague):
    factories.comment(baustein, colleague, parent=kommentar, text="Amtlich.")
    assert desk.open("person", colleague.pk).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_any_number_of_rows(
    desk, baustein, resident, moderator, rows, django_assert_num_queries
):
    for number in range(rows):
        row = factories.comment(baustein, resident, text=f"Nummer {number}")
        other = factories.comment(baustein)
        actions.report(row, user=None, reporter_key="x", ground="hass")
        actions.report(other, user=resident, reporter_key="y", ground="hass")
        actions.warn(row, by=moderator, **REASON)
    with django_assert_num_queries(QUERIES):
        assert len(desk.open("person", resident.pk).context["page"].rows) == rows


QUERIES = 24
