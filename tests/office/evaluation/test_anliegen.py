"""The page of one Anliegen: what it says, its steps, and two people at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Textbaustein
from evaluation import actions
from evaluation.models import Anliegen
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = {"verdict": "kenntnis", "reasons": "Das prüfen wir.", "office": "Stadtplanung"}


@pytest.fixture
def more(baustein, kommentar):
    """Two more contributions, written before the phase is over."""
    return [factories.comment(baustein, text=f"Beitrag {number}") for number in range(2)]


def test_what_it_says_is_saved(desk, anliegen):
    deadline = timezone.localdate() + timedelta(days=7)

    page = desk.save(anliegen, follow=True, **WORDS, summary="Abends", deadline=deadline)

    assert "Gespeichert." in page.text
    anliegen.refresh_from_db()
    assert (anliegen.verdict, anliegen.reasons) == ("kenntnis", "Das prüfen wir.")
    assert (anliegen.office, anliegen.deadline, anliegen.summary) == (
        "Stadtplanung", deadline, "Abends",
    )  # fmt: skip


def test_the_offices_of_the_konzept_are_offered_and_another_can_be_named(desk, anliegen, colleague):
    assert '<option value="Bauamt" dir="auto">' in desk.open("anliegen", anliegen.pk).text

    desk.save(anliegen, office="anderes", other_office="Forstamt")

    anliegen.refresh_from_db()
    assert anliegen.office == "Forstamt"
    assert (
        '<option value="Forstamt" dir="auto" selected>' in desk.open("anliegen", anliegen.pk).text
    )


def test_another_office_needs_its_name(desk, anliegen):
    page = desk.save(anliegen, office="anderes")

    assert page.status_code == 422
    assert "Bitte nennen Sie das Amt." in page.text


@pytest.mark.parametrize("data", [{"title": " "}, {"verdict": "x"}, {"deadline": "morgen"}])
def test_what_cannot_be_saved_stays_in_the_form(desk, anliegen, data):
    page = desk.save(anliegen, **{"reasons": "Lang überlegt.", **data})

    assert page.status_code == 422
    assert "Lang überlegt." in page.text
    assert "Das hat noch nicht geklappt" in page.text


def test_of_two_people_the_second_sees_both_texts(desk, anliegen, editor):
    seen = anliegen.version
    actions.edit(anliegen, by=editor, version=seen, reasons="Vom ersten.", title="Neuer Titel")

    page = desk.send(
        "anliegen", anliegen.pk, version=seen, title="Neuer Titel", summary="", office="",
        deadline="", verdict="kenntnis", reasons="Vom zweiten.",
    )  # fmt: skip

    assert page.status_code == 409
    assert editor.pseudonym in page.text
    assert page.context["conflict"] == [
        ("Würdigung", "– leer –", "Das nehmen wir mit"),
        ("Begründung", "Vom ersten.", "Vom zweiten."),
    ]
    assert page.text.count("Vom zweiten.") == 2  # beside the stored one, and in the field
    anliegen.refresh_from_db()
    assert anliegen.reasons == "Vom ersten."


def test_saved_again_after_the_comparison_it_counts(desk, anliegen, editor):
    seen = anliegen.version
    actions.edit(anliegen, by=editor, version=seen, reasons="Vom ersten.")
    page = desk.save(anliegen, version=seen, reasons="Vom zweiten.")
    version = page.context["form"]["version"].value()

    desk.save(anliegen, version=version, reasons="Vom zweiten.")

    anliegen.refresh_from_db()
    assert anliegen.reasons == "Vom zweiten."


def test_a_form_with_a_mistake_does_not_hide_a_conflict(desk, anliegen, editor):
    seen = anliegen.version
    actions.edit(anliegen, by=editor, version=seen, reasons="Vom ersten.")

    page = desk.save(anliegen, version=seen, title="", reasons="Vom zweiten.")
    assert page.status_code == 422
    assert str(page.context["form"]["version"].value()) == str(seen)


def test_one_prepares_and_another_releases(desk, anliegen, editor, client):
    desk.save(anliegen, **WORDS)
    desk.step(anliegen, "vorlegen")
    assert "freigeben muss es jemand anderes" in desk.open("anliegen", anliegen.pk).text
    assert desk.step(anliegen, "freigeben").status_code == 409
    client.force_login(editor)

    page = desk.step(anliegen, "freigeben", follow=True)

    assert "Freigegeben und bereit zur Veröffentlichung." in page.text
    anliegen.refresh_from_db()
    assert anliegen.released_by == editor


def test_what_changed_since_it_was_read_is_not_released(desk, auswertung, kommentar, editor):
    row = factories.prepared_anliegen(auswertung, [kommentar], by=editor)
    seen = row.version
    actions.edit(row, by=editor, version=seen, reasons="Etwas ganz anderes.")
    row.refresh_from_db()
    actions.prepare(row, by=editor)

    page = desk.step(row, "freigeben", version=seen)

    assert page.status_code == 409
    assert "Bitte lesen Sie es noch einmal" in page.text
    row.refresh_from_db()
    assert row.status == Anliegen.Status.PREPARED


def test_nothing_is_prepared_without_verdict(desk, anliegen):
    page = desk.step(anliegen, "vorlegen")

    assert page.status_code == 409
    assert "Vor der Freigabe fehlt noch: Würdigung, Begründung, zuständiges Amt" in page.text


def test_sending_back_needs_a_reason_which_the_history_keeps(desk, auswertung, kommentar, editor):
    row = factories.prepared_anliegen(auswertung, [kommentar], by=editor)
    assert desk.step(row, "zurueckgeben").status_code == 422

    page = desk.step(row, "zurueckgeben", follow=True, reason="Bitte den Takt nennen.")

    assert "Bitte den Takt nennen." in page.text
    row.refresh_from_db()
    assert row.status == Anliegen.Status.OPEN


def test_contributions_are_taken_out_moved_and_split(desk, more, auswertung, evaluator, kommentar):
    first, second = (
        actions.create(auswertung, by=evaluator, title=title, kommentare=rows)
        for title, rows in (("Eins", [kommentar, *more]), ("Zwei", []))
    )

    desk.step(first, "herausnehmen", auswahl=[kommentar.pk])
    desk.step(first, "verschieben", auswahl=[more[0].pk], into=second.pk)
    assert list(first.contributions()) == [more[1]]
    assert list(second.contributions()) == [more[0]]
    desk.step(second, "herausnehmen", auswahl=[more[0].pk])
    actions.assign(first, by=evaluator, kommentare=[kommentar])
    desk.step(first, "teilen", auswahl=[kommentar.pk], title="Drei")

    assert list(Anliegen.objects.get(title="Drei").contributions()) == [kommentar]


@pytest.mark.parametrize("name", ["herausnehmen", "verschieben", "teilen"])
def test_without_a_selection_nothing_happens(desk, anliegen, name):
    page = desk.step(anliegen, name, title="Drei")

    assert page.status_code == 422
    assert "Bitte wählen Sie zuerst Beiträge aus." in page.text
    assert anliegen.contributions().count() == 1


def test_the_address_of_a_merged_one_leads_to_the_other(desk, anliegen, auswertung, evaluator):
    other = actions.create(auswertung, by=evaluator, title="Alles zum Bus")

    page = desk.step(anliegen, "zusammenfuehren", into=other.pk)

    assert page.url == other.get_absolute_url()
    assert desk.open("anliegen", anliegen.pk).url == other.get_absolute_url()


def test_it_merges_into_none_of_another_auswertung(desk, anliegen):
    elsewhere = factories.open_baustein()
    foreign = factories.auswertung(elsewhere, by=factories.superuser())
    other = actions.create(foreign, by=factories.superuser(), title="Fremdes Geheimnis")

    page = desk.step(anliegen, "zusammenfuehren", into=other.pk)

    assert page.status_code == 422
    assert "Fremdes Geheimnis" not in page.text


def test_an_empty_one_is_dissolved_and_its_page_says_so(desk, anliegen, kommentar):
    assert desk.step(anliegen, "aufloesen").status_code == 409
    desk.step(anliegen, "herausnehmen", auswahl=[kommentar.pk])

    page = desk.step(anliegen, "aufloesen", follow=True)

    assert "Dieses Anliegen ist aufgelöst." in page.text


def test_planned_changes_say_whether_the_new_text_is_begun(desk, anliegen, over, client, editor):
    desk.save(anliegen, asked="1", bausteine=[over.pk])
    assert "neuer Text fehlt noch" in desk.open("anliegen", anliegen.pk).text
    factories.draft(over)
    page = desk.open("anliegen", anliegen.pk)
    assert "Entwurf liegt vor" in page.text
    # Only the Redaktion writes it.
    assert "Text bearbeiten" not in page.text
    client.force_login(editor)

    assert "Text bearbeiten" in desk.open("anliegen", anliegen.pk).text


def test_a_baustein_of_another_strategie_is_no_choice(desk, anliegen):
    page = desk.save(anliegen, asked="1", bausteine=[factories.baustein().pk])

    assert page.status_code == 422
    assert not anliegen.textaenderungen.exists()


def test_a_text_block_is_put_in_by_the_server(desk, anliegen, baustein):
    block = Textbaustein.objects.create(
        konzept=baustein.strategie.konzept, use="wuerdigung", title="Dank", text="Wir danken."
    )
    Textbaustein.objects.create(use="answer", title="Für Antworten", text="Nein.")

    page = desk.save(anliegen, reasons="Mein Anfang", einsetzen="1", textbaustein=block.pk)

    assert page.status_code == 200
    assert "Mein Anfang\n\nWir danken.</textarea>" in page.text
    assert "Für Antworten" not in page.text
    anliegen.refresh_from_db()
    assert anliegen.reasons == ""


def test_an_office_writes_its_part_and_nothing_else(office_desk, anliegen, evaluator, kommentar):
    actions.edit(anliegen, by=evaluator, version=anliegen.version, office="Bauamt")
    page = office_desk.open("anliegen", anliegen.pk)
    assert kommentar.text in page.text
    assert 'name="title"' not in page.text
    assert "Zusammenführen" not in page.text

    office_desk.save(anliegen, title="Anders", office="Forstamt", reasons="Vom Bauamt.")

    anliegen.refresh_from_db()
    assert (anliegen.title, anliegen.office) == ("Ein Rufbus am Abend", "Bauamt")
    assert anliegen.reasons == "Vom Bauamt."


@pytest.mark.parametrize(
    "name",
    [
        "freigeben", "zurueckgeben", "herausnehmen", "verschieben", "teilen", "zusammenfuehren",
        "aufloesen",
    ],
)  # fmt: skip
def test_an_office_takes_no_step_of_the_whole(office_desk, anliegen, evaluator, name):
    actions.edit(anliegen, by=evaluator, version=anliegen.version, office="Bauamt")

    assert office_desk.step(anliegen, name).status_code == 403


def test_what_is_another_offices_is_not_there(office_desk, anliegen):
    assert office_desk.open("anliegen", anliegen.pk).status_code == 404
    assert office_desk.step(anliegen, "vorlegen").status_code == 404


def test_many_contributions_cost_no_more_queries(
    desk, more, anliegen, evaluator, django_assert_num_queries
):
    with django_assert_num_queries(26):
        assert desk.open("anliegen", anliegen.pk).status_code == 200
    actions.assign(anliegen, by=evaluator, kommentare=more)

    with django_assert_num_queries(26):
        page = desk.open("anliegen", anliegen.pk)

    assert "Beitrag 1" in page.text


def test_an_unknown_step_is_not_found(desk, anliegen):
    assert desk.step(anliegen, "unbekannt").status_code == 404
