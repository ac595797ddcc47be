import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from evaluation import actions
from evaluation.models import Anliegen
from tests import factories


@pytest.fixture
def prepared(auswertung, kommentar, evaluator):
    return factories.prepared_anliegen(auswertung, [kommentar], by=evaluator)


def test_one_prepares_and_another_releases(prepared, evaluator, editor):
    with pytest.raises(actions.ActionRefused, match="jemand anderes"):
        actions.release(prepared, by=evaluator)

    released = actions.release(prepared, by=editor)

    assert released.status == Anliegen.Status.RELEASED
    assert (released.prepared_by, released.released_by) == (evaluator, editor)


def test_the_database_too_wants_another_person_to_release(prepared, evaluator):
    rows = Anliegen.objects.filter(pk=prepared.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(status="released", released_by=evaluator)


def test_nothing_is_prepared_without_verdict_reasons_and_office(anliegen, evaluator):
    with pytest.raises(actions.ActionRefused, match="Würdigung, Begründung, zuständiges Amt"):
        actions.prepare(anliegen, by=evaluator)


def test_what_is_edited_has_to_be_released_again(prepared, evaluator, editor):
    actions.release(prepared, by=editor)
    prepared.refresh_from_db()

    edited = actions.edit(prepared, by=evaluator, version=prepared.version, reasons="Anders.")

    assert edited.status == Anliegen.Status.OPEN
    assert edited.released_by is None


def test_what_gets_another_contribution_has_to_be_released_again(
    baustein, kommentar, evaluator, editor
):
    second = factories.comment(baustein)
    factories.end_phase(baustein)
    auswertung = factories.auswertung(baustein, by=evaluator)
    row = factories.released_anliegen(auswertung, [kommentar], by=evaluator, released_by=editor)

    actions.assign(row, by=evaluator, kommentare=[second])

    row.refresh_from_db()
    assert row.status == Anliegen.Status.OPEN


def test_the_second_of_two_editors_learns_who_was_faster(anliegen, evaluator, editor):
    seen = anliegen.version
    actions.edit(anliegen, by=editor, version=seen, title="Rufbus ab 18 Uhr")

    with pytest.raises(actions.EditConflict, match=f"{editor} hat dieses Anliegen"):
        actions.edit(anliegen, by=evaluator, version=seen, title="Rufbus")
    anliegen.refresh_from_db()
    assert anliegen.title == "Rufbus ab 18 Uhr"


def test_saving_without_a_change_is_no_conflict_and_no_step(prepared, evaluator):
    steps = prepared.protokoll.count()

    actions.edit(prepared, by=evaluator, version=1, verdict="kenntnis")

    prepared.refresh_from_db()
    assert prepared.status == Anliegen.Status.PREPARED
    assert prepared.protokoll.count() == steps


def test_sending_back_needs_a_reason(prepared, editor):
    with pytest.raises(actions.ActionRefused, match="was noch zu tun ist"):
        actions.send_back(prepared, by=editor, reason=" ")

    actions.send_back(prepared, by=editor, reason="Bitte den Haushalt nennen.")

    prepared.refresh_from_db()
    assert prepared.status == Anliegen.Status.OPEN
    assert prepared.protokoll.first().reason == "Bitte den Haushalt nennen."


def test_another_office_sees_and_writes_just_its_own(anliegen, evaluator, colleague):
    assert not Anliegen.objects.visible_to(colleague).exists()
    with pytest.raises(PermissionDenied):
        actions.edit(anliegen, by=colleague, version=anliegen.version, reasons="…")

    anliegen = actions.edit(anliegen, by=evaluator, version=anliegen.version, office="Bauamt")
    anliegen = actions.edit(anliegen, by=colleague, version=anliegen.version, reasons="Gern.")

    assert list(Anliegen.objects.visible_to(colleague)) == [anliegen]
    with pytest.raises(PermissionDenied):
        actions.edit(anliegen, by=colleague, version=anliegen.version, office="Hauptamt")


def test_another_office_prepares_but_does_not_release(anliegen, evaluator, colleague):
    anliegen = actions.edit(
        anliegen, by=evaluator, version=anliegen.version, office="Bauamt", verdict="nicht",
        reasons="Die Straße gehört dem Land.",
    )  # fmt: skip

    prepared = actions.prepare(anliegen, by=colleague)

    with pytest.raises(PermissionDenied):
        actions.release(prepared, by=colleague)
    assert actions.release(prepared, by=evaluator).status == Anliegen.Status.RELEASED


def test_the_same_office_of_another_konzept_sees_nothing(anliegen, evaluator):
    actions.edit(anliegen, by=evaluator, version=anliegen.version, office="Bauamt")
    elsewhere = factories.staff(factories.konzept(), role="fachamt", office="Bauamt")

    assert not Anliegen.objects.visible_to(elsewhere).exists()


def test_two_releases_are_one(prepared, editor):
    actions.release(prepared, by=editor)

    with pytest.raises(actions.StatusConflict, match="freigegeben"):
        actions.release(prepared, by=editor)
