"""The page of the last step: what is missing, what will come, and the button."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from comments import actions as comment_actions
from evaluation import actions
from evaluation.models import Ausgabe
from tests import factories

from .pages import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor_desk(client, editor):
    client.force_login(editor)
    return Desk(client)


@pytest.fixture
def ready(auswertung, kommentar, evaluator, editor):
    return factories.released_anliegen(auswertung, [kommentar], by=evaluator, released_by=editor)


def test_what_is_missing_is_listed_with_links(editor_desk, auswertung, kommentar):
    page = editor_desk.open("publish", auswertung.pk)

    assert "Beiträge, die in keinem Anliegen sind" in page.text
    assert f'href="/auswertung/beitrag/{kommentar.pk}/"' in page.text
    assert "Ausgabe 1 veröffentlichen" not in page.text


def test_pressed_all_the_same_it_says_so_again(editor_desk, auswertung, kommentar):
    page = editor_desk.send("publish", auswertung.pk)

    assert page.status_code == 409
    assert "Es fehlt noch etwas." in page.text
    assert f'href="/auswertung/beitrag/{kommentar.pk}/"' in page.text
    assert not Ausgabe.objects.exists()


def test_the_redaktion_publishes(editor_desk, auswertung, ready):
    assert "Alles ist bereit." in editor_desk.open("publish", auswertung.pk).text

    page = editor_desk.send("publish", auswertung.pk)

    assert page.url == auswertung.get_absolute_url()
    assert Ausgabe.objects.get().number == 1


def test_a_correction_says_what_it_corrects(editor_desk, auswertung, ready):
    editor_desk.send("publish", auswertung.pk)
    assert editor_desk.send("publish", auswertung.pk).status_code == 422

    editor_desk.send("publish", auswertung.pk, note="Ein Schreibfehler.")

    assert Ausgabe.objects.get(number=2).note == "Ein Schreibfehler."


def test_who_evaluates_sees_it_and_does_not_publish(desk, auswertung, ready):
    page = desk.open("publish", auswertung.pk)

    assert "Veröffentlichen kann die Redaktion dieses Konzepts." in page.text
    assert "<form" not in page.text.partition("<main")[2]
    assert desk.send("publish", auswertung.pk).status_code == 403


def test_an_account_deleted_meanwhile_keeps_nothing_from_being_published(
    editor_desk, auswertung, ready, kommentar
):
    person = kommentar.author
    type(kommentar).objects.filter(pk=kommentar.pk).update(author=None)
    User.objects.filter(pk=person.pk).delete()

    assert "Gelöschtes Konto" in editor_desk.open("beitrag", kommentar.pk).text
    assert "Gelöschtes Konto" in editor_desk.open("anliegen", ready.pk).text
    editor_desk.send("publish", auswertung.pk)

    assert list(Ausgabe.objects.get().ergebnisse.get().kommentare.all()) == [kommentar]


def test_the_account_of_staff_deleted_meanwhile_neither(editor_desk, auswertung, ready, evaluator):
    evaluator.zustaendigkeiten.all().delete()
    evaluator.delete()

    assert "Gelöschtes Konto" in editor_desk.open("anliegen", ready.pk).text
    editor_desk.send("publish", auswertung.pk)

    assert Ausgabe.objects.exists()


def test_what_changed_since_release_is_missing_again(editor_desk, auswertung, ready, evaluator):
    actions.edit(ready, by=evaluator, version=ready.version, title="Anders")

    assert "noch nicht freigegeben" in editor_desk.send("publish", auswertung.pk).text


def test_what_moderation_left_open_stands_in_the_way(
    client, editor_desk, auswertung, ready, kommentar
):
    comment_actions.report(kommentar, user=None, reporter_key="a", ground="hass", explanation="")

    page = editor_desk.open("publish", auswertung.pk)
    assert "Beiträge mit offenen Meldungen" in page.text
    assert "Darüber entscheidet die Moderation des Konzepts." in page.text
    assert f"/moderation/kommentar/{kommentar.pk}/" not in page.text
    assert "Alles ist bereit" not in page.text

    client.force_login(factories.superuser())
    page = editor_desk.open("publish", auswertung.pk)
    assert f'href="/moderation/kommentar/{kommentar.pk}/"' in page.text


# --- What a second edition changes ------------------------------------------------------


def differences(page):
    return [(row.name, row.news, row.changes) for row in page.context["differences"]]


def test_the_first_edition_differs_from_none(editor_desk, auswertung, ready):
    page = editor_desk.open("publish", auswertung.pk)

    assert "Was anders ist" not in page.text


def test_without_a_change_the_second_says_so(editor_desk, auswertung, ready):
    editor_desk.send("publish", auswertung.pk)

    page = editor_desk.open("publish", auswertung.pk)

    assert "Was anders ist als in Ausgabe 1" in page.text
    assert "An den Anliegen nichts." in page.text


def test_old_and_new_words_stand_beside_each_other(editor_desk, auswertung, ready, evaluator):
    editor_desk.send("publish", auswertung.pk)
    actions.edit(
        ready, by=evaluator, version=ready.version, verdict="nicht", office="Bauamt",
        reasons="Ab Januar.", title="Rufbus", summary="Abends.",
    )  # fmt: skip

    # Also while it is not released, and therefore a hurdle.
    page = editor_desk.open("publish", auswertung.pk)

    assert differences(page) == [
        (
            "Anliegen 1: Rufbus", "",
            [
                ("Titel", "Ein Rufbus am Abend", "Rufbus"),
                ("Zusammenfassung", "– leer –", "Abends."),
                ("zuständiges Amt", "Hauptamt", "Bauamt"),
                ("Würdigung", "Das nehmen wir mit", "Dem folgen wir nicht"),
                ("Begründung", "Das prüfen wir im nächsten Jahr.", "Ab Januar."),
            ],
        )
    ]  # fmt: skip
    assert "Das prüfen wir im nächsten Jahr." in page.text
    assert "Ab Januar." in page.text


def test_what_is_new_gone_moved_or_changes_a_text_is_named(
    editor_desk, auswertung, ready, evaluator, kommentar, over
):
    editor_desk.send("publish", auswertung.pk)
    new = actions.create(auswertung, by=evaluator, title="Alles zum Bus")
    actions.merge(ready, by=evaluator, into=new)
    actions.plan_change(new, by=evaluator, bausteine=[over])
    factories.draft(over)

    page = editor_desk.open("publish", auswertung.pk)

    (gone, added) = differences(page)
    assert gone == ("Anliegen 1: Ein Rufbus am Abend", "entfällt", [])
    assert added[:2] == ("Anliegen 2: Alles zum Bus", "neu")
    assert ("Beiträge", "– keine –", str(kommentar.pk)) in added[2]
    assert ("Geänderte Texte", "– keine –", str(over)) in added[2]


def test_a_changed_text_links_to_its_difference(editor_desk, auswertung, ready, over):
    draft = factories.draft(over, editorial=True)

    page = editor_desk.open("publish", auswertung.pk)

    assert f'href="{over.fassung.get_difference_url(draft)}"' in page.text


def test_comparing_costs_the_same_for_many(editor_desk, auswertung, ready, evaluator):
    editor_desk.send("publish", auswertung.pk)
    editor_desk.open("publish", auswertung.pk)
    costs = []
    for number in range(3):
        actions.create(auswertung, by=evaluator, title=f"Neu {number}")
        with CaptureQueriesContext(connection) as counted:
            editor_desk.open("publish", auswertung.pk)
        costs.append(len(counted))

    assert costs[1] == costs[2] == costs[0]
