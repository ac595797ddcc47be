"""Internal notes: about exactly one thing, and gone with the account of both sides."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions import delete_account
from accounts.own_data.personal_data import export
from comments.actions import ActionRefused
from evaluation.exports import Internal
from evaluation.exports.scope import Public
from teamwork import notes
from teamwork.models import Notiz
from teamwork.subjects import about_anliegen, about_kommentar, about_person
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def konzept(baustein):
    return baustein.strategie.konzept


@pytest.fixture
def subjects(anliegen, kommentar, resident, konzept):
    return [about_anliegen(anliegen), about_kommentar(kommentar), about_person(resident, konzept)]


def test_a_note_is_kept_for_each_kind_of_thing_apart(subjects, evaluator):
    for number, about in enumerate(subjects):
        notes.write(about, by=evaluator, text=f"Notiz {number}")

    assert [[row.text for row in notes.notes_about(about)] for about in subjects] == [
        ["Notiz 0"], ["Notiz 1"], ["Notiz 2"],
    ]  # fmt: skip


def test_of_a_person_another_konzept_knows_nothing(resident, konzept, evaluator):
    notes.write(about_person(resident, konzept), by=evaluator, text="Hat angerufen.")

    assert notes.notes_about(about_person(resident, factories.konzept())) == []


def test_a_form_sent_twice_is_one_note(kommentar, evaluator, moderator):
    about = about_kommentar(kommentar)
    for by in (evaluator, evaluator, moderator):
        notes.write(about, by=by, text="Erledigt.")
    Notiz.objects.update(at=timezone.now() - timedelta(hours=2))
    notes.write(about, by=evaluator, text="Erledigt.")

    assert [row.by for row in notes.notes_about(about)] == [evaluator, moderator, evaluator]


@pytest.mark.parametrize("text", ["", " \n", "…", "x" * 2001])
def test_what_says_nothing_or_too_much_is_refused(kommentar, evaluator, text):
    with pytest.raises(ActionRefused):
        notes.write(about_kommentar(kommentar), by=evaluator, text=text)

    assert not Notiz.objects.exists()


def test_only_who_wrote_a_note_removes_it(kommentar, evaluator, moderator):
    about = about_kommentar(kommentar)
    row = notes.write(about, by=evaluator, text="Erledigt.")

    assert not notes.remove(about, row.pk, by=moderator)
    assert notes.remove(about, row.pk, by=evaluator)
    assert not notes.remove(about, row.pk, by=evaluator)


def test_a_note_about_nothing_or_about_two_things_cannot_be(anliegen, kommentar, evaluator):
    for about in ({}, {"anliegen": anliegen, "kommentar": kommentar}, {"person": evaluator}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notiz.objects.create(**about, by=evaluator, text="Erledigt.")


def test_they_go_with_the_account_they_are_about(subjects, resident, evaluator):
    for about in subjects:
        notes.write(about, by=evaluator, text="Hat angerufen.")

    delete_account(resident, withdraw=False)

    assert [row.anliegen_id for row in Notiz.objects.all()] == [subjects[0]["anliegen"].pk]


def test_whom_they_are_about_learns_that_there_are_some(subjects, resident, evaluator):
    for about in subjects:
        notes.write(about, by=evaluator, text="Hat angerufen.")

    rows = export(resident)["Interne Notizen über Sie oder Ihre Beiträge"]

    assert len(rows) == 2
    assert "Hat angerufen" not in str(rows)


@pytest.mark.parametrize("count", [1, 3])
def test_the_internal_export_alone_has_them(
    anliegen, kommentar, evaluator, baustein, count, django_assert_num_queries
):
    for number in range(count):
        notes.write(about_kommentar(kommentar), by=evaluator, text=f"Ruft an {number}.")
        notes.write(about_anliegen(anliegen), by=evaluator, text=f"Kostet viel {number}.")
    internal = Internal(baustein.strategie, [anliegen.auswertung.kommentierphase])
    public = Public(baustein.strategie)

    with django_assert_num_queries(18):
        inside = f"{list(internal.contribution_rows())} {list(internal.concern_rows())}"
    outside = f"{list(public.contribution_rows())} {list(public.concern_rows())}"

    assert inside.count("Ruft an") == inside.count("Kostet viel") == count
    assert evaluator.pseudonym in inside
    assert "Ruft an" not in outside
    assert "Kostet viel" not in outside
