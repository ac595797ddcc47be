"""Verdict and reasons as those of another Anliegen: found, taken over, named in the text."""

import pytest

from evaluation import actions
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(auswertung, evaluator):
    """An Anliegen of the same Auswertung that has its reasons, and one that has none."""
    actions.create(auswertung, by=evaluator, title="Ein Rufbus ohne Begründung")
    row = actions.create(auswertung, by=evaluator, title="Ein Rufbus am Sonntag", office="Bauamt")
    words = {"verdict": "nicht", "reasons": "Der Landkreis bestellt ihn."}
    return actions.edit(row, by=evaluator, version=row.version, **words)


def found(page):
    return page.context["precedents"]


def test_what_is_similar_is_offered_without_a_word(desk, anliegen, decided):
    page = desk.save(anliegen, wie_suchen=1, wie="", reasons="Mein Anfang.")

    assert found(page) == [decided]
    assert "Mein Anfang." in page.text
    anliegen.refresh_from_db()
    assert anliegen.reasons == ""


@pytest.mark.parametrize("words", ["sonntag", "3", "Landkreis"])
def test_it_is_found_by_words_and_by_number(desk, anliegen, decided, words):
    assert found(desk.save(anliegen, wie_suchen=1, wie=words)) == [decided]


@pytest.mark.parametrize("words", ["1", "2", "Zeppelin", "99999999999999999999"])
def test_itself_and_what_has_no_reasons_is_not(desk, anliegen, decided, words):
    page = desk.save(anliegen, wie_suchen=1, wie=words)

    assert found(page) == []
    assert "Dazu gibt es kein begründetes Anliegen." in page.text


def test_its_verdict_and_reasons_come_behind_what_was_typed(desk, anliegen, decided):
    page = desk.save(anliegen, wie_anliegen=decided.pk, reasons="Mein Anfang.")

    form = page.context["form"]
    assert form["verdict"].value() == "nicht"
    assert form["reasons"].value() == (
        "Mein Anfang.\n\nWie zu Anliegen 3 („Ein Rufbus am Sonntag“): Der Landkreis bestellt ihn."
    )
    anliegen.refresh_from_db()
    assert anliegen.reasons == ""


def test_of_an_earlier_phase_its_name_is_told(desk, anliegen, evaluator, over):
    before = factories.phase(over.strategie, start=-60, end=-40, title="Runde eins")
    earlier = actions.begin(before, by=evaluator)
    row = actions.create(earlier, by=evaluator, title="Ein Rufbus damals")
    row = actions.edit(row, by=evaluator, version=row.version, reasons="Kein Geld.")

    assert found(desk.save(anliegen, wie_suchen=1, wie="damals")) == [row]
    page = desk.save(anliegen, wie_anliegen=row.pk)

    assert "in „Runde eins“: Kein Geld." in page.context["form"]["reasons"].value()


def test_of_another_konzept_nothing_is_offered(desk, anliegen):
    foreign = factories.open_baustein()
    boss = factories.superuser()
    row = actions.create(factories.auswertung(foreign, by=boss), by=boss, title="Ein Rufbus fern")
    actions.edit(row, by=boss, version=row.version, reasons="Fern.")

    assert found(desk.save(anliegen, wie_suchen=1, wie="fern")) == []
    page = desk.save(anliegen, wie_anliegen=row.pk)
    assert page.status_code == 409
    assert "Dieses Anliegen gibt es so nicht mehr." in page.text


def test_an_office_takes_over_from_its_own_alone(office_desk, anliegen, decided, evaluator):
    other = actions.create(anliegen.auswertung, by=evaluator, title="Rufbus", office="Hauptamt")
    actions.edit(other, by=evaluator, version=other.version, reasons="Nein.")
    actions.edit(anliegen, by=evaluator, version=anliegen.version, office="Bauamt")
    sent = {"version": 2, "summary": "", "verdict": "", "reasons": "", "wie_suchen": 1}

    page = office_desk.send("anliegen", anliegen.pk, wie="rufbus", **sent)

    assert found(page) == [decided]


def test_saved_it_goes_on_to_the_next_one_in_work(desk, anliegen, decided):
    page = desk.save(anliegen, naechstes=1, reasons="Fertig.", follow=True)

    assert page.context["anliegen"].number == 2
    anliegen.refresh_from_db()
    assert anliegen.reasons == "Fertig."
