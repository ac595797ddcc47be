"""Taking back the last act of bundling: what it did and nothing else."""

import re

import pytest

from evaluation import actions
from evaluation.models import Anliegen, Kenntnisnahme, Zuordnung
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(baustein, kommentar):
    return factories.comment(baustein, text="Auch im Nachbardorf fehlt das.")


def token(page):
    """Of the button on a page."""
    return re.search(r'name="rueckgaengig" value="([^"]+)"', page.text)[1]


def test_a_new_anliegen_of_a_selection_is_gone_again(desk, kommentar, other, auswertung):
    sent = {"title": "Rufbus", "auswahl": [kommentar.pk, other.pk]}
    page = desk.send("bundle", auswertung.pk, follow=True, **sent)

    page = desk.send("bundle", auswertung.pk, rueckgaengig=token(page))

    assert "Rückgängig gemacht." in page.text
    assert Anliegen.objects.get().status == "dissolved"
    assert set(auswertung.unassigned()) == {kommentar, other}
    reasons = auswertung.protokoll.values_list("action", "reason")[:2]
    assert set(reasons) == {
        ("dissolved", "Rückgängig gemacht"), ("unassigned", "Rückgängig gemacht"),
    }  # fmt: skip


def test_from_the_page_of_the_next_one_it_leads_back(desk, kommentar, other, auswertung, evaluator):
    there = actions.create(auswertung, by=evaluator, title="Rufbus")
    actions.set_aside(auswertung, by=evaluator, kommentare=[kommentar])
    page = desk.send("beitrag", kommentar.pk, into=there.pk, follow=True)
    assert page.context["kommentar"] == other
    assert not Kenntnisnahme.objects.exists()

    sent = {"rueckgaengig": token(page), "quote": other.text}
    page = desk.send("beitrag", other.pk, follow=True, **sent)

    assert page.context["kommentar"] == kommentar
    assert not Zuordnung.objects.exists()
    assert Anliegen.objects.get().status == "open"
    assert Kenntnisnahme.objects.get().kommentar == kommentar


def test_what_is_typed_for_the_next_one_stays(desk, kommentar, other, auswertung):
    page = desk.send("beitrag", kommentar.pk, title="Rufbus", follow=True)

    page = desk.send("beitrag", other.pk, rueckgaengig=token(page), title="Mehr Bäume")

    assert page.context["kommentar"] == other
    assert 'value="Mehr Bäume"' in page.text
    assert not Zuordnung.objects.exists()


def test_that_it_holds_none_is_taken_back(desk, auswertung, kommentar):
    page = desk.send("beitrag", kommentar.pk, ohne=1, follow=True)

    desk.send("beitrag", kommentar.pk, rueckgaengig=token(page))

    assert not Kenntnisnahme.objects.exists()
    assert auswertung.protokoll.first().reason == "Rückgängig gemacht"


def test_only_ones_own_rows_are_taken_out(desk, kommentar, other, auswertung, editor):
    page = desk.send("bundle", auswertung.pk, title="Rufbus", auswahl=kommentar.pk, follow=True)
    anliegen = Anliegen.objects.get()
    actions.assign(anliegen, by=editor, kommentare=[other])

    page = desk.send("bundle", auswertung.pk, rueckgaengig=token(page))

    assert "Anliegen 1 bleibt bestehen" in page.text
    assert [row.kommentar for row in anliegen.zuordnungen.all()] == [other]


def test_what_somebody_has_moved_stays_where_it_is(desk, kommentar, other, auswertung, editor):
    sent = {"title": "Rufbus", "auswahl": [kommentar.pk, other.pk]}
    page = desk.send("bundle", auswertung.pk, follow=True, **sent)
    into = actions.create(auswertung, by=editor, title="Anderes")
    actions.move(Anliegen.objects.get(number=1), by=editor, kommentare=[other], into=into)

    page = desk.send("bundle", auswertung.pk, rueckgaengig=token(page))

    assert "1 Beitrag blieb, weil ihn inzwischen jemand anderes geändert hat." in page.text
    assert Zuordnung.objects.get().anliegen == into
    assert set(auswertung.unassigned()) == {kommentar}


def test_what_was_submitted_since_is_not_touched(desk, auswertung, kommentar, evaluator):
    page = desk.send("bundle", auswertung.pk, title="Rufbus", auswahl=kommentar.pk, follow=True)
    anliegen = Anliegen.objects.get()
    words = {"verdict": "kenntnis", "reasons": "Ja.", "office": "Bauamt"}
    anliegen = actions.edit(anliegen, by=evaluator, version=anliegen.version, **words)
    actions.prepare(anliegen, by=evaluator)

    page = desk.send("bundle", auswertung.pk, rueckgaengig=token(page))

    assert page.status_code == 409
    assert "Es wurde nichts rückgängig gemacht" in page.text
    assert Zuordnung.objects.exists()


def test_twice_is_told(desk, auswertung, kommentar):
    page = desk.send("beitrag", kommentar.pk, ohne=1, follow=True)
    pressed = token(page)
    desk.send("beitrag", kommentar.pk, rueckgaengig=pressed)

    page = desk.send("beitrag", kommentar.pk, rueckgaengig=pressed)

    assert page.status_code == 409
    assert "Das hat inzwischen schon jemand geändert." in page.text


@pytest.mark.parametrize("sent", ["", "unsinn", "a:b:c"])
def test_nonsense_takes_nothing_back(desk, auswertung, kommentar, sent):
    page = desk.send("bundle", auswertung.pk, rueckgaengig=sent)

    assert page.status_code == 409
    assert "nur zehn Minuten lang" in page.text


def test_only_who_did_it_takes_it_back(desk, client, auswertung, kommentar, editor):
    page = desk.send("beitrag", kommentar.pk, ohne=1, follow=True)
    client.force_login(editor)

    page = desk.send("beitrag", kommentar.pk, rueckgaengig=token(page))

    assert page.status_code == 409
    assert Kenntnisnahme.objects.exists()
