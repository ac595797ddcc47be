from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage

from comments.actions import StatusConflict
from progress import actions
from progress.models import Foto, Vorhaben
from strategies import actions as strategy_actions
from strategies.actions import ActionRefused
from strategies.dependents import dependents_of, in_words
from strategies.gliederung import rearrange
from strategies.models import Baustein
from tests import factories


def test_numbers_go_on_where_none_is_given(konzept, editor):
    first = actions.create_vorhaben(konzept, by=editor, title="Radweg")
    actions.create_vorhaben(konzept, by=editor, title="Teil", number="M-12.b", parent=first)
    third = actions.create_vorhaben(konzept, by=editor, title="Freibad")

    assert [first.number, third.number] == ["1", "2"]
    numbers = konzept.vorhaben.values_list("number", flat=True)
    assert list(numbers) == ["1", "M-12.b", "2"]


@pytest.mark.parametrize("number", ["../1", "a b 1", "ohne", "", "1/2", "..", "1\n"])
def test_a_number_fits_into_an_address(konzept, editor, number):
    with pytest.raises(ActionRefused):
        actions.create_vorhaben(konzept, by=editor, title="Radweg", number=number)


def test_a_number_is_there_once(konzept, editor):
    actions.create_vorhaben(konzept, by=editor, title="Radweg", number="7")

    with pytest.raises(ActionRefused, match="gibt es"):
        actions.create_vorhaben(konzept, by=editor, title="Freibad", number="7")


@pytest.mark.parametrize(
    "wrong",
    [
        {"planned_end": date(26, 1, 1)},
        {"planned_start": date(9999, 12, 1)},
        {"planned_start": date(2029, 1, 1), "planned_end": date(2028, 1, 1)},
        {"rhythm": 0},
        {"cost_planned": 10**14},
        {"title": "\u3164"},
        {"resolution_url": "javascript:alert(1)"},
    ],
)
def test_what_nobody_means_is_refused_in_words(konzept, editor, wrong):
    with pytest.raises(ActionRefused, match=r"\w"):
        actions.create_vorhaben(konzept, by=editor, **{"title": "Radweg"} | wrong)


def test_only_the_redaktion_plans(konzept, officer, vorhaben):
    elsewhere = factories.staff(factories.konzept(), role="redaktion")
    draft = factories.vorhaben(konzept, published=False)
    for person in (officer, elsewhere, factories.user()):
        for attempt in (
            lambda by: actions.create_vorhaben(konzept, by=by, title="Radweg"),
            lambda by: actions.change_vorhaben(vorhaben, by=by, title="Radweg"),
            lambda by: actions.publish_vorhaben(draft, by=by),
            lambda by: actions.archive(vorhaben, by=by),
            lambda by: actions.remove_draft(draft, by=by),
            lambda by: actions.change_rules(konzept, by=by, second_person=True),
            lambda by: actions.publish_report(konzept, by=by),
        ):
            with pytest.raises(PermissionDenied):
                attempt(person)


def test_a_vorhaben_is_published_with_its_first_stand(konzept, editor):
    row = factories.vorhaben(konzept, published=False, state=None)
    with pytest.raises(ActionRefused, match="zuerst einen Stand"):
        actions.publish_vorhaben(row, by=editor)
    actions.write_stand(row, by=editor, **factories.stand_fields("vorbereitung"))

    row = actions.publish_vorhaben(row, by=editor)

    assert row.is_public
    assert row.stand.number == 1
    with pytest.raises(StatusConflict):
        actions.publish_vorhaben(row, by=editor)


def test_what_was_planned_first_is_kept_for_ever(konzept, editor):
    row = factories.vorhaben(
        konzept, planned_end=date(2027, 12, 31), cost_planned=28_600_000, by=editor
    )
    actions.change_vorhaben(row, by=editor, planned_end=date(2028, 6, 1))

    factories.stand(row, expected_end=date(2029, 11, 1), cost_expected=31_200_000)

    row.refresh_from_db()
    assert (row.first_planned_end, row.end) == (date(2027, 12, 1), date(2029, 11, 1))
    assert (row.first_cost, row.cost) == (28_600_000, 31_200_000)
    assert (row.moved_end, row.moved_cost) == (date(2027, 12, 1), 28_600_000)


def test_what_is_planned_as_draft_was_never_public(konzept, editor):
    row = factories.vorhaben(konzept, published=False, planned_end=date(2027, 1, 1))
    actions.change_vorhaben(row, by=editor, planned_end=date(2028, 1, 1))

    row = actions.publish_vorhaben(row, by=editor)

    assert row.first_planned_end == date(2028, 1, 1)
    assert row.moved_end is None


def test_the_second_of_two_editors_is_told(vorhaben, editor, colleague):
    seen = vorhaben.version
    actions.change_vorhaben(vorhaben, by=editor, version=seen, title="Neun Wartehäuschen")

    with pytest.raises(StatusConflict):
        actions.change_vorhaben(vorhaben, by=colleague, version=seen, title="Zehn")
    with pytest.raises(StatusConflict):
        actions.archive(vorhaben, by=colleague, version=seen)
    assert Vorhaben.objects.get().title == "Neun Wartehäuschen"


def test_a_number_that_was_public_stays(vorhaben, editor):
    with pytest.raises(ActionRefused, match="Internetadresse"):
        actions.change_vorhaben(vorhaben, by=editor, number="99")
    actions.archive(vorhaben, by=editor)

    with pytest.raises(ActionRefused, match="Internetadresse"):
        actions.change_vorhaben(vorhaben, by=editor, number="99")


def test_archived_is_for_nobody_and_comes_back(vorhaben, editor):
    actions.archive(vorhaben, by=editor)
    assert not Vorhaben.objects.published().exists()
    with pytest.raises(PermissionDenied):
        actions.write_stand(vorhaben, by=editor, **factories.stand_fields())

    actions.restore(vorhaben, by=editor)

    assert Vorhaben.objects.published().exists()
    with pytest.raises(StatusConflict):
        actions.restore(vorhaben, by=editor)


def test_a_draft_goes_with_the_photos_of_its_stand(
    konzept, editor, django_capture_on_commit_callbacks
):
    row = factories.vorhaben(konzept, published=False, photos=[factories.stand_photo()])
    files = Foto.objects.get().files
    assert all(default_storage.exists(each["name"]) for each in files)

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_draft(row, by=editor)

    assert not any(default_storage.exists(each["name"]) for each in files)


def test_only_a_draft_can_be_deleted(konzept, vorhaben, editor):
    draft = factories.vorhaben(konzept, published=False)
    with pytest.raises(StatusConflict):
        actions.remove_draft(vorhaben, by=editor)

    actions.remove_draft(draft, by=editor)

    assert list(konzept.vorhaben.all()) == [vorhaben]


def test_nothing_of_another_konzept_and_no_circle(konzept, editor, vorhaben):
    elsewhere = factories.vorhaben()
    part = factories.vorhaben(konzept, parent=vorhaben)
    for wrong in (
        {"baustein": factories.baustein()},
        {"parent": elsewhere},
        {"parent": part},
        {"parent": vorhaben},
        {"anliegen": [factories.ausgabe().auswertung.anliegen.get()]},
    ):
        with pytest.raises(ActionRefused):
            actions.change_vorhaben(vorhaben, by=editor, **wrong)


def test_steps_are_replaced_as_a_whole(vorhaben, officer, editor):
    version = vorhaben.version
    steps = [("Standorte festgelegt", date(2026, 4, 1), date(2026, 4, 12)), ("Bau", None, None)]
    actions.set_steps(vorhaben, steps, by=editor, version=version)

    with pytest.raises(StatusConflict):
        actions.set_steps(vorhaben, [], by=editor, version=version)
    with pytest.raises(ActionRefused):
        actions.set_steps(vorhaben, [("\u3164", None, None)], by=editor)
    with pytest.raises(ActionRefused):
        actions.set_steps(vorhaben, [("Bau", date(26, 1, 1), None)], by=editor)
    with pytest.raises(PermissionDenied):
        actions.set_steps(vorhaben, [], by=officer)

    assert [row.is_done for row in vorhaben.meilensteine.all()] == [True, False]


# --- Where it comes from -------------------------------------------------------


@pytest.fixture
def leitprojekt(konzept):
    return factories.baustein("leitprojekt", strategie=factories.strategie(konzept=konzept))


def test_it_stays_whatever_becomes_of_its_baustein(konzept, editor, leitprojekt):
    row = factories.vorhaben(konzept, baustein=leitprojekt)
    other = factories.strategie(konzept=konzept)

    factories.fassung(leitprojekt, text="Anders.", title="Ganz anders")
    rearrange(leitprojekt, by=editor, kind="handlungsfeld", strategie=other, number="7")
    strategy_actions.archive(Baustein.objects.get(pk=leitprojekt.pk))

    row.refresh_from_db()
    assert row.is_public
    assert row.baustein.kind == "handlungsfeld"
    assert row.baustein.strategie == other
    assert actions.change_vorhaben(row, by=editor, title="Radweg").title == "Radweg"


def test_a_baustein_with_vorhaben_is_not_deleted(konzept, leitprojekt):
    factories.vorhaben(konzept, baustein=leitprojekt, published=False)

    for row in (leitprojekt, leitprojekt.strategie, konzept):
        with pytest.raises(strategy_actions.DeletionRefused, match="Vorhaben"):
            strategy_actions.delete(row)

    [found] = dependents_of([leitprojekt]).values()
    assert in_words(found) == "1 Vorhaben"
