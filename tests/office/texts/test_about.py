"""What a Konzept and a Strategie say of themselves, written on the desk."""

import pytest

from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

LIST = "/schreibtisch/texte/"


@pytest.fixture
def strategie(baustein):
    return baustein.strategie


@pytest.fixture
def editor(client, strategie):
    person = factories.staff(strategie.konzept, role="redaktion")
    client.force_login(person)
    return person


@pytest.fixture
def of_konzept(editor, strategie):
    return f"{LIST}konzept/{strategie.konzept_id}/"


@pytest.fixture
def of_strategie(editor, strategie):
    return f"{LIST}strategie/{strategie.pk}/"


def send(client, page, **fields):
    return client.post(page, {**opened(client, page), **fields})


def test_a_konzept_says_at_once_what_was_saved(client, strategie, of_konzept):
    konzept = strategie.konzept
    words = {"traeger": "Stadt Elbhagen", "year": "2031", "contact": "Rathaus, Zimmer 3"}

    assert send(client, of_konzept, **words).status_code == 302

    konzept.refresh_from_db()
    assert (konzept.traeger, konzept.year, konzept.contact) == (
        "Stadt Elbhagen", 2031, "Rathaus, Zimmer 3",
    )  # fmt: skip
    assert "Rathaus, Zimmer 3" in client.get(konzept.get_absolute_url()).text


def test_looking_says_what_would_change_and_saves_nothing(client, strategie, of_konzept):
    before = strategie.konzept.title

    shown = send(client, of_konzept, title="Neuer <b>Titel</b>", ansehen="1")

    [(label, comparison)] = shown.context["changes"]
    assert label == "Titel"
    said = {run.kind: run.text for run in comparison.title}
    assert before.startswith(said["delete"])
    assert "Neuer &lt;b&gt;Titel&lt;/b&gt;" in shown.text
    strategie.konzept.refresh_from_db()
    assert strategie.konzept.title == before


@pytest.mark.parametrize("year", ["1200", "x", "99999"])
def test_a_year_that_cannot_be_is_named(client, of_konzept, year):
    answer = send(client, of_konzept, year=year, contact="Rathaus")

    assert answer.status_code == 422
    assert "Rathaus</textarea>" in answer.text


def test_an_introduction_is_looked_at_and_not_public_yet(client, strategie, of_strategie):
    strategie.intro_html = "<p>Wie bisher.</p>"
    strategie.save()

    shown = send(client, of_strategie, intro="Ganz **neu**.", ansehen="1")
    assert "<p>Ganz <strong>neu</strong>.</p>" in shown.text
    assert "<p>Wie bisher.</p>" in shown.text
    send(client, of_strategie, intro="Ganz **neu**.")

    strategie.refresh_from_db()
    assert (strategie.intro, strategie.intro_html) == ("Ganz **neu**.", "<p>Wie bisher.</p>")


def test_two_who_write_do_not_overwrite_each_other(client, strategie, of_strategie):
    fields = opened(client, of_strategie)
    type(strategie).objects.filter(pk=strategie.pk).update(intro="Von ihr.")

    answer = client.post(of_strategie, {**fields, "intro": "Von mir."})

    assert answer.status_code == 422
    assert "Von ihr." in answer.text


def test_those_of_another_konzept_do_not_exist(client, editor):
    other = factories.strategie()

    assert client.get(f"{LIST}konzept/{other.konzept_id}/").status_code == 404
    assert client.get(f"{LIST}strategie/{other.pk}/").status_code == 404


def test_the_list_leads_to_both(client, of_konzept, of_strategie):
    shown = client.get(LIST).text

    assert of_konzept in shown
    assert of_strategie in shown


def test_an_introduction_is_compared_word_by_word(client, strategie, of_strategie):
    strategie.intro = "Der Rufbus fährt **bis** 20 Uhr.\n\nDas bleibt."
    strategie.save()

    shown = send(
        client, of_strategie, intro="Der Rufbus fährt **bis** 22 Uhr.\n\nDas bleibt.", ansehen="1"
    )

    [(_label, comparison)] = shown.context["changes"]
    runs = comparison.blocks[0].cells[0]
    assert [(run.kind, run.text) for run in runs if run.kind != "equal"] == [
        ("delete", "20"), ("insert", "22"),
    ]  # fmt: skip
    assert "Der Rufbus fährt <strong>bis</strong>" in shown.text
    strategie.refresh_from_db()
    assert "20 Uhr" in strategie.intro
