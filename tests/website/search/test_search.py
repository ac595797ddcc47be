"""One search over Konzepte, their parts and published comments, on both databases."""

import pytest
from django.core.cache import cache
from django.test import Client

from comments import actions
from progress import public
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/suche/"


def find(words, client=None, **data):
    return (client or Client()).get(URL, {"q": words, **data}).text.partition("<main")[2]


@pytest.fixture
def texts(db):
    """One row of each kind with the word „Quitten“, and an open Baustein for comments."""
    konzept = factories.konzept(title="Obstkonzept", summary="Quitten für alle.")
    strategie = factories.strategie(
        konzept=konzept, title="Gärten", intro_html="<p>Mehr <b>Quitten</b> &amp; Äpfel.</p>"
    )
    return factories.open_baustein(
        strategie=strategie, title="Streuobst", text="Viele **Quitten** am Radweg."
    )


def test_each_kind_is_found_and_marked(texts):
    factories.comment(texts, text="Bitte keine Quitten!")
    page = find("Quitten")

    for title in ("Obstkonzept", "Gärten", "Streuobst", "zu „Streuobst“"):
        assert title in page
    assert page.count("<mark>Quitten</mark>") == 4
    assert "&amp; Äpfel" in page


def test_one_kind_can_be_chosen(texts):
    factories.comment(texts, text="Bitte keine Quitten!")
    page = find("Quitten", art="kommentar")

    assert page.count("<mark>") == 1


def test_all_words_have_to_be_there(texts):
    assert "Streuobst" in find("Quitten Radweg")
    assert "Streuobst" not in find("Quitten Autobahn")


def test_word_forms_are_found_and_marked(texts):
    assert "<mark>Quitten</mark>" in find("Quitte", art="text")
    assert "<mark>Radweg</mark>" in find("Radwege", art="text")


def test_drafts_are_for_those_who_work_on_them(texts):
    konzept = texts.strategie.konzept
    factories.baustein(strategie=texts.strategie, title="Geheim", text="Quitten", published=False)
    type(konzept).objects.filter(pk=konzept.pk).update(status="draft")
    insider = Client()
    insider.force_login(factories.staff(konzept, role="redaktion"))

    assert "Obstkonzept" not in find("Quitten")
    assert "Streuobst" not in find("Quitten")
    assert "Obstkonzept" in find("Quitten", insider)


@pytest.mark.parametrize("what", ["hidden", "withdrawn", "held", "unpublished"])
def test_no_comment_is_found_that_not_everybody_may_read(texts, what):
    moderator = factories.staff(texts.strategie.konzept, role="moderation")
    author = factories.user()
    if what == "held":
        texts.strategie.kommentierphasen.update(release="after_review")
    kommentar = factories.comment(texts, author, text="Quittenkompott für alle.")
    if what == "hidden":
        actions.hide(kommentar, by=moderator, ground="werbung", statement="Werbung.")
    elif what == "withdrawn":
        actions.withdraw(kommentar, by=author)
    elif what == "unpublished":
        type(texts).objects.filter(pk=texts.pk).update(status="draft")
    for person in (None, author, moderator):
        client = Client()
        if person:
            client.force_login(person)
        if what != "unpublished" or person is not moderator:
            assert "für alle." not in find("Quittenkompott", client, art="kommentar"), person


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '"',
        "'",
        "%",
        "_",
        "\\",
        "a & | ! ( :*",
        "\x00",
        "\ue000",
        "*" * 500,
    ],
)
def test_odd_words_break_nothing_and_are_escaped(texts, words):
    factories.comment(texts, text="<script>alert(1)</script> & 100 % „Quitten“ <b>fett</b>")
    answer = Client().get(URL, {"q": words})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<b>fett" not in answer.text


@pytest.mark.parametrize("data", [{"vor": "x"}, {"vor": "9" * 99, "art": "text"}, {"art": "x"}])
def test_odd_addresses_break_nothing(texts, data):
    assert Client().get(URL, {"q": "Quitten", **data}).status_code == 200


def test_many_hits_come_a_page_at_a_time(texts, settings):
    for number in range(23):
        factories.comment(texts, text=f"Quitten Nummer {number} bitte.")
    first = find("Quitten", art="kommentar")
    address = first.partition('href="?q=Quitten&amp;art=kommentar&amp;vor=')[2].partition('"')[0]
    second = find("Quitten", art="kommentar", vor=address)

    assert first.count("<h3>") == 20
    assert second.count("<h3>") == 3
    assert "Nummer 22 " in first
    assert "Nummer 0 " in second
    assert "Mehr davon" in find("Quitten")


def test_nothing_found_and_nothing_asked_are_said(texts):
    assert "wurde nichts gefunden" in find("Xylophon")
    assert "Gesucht wird in" in find("")


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_costs_the_same_for_any_number_of_hits(texts, django_assert_num_queries, number):
    for _ in range(number):
        factories.comment(texts, text="Quitten!")
        factories.baustein(text="Quitten")
    # One for each kind, and one for whose names the words are.
    with django_assert_num_queries(5):
        find("Quitten")


def test_every_page_has_the_search(client):
    assert 'action="/suche/"' in client.get("/impressum/").text


def test_public_vorhaben_are_found_by_plan_and_newest_stand(client):
    row = factories.vorhaben(title="Radweg am Deich", stand={"text": "Der Bau ruht."})
    factories.vorhaben(row.konzept, title="Radweg im Entwurf", published=False)
    factories.stand(row, text="Geheimer Radweg.", published=False)
    client.force_login(factories.superuser())

    for words in ("Radweg", "Bau ruht"):
        page = find(words, client, art="vorhaben")
        assert row.get_absolute_url() in page
        assert page.count("<h3>") == 1
    assert "Geheimer" not in find("Geheimer Radweg", client).partition("<h2")[2]


def test_vorhaben_are_no_choice_where_there_are_none(client):
    assert 'value="vorhaben"' not in find("")
    factories.vorhaben()
    cache.delete(public.KEY)
    assert 'value="vorhaben"' in find("")
