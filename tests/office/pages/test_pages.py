"""Everyday pages on the desk: a draft first, a preview, and public when somebody says so."""

import pytest

from pages.actions import publish
from pages.drafts import valid
from pages.models import Page, Seitenentwurf, Seitenfassung
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

LIST = "/schreibtisch/seiten/"
PAGE = f"{LIST}netiquette/"


@pytest.fixture
def boss(client):
    person = factories.superuser()
    client.force_login(person)
    return person


def send(client, **fields):
    return client.post(PAGE, {**opened(client, PAGE), **fields})


def test_a_draft_is_not_public_and_is_gone_on_with(client, boss):
    before = valid("netiquette")

    answer = send(client, text="## Seid *nett*")

    assert answer.status_code == 302
    assert valid("netiquette") == before
    assert "Seid" not in client.get("/netiquette/").text
    shown = client.get(PAGE).text
    assert "## Seid *nett*</textarea>" in shown
    assert "Seid <em>nett</em></h3>" in shown or "Seid <em>nett</em></h2>" in shown
    assert "<ins>" in shown
    assert "neuer Text begonnen" in client.get(LIST).text


def test_looking_saves_nothing(client, boss):
    shown = send(client, text="Ganz <script>x</script> neu.", ansehen="1")

    assert "Vorschau, noch nicht gespeichert" in shown.text
    assert "Ganz &lt;script&gt;" in shown.text
    assert not Seitenentwurf.objects.exists()


def test_publishing_makes_the_next_fassung_and_ends_the_draft(client, boss):
    send(client, text="Erst einmal.")
    answer = send(client, text="Seid freundlich.", veroeffentlichen="1")

    assert answer.status_code == 302
    now = valid("netiquette")
    assert (now.number, now.text, now.created_by) == (2, "Seid freundlich.", boss)
    assert "Seid freundlich." in client.get("/netiquette/").text
    assert not Seitenentwurf.objects.exists()


def test_typing_the_valid_text_again_drops_the_draft(client, boss):
    send(client, text="Erst einmal.")
    send(client, text=valid("netiquette").text)

    assert not Seitenentwurf.objects.exists()


def test_a_draft_does_not_replace_unseen_what_was_published_since(client, boss):
    send(client, text="Mein Entwurf.")
    publish("netiquette", text="Von jemand anderem.", by=boss, base=1)

    answer = send(client, text="Mein Entwurf, fertig.", veroeffentlichen="1")
    assert answer.status_code == 409
    assert valid("netiquette").text == "Von jemand anderem."
    assert "Mein Entwurf, fertig.</textarea>" in answer.text
    assert "Von jemand anderem." in answer.text

    send(client, veroeffentlichen="1")
    assert valid("netiquette").text == "Mein Entwurf, fertig."


def test_two_who_write_do_not_overwrite_each_other(client, boss):
    fields = opened(client, PAGE)
    send(client, text="Von ihr.")

    answer = client.post(PAGE, {**fields, "text": "Von mir."})

    assert answer.status_code == 422
    assert "Von ihr." in answer.text
    assert Seitenentwurf.objects.get().text == "Von ihr."


def test_a_text_of_nothing_is_refused(client, boss):
    assert send(client, text=" \n ").status_code == 422
    assert send(client, text="x" * 3_000_000).status_code in (413, 422, 400)


def test_other_addresses_are_none(client, boss):
    assert client.get(f"{LIST}gibt-es-nicht/").status_code == 404


def test_what_is_left_to_fill_in_is_named(client, boss):
    Seitenfassung.objects.filter(page="netiquette").update(text="[Bitte ergänzen: die Anschrift]")

    assert "1 Angabe fehlt" in client.get(LIST).text
    assert "die Anschrift</li>" in client.get(PAGE).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(client, boss, count, django_assert_num_queries):
    for page in Page.values[:count]:
        Seitenentwurf.objects.create(page=page, text="Neu.", base=1)

    with django_assert_num_queries(5):
        assert client.get(LIST).text.count("neuer Text begonnen") == count
