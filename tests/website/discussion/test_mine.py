"""/konto/: what somebody wrote, and what became of it."""

import re

import pytest

from comments import actions
from comments.models import Kommentar
from comments.own import PAGE_SIZE
from tests import factories
from tests.markup import joined

pytestmark = pytest.mark.django_db

PAGE = "/konto/"


@pytest.fixture
def own(client, resident):
    client.force_login(resident)
    return client


def test_it_asks_to_sign_in(client):
    assert client.get(PAGE).url == f"/konto/anmelden/?next={PAGE}"


def test_every_page_leads_here(own):
    assert '<a href="/konto/">Mein Konto</a>' in own.get("/").text


def test_the_pages_of_the_account_are_one_click_apart(own):
    for path in ("", "mails/", "geraete/", "daten/", "loeschen/"):
        page = joined(own.get(f"{PAGE}{path}").text)
        assert page.count('aria-current="page"') == 2
        for link in ("", "mails/", "geraete/", "daten/", "loeschen/"):
            assert f'<a href="/konto/{link}"' in page


def test_it_shows_ones_own_newest_first(own, resident, baustein):
    factories.comment(baustein, text="Von jemand anderem.")
    for text in ("Zuerst.", "Danach."):
        factories.comment(baustein, resident, text=text)
    page = own.get(PAGE).text

    assert page.index("Danach.") < page.index("Zuerst.")
    assert "Von jemand anderem." not in page
    assert str(baustein) in page


def test_it_tells_votes_and_answers(own, resident, baustein):
    kommentar = factories.comment(baustein, resident)
    for value in (1, 1, -1):
        actions.vote(kommentar, by=factories.user(), value=value)
    factories.comment(baustein, parent=kommentar)
    page = joined(own.get(PAGE).text)

    assert "2 dafür" in page
    assert "1 dagegen" in page
    assert "1 Antwort<" in page
    assert kommentar.get_absolute_url() in page


def test_what_waits_says_so(own, resident, baustein):
    baustein.strategie.kommentierphasen.update(release="after_review")
    factories.comment(baustein, resident)
    page = own.get(PAGE).text

    assert "wartet auf Prüfung" in page
    assert "In dieser Phase wird jeder Beitrag vorher geprüft" not in page


def test_what_is_hidden_says_why_and_where_to_complain(own, resident, baustein, moderator):
    factories.hidden_comment(baustein, by=moderator, author=resident, text="Kauft bei mir!")
    page = own.get(PAGE).text

    assert "von der Moderation ausgeblendet: Werbung (Netiquette, Regel 5)" in page
    [address] = re.findall(r'href="(/beschwerde/[^"]+)"', page)
    complaint = own.get(address)
    assert complaint.status_code == 200
    assert "Kauft bei mir!" in complaint.text


def test_what_was_withdrawn_says_so(own, resident, baustein):
    actions.withdraw(factories.comment(baustein, resident), by=resident)

    assert "zurückgezogen" in own.get(PAGE).text


def test_what_cannot_be_found_any_more_has_no_link(own, resident, baustein):
    kommentar = factories.comment(baustein, resident, text="Noch da?")
    baustein.strategie.konzept.status = "archived"
    baustein.strategie.konzept.save()
    page = own.get(PAGE).text

    assert "Noch da?" in page
    assert kommentar.get_absolute_url() not in page


def test_it_says_how_much_one_follows(own, resident, baustein):
    assert "Sie folgen" not in own.get(PAGE).text
    resident.abonnements.create(baustein=baustein)
    assert "Sie folgen einem Thema." in own.get(PAGE).text


def test_older_ones_are_on_the_next_page(own, resident, baustein):
    for number in range(PAGE_SIZE + 1):
        factories.comment(baustein, resident, text=f"Beitrag Nummer {number}.")
    first = own.get(PAGE)
    key = first.context["page"].next_key
    # What comes in between moves nothing.
    factories.comment(baustein, resident, text="Ganz neu.")
    second = own.get(PAGE, {"nach": key})

    assert "Beitrag Nummer 1." in first.text
    assert "Beitrag Nummer 0." not in first.text
    assert [own.kommentar.text for own in second.context["page"].rows] == ["Beitrag Nummer 0."]
    assert "Zurück an den Anfang" in second.text


@pytest.mark.parametrize("key", ["x", "-1", "²", "9" * 40, "1.2", ""])
def test_a_key_that_is_none_shows_the_beginning(own, resident, baustein, key):
    factories.comment(baustein, resident, text="Da.")

    assert "Da." in own.get(PAGE, {"nach": key}).text


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_for_any_number_of_comments(
    own, resident, baustein, moderator, number, django_assert_num_queries
):
    for _number in range(number):
        factories.comment(baustein, resident)
        factories.hidden_comment(baustein, by=moderator, author=resident)
    # Session, account, comments, decisions, how many, follows (of two tables), what became of them.
    with django_assert_num_queries(9):
        page = own.get(PAGE)

    assert len(page.context["page"].rows) == Kommentar.objects.count()
