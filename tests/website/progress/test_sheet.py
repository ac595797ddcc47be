from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation import actions as evaluation_actions
from progress import actions, public
from strategies import actions as strategy_actions
from strategies.gliederung import rearrange
from strategies.models import Baustein
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = {"alt": "Fertiges Wartehäuschen in Krenzow", "credit": "Ortsbeirat"}


@pytest.fixture
def konzept():
    return factories.konzept()


@pytest.fixture
def editor():
    return factories.superuser()


def test_what_was_planned_first_stands_beside_what_is_known_now(client, konzept, editor):
    row = factories.vorhaben(konzept, planned_end=date(2027, 12, 1), cost_planned=28_600_000)
    factories.stand(
        row, health="verzoegert", expected_end=date(2029, 11, 1), cost_expected=31_200_000,
        cost_spent=18_740_000,
    )  # fmt: skip

    page = client.get(row.get_absolute_url()).text

    for words in (
        "November 2029", "zuerst geplant: Dezember 2027", "312.000\u00a0€",
        "zuerst geplant: 286.000\u00a0€", "187.400\u00a0€", "Die Firma ist insolvent.",
    ):  # fmt: skip
        assert words in page, words


def test_nothing_is_said_to_have_moved_that_has_not(client, konzept):
    row = factories.vorhaben(konzept, planned_end=date(2027, 12, 1), cost_planned=100)

    assert "zuerst geplant" not in client.get(row.get_absolute_url()).text


def test_steps_are_counted_and_never_a_percentage(client, konzept, editor):
    row = factories.vorhaben(konzept)
    done = date(2026, 4, 12)
    actions.set_steps(
        row, [("a", done, done), ("b", done, done), ("c", date(2027, 4, 1), None)], by=editor
    )

    page = client.get(row.get_absolute_url()).text

    assert "2 von 3 Schritten sind getan" in page
    assert "April 2027" in page


def test_all_stands_are_in_the_history_and_no_draft(client, konzept, editor):
    row = factories.vorhaben(konzept, stand={"text": "Achtzig stehen."})
    wrong = row.stand
    draft = actions.correct(wrong, by=editor, **factories.stand_fields(text="Acht stehen."))
    actions.publish_stand(draft, by=editor)
    photo = factories.stand_photo()
    draft = factories.stand(row, text="Noch geheim.", published=False, photos=[photo])

    page = client.get(row.get_absolute_url()).text

    assert "Achtzig stehen." in page
    assert "Acht stehen." in page
    assert "Berichtigung des Stands vom" in page
    assert "Noch geheim." not in page
    assert WORDS["alt"] not in page
    picture = draft.fotos.get()
    assert client.get(picture.src).status_code == 404
    client.force_login(editor)
    assert "no-store" in client.get(picture.src).headers["Cache-Control"]

    actions.publish_stand(draft, by=editor)
    client.logout()
    assert WORDS["alt"] in client.get(row.get_absolute_url()).text
    response = client.get(picture.src)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/webp")


def test_old_news_say_so(client, konzept):
    row = factories.vorhaben(
        konzept, stand={"date": timezone.localdate().replace(day=1) - timedelta(days=250)}
    )

    assert "Letzte Nachricht vom" in client.get(row.get_absolute_url()).text


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_what_is_not_public_is_not_there(client, konzept, editor, status):
    row = factories.vorhaben(konzept, published=status != "draft")
    if status == "archived":
        actions.archive(row, by=editor)
    for person in (None, editor):
        if person:
            client.force_login(person)
        assert client.get(row.get_absolute_url()).status_code == 404


def test_the_text_it_belongs_to_is_linked_while_it_is_public(client, konzept, editor):
    baustein = factories.baustein("leitprojekt", strategie=factories.strategie(konzept=konzept))
    row = factories.vorhaben(konzept, baustein=baustein)
    rearrange(baustein, by=editor, kind="handlungsfeld", number="7")
    baustein = Baustein.objects.get(pk=baustein.pk)
    assert f'href="{baustein.get_absolute_url()}"' in client.get(row.get_absolute_url()).text

    strategy_actions.archive(baustein)

    page = client.get(row.get_absolute_url())
    assert page.status_code == 200
    assert baustein.get_absolute_url() not in page.text


# --- Who asked for it ------------------------------------------------------------


@pytest.fixture
def ausgabe(konzept):
    return factories.ausgabe(konzept=konzept)


@pytest.fixture
def demanded(konzept, ausgabe, monkeypatch):
    """A Vorhaben out of an Anliegen, with the menu as it is after a commit."""
    anliegen = ausgabe.auswertung.anliegen.get()
    row = factories.vorhaben(konzept, anliegen=[anliegen], title="Rufbus am Abend")
    monkeypatch.setattr(public, "is_told", lambda: True)
    return row


def test_it_names_the_anliegen_and_the_link_works(client, demanded, ausgabe):
    page = client.get(demanded.get_absolute_url()).text
    ergebnis = ausgabe.ergebnisse.get()

    assert f'Gefordert in <a href="{ergebnis.get_absolute_url()}">Anliegen 1</a>' in page
    assert "aus <b>1 Beitrag</b>" in page
    target = client.get(ergebnis.get_absolute_url()).text
    assert f'id="anliegen-{ergebnis.number}"' in target


def test_a_later_edition_is_the_one_that_is_linked(client, demanded, ausgabe, editor):
    anliegen = ausgabe.auswertung.anliegen.get()
    evaluator = factories.superuser()
    row = evaluation_actions.edit(
        anliegen, by=evaluator, version=anliegen.version, title="Ein Rufbus bis Mitternacht"
    )
    evaluation_actions.prepare(row, by=evaluator)
    evaluation_actions.release(row, by=editor)
    newer = evaluation_actions.publish(ausgabe.auswertung, by=editor, note="Der Titel.")

    page = client.get(demanded.get_absolute_url()).text

    assert newer.ergebnisse.get().get_absolute_url() in page
    assert "Ein Rufbus bis Mitternacht" in page
    assert page.count("Gefordert in") == 1


def test_an_anliegen_that_is_not_published_is_not_named(client, konzept, monkeypatch):
    baustein = factories.open_baustein(strategie=factories.strategie(konzept=konzept))
    kommentar = factories.comment(baustein)
    factories.end_phase(baustein)
    evaluator = factories.superuser()
    auswertung = factories.auswertung(baustein, by=evaluator)
    anliegen = evaluation_actions.create(
        auswertung, by=evaluator, title="Geheimer Wunsch", kommentare=[kommentar]
    )
    row = factories.vorhaben(konzept, anliegen=[anliegen])

    page = client.get(row.get_absolute_url()).text

    assert "Geheimer Wunsch" not in page
    assert "Gefordert in" not in page


def test_the_state_stands_wherever_it_came_from(client, konzept, demanded, ausgabe):
    ergebnis = ausgabe.ergebnisse.get()
    kommentar = ergebnis.kommentare.get()
    baustein = kommentar.baustein
    actions.change_vorhaben(demanded, by=factories.superuser(), baustein=baustein)
    day = demanded.stand.date
    client.force_login(kommentar.author)
    for address in (
        ausgabe.auswertung.get_absolute_url(),
        baustein.get_absolute_url(),
        reverse("comments:mine"),
    ):
        page = client.get(address).text
        assert f'href="{demanded.get_absolute_url()}">Rufbus am Abend</a>' in page, address
        assert "in Umsetzung" in page, address
        assert f"{day.day}. " in page, address


def test_it_asks_as_often_for_three_of_everything_as_for_one(
    client, konzept, ausgabe, editor, django_assert_num_queries
):
    baustein = factories.baustein("leitprojekt", strategie=factories.strategie(konzept=konzept))
    row = factories.vorhaben(
        konzept, baustein=baustein, anliegen=[ausgabe.auswertung.anliegen.get()]
    )

    def add():
        photo = factories.stand_photo()
        factories.stand(row, photos=[photo])
        factories.vorhaben(konzept, parent=row)
        steps = row.meilensteine.count() + 1
        actions.set_steps(row, [("Bau", None, None)] * steps, by=editor)

    add()
    with django_assert_num_queries(9):
        client.get(row.get_absolute_url())
    add()
    add()
    with django_assert_num_queries(9):
        client.get(row.get_absolute_url())
