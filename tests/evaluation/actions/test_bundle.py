import pytest
from django.core.exceptions import PermissionDenied

from comments import actions as comment_actions
from evaluation import actions
from evaluation.models import Anliegen, Zuordnung
from tests import factories


def keys(rows):
    return sorted(rows.values_list("pk", flat=True))


@pytest.fixture
def three(baustein, kommentar):
    return [
        kommentar,
        factories.comment(baustein, text="Auch am Sonntag."),
        factories.comment(baustein, text="Und bitte barrierefrei."),
    ]


@pytest.fixture
def bundled(three, over, auswertung, evaluator):
    """An Anliegen with three contributions."""
    return actions.create(auswertung, by=evaluator, title="Rufbus", kommentare=three)


def test_every_published_comment_of_the_phase_is_unassigned_at_first(
    three, over, auswertung, moderator
):
    comment_actions.hide(three[2], by=moderator, ground="werbung", statement="Werbung.")

    assert keys(auswertung.unassigned()) == [three[0].pk, three[1].pk]


def test_answers_of_the_administration_need_no_anliegen(baustein, kommentar, moderator, evaluator):
    factories.comment(baustein, moderator, text="Danke.", parent=kommentar)
    factories.end_phase(baustein)

    assert keys(factories.auswertung(baustein, by=evaluator).unassigned()) == [kommentar.pk]


def test_many_contributions_raise_one_anliegen_and_one_raises_many(bundled, three, evaluator):
    other = actions.create(
        bundled.auswertung, by=evaluator, title="Barrieren", kommentare=[three[2]]
    )

    assert keys(bundled.contributions()) == sorted(row.pk for row in three)
    assert keys(other.contributions()) == [three[2].pk]
    assert [bundled.number, other.number] == [1, 2]
    assert not bundled.auswertung.unassigned().exists()


def test_a_quote_has_to_stand_in_the_contribution(anliegen, kommentar, evaluator):
    actions.assign(anliegen, by=evaluator, kommentare=[kommentar], quote="Rufbus ab  18 Uhr")
    assert Zuordnung.objects.get().quote == "Rufbus ab  18 Uhr"

    with pytest.raises(actions.ActionRefused, match="steht so nicht"):
        actions.assign(anliegen, by=evaluator, kommentare=[kommentar], quote="Straßenbahn")


def test_contributions_of_another_phase_are_refused(anliegen, evaluator):
    elsewhere = factories.comment(factories.open_baustein())

    with pytest.raises(actions.ActionRefused, match=str(elsewhere.pk)):
        actions.assign(anliegen, by=evaluator, kommentare=[elsewhere])
    assert anliegen.zuordnungen.count() == 1


def test_what_is_taken_out_is_unassigned_again(bundled, three, evaluator):
    actions.unassign(bundled, by=evaluator, kommentare=[three[1]])

    assert keys(bundled.auswertung.unassigned()) == [three[1].pk]


def test_moving_keeps_the_quote(bundled, three, evaluator):
    actions.assign(bundled, by=evaluator, kommentare=[three[0]], quote="Rufbus")
    other = actions.create(bundled.auswertung, by=evaluator, title="Anderes")

    actions.move(bundled, by=evaluator, kommentare=[three[0]], into=other)

    assert keys(other.contributions()) == [three[0].pk]
    assert other.zuordnungen.get().quote == "Rufbus"
    assert keys(bundled.contributions()) == [three[1].pk, three[2].pk]


def test_splitting_leaves_both_with_something(bundled, three, evaluator):
    new = actions.split(bundled, by=evaluator, kommentare=[three[2]], title="Barrieren")

    assert keys(new.contributions()) == [three[2].pk]
    assert keys(bundled.contributions()) == [three[0].pk, three[1].pk]
    with pytest.raises(actions.ActionRefused, match="mindestens einen"):
        actions.split(bundled, by=evaluator, kommentare=three[:2], title="Alles")


def test_merging_leaves_a_trace_from_the_old_number_to_the_new(bundled, three, evaluator):
    other = actions.create(
        bundled.auswertung, by=evaluator, title="Barrieren", kommentare=[three[2]]
    )

    actions.merge(bundled, by=evaluator, into=other)
    bundled.refresh_from_db()

    assert bundled.status == Anliegen.Status.DISSOLVED
    assert bundled.merged_into == other
    assert keys(other.contributions()) == sorted(row.pk for row in three)
    assert {row.action for row in bundled.protokoll.all()} >= {"created", "assigned", "merged"}
    assert "merged" in {row.action for row in other.protokoll.all()}


def test_what_is_hidden_while_merging_comes_back_with_its_anliegen(
    bundled, three, evaluator, moderator
):
    comment_actions.hide(three[1], by=moderator, ground="werbung", statement="Werbung.")
    other = actions.create(bundled.auswertung, by=evaluator, title="Anderes")

    actions.merge(bundled, by=evaluator, into=other)
    comment_actions.restore(three[1], by=moderator, statement="Doch keine.")

    assert three[1].pk in keys(other.contributions())


def test_nothing_can_be_done_to_a_merged_anliegen(bundled, three, evaluator):
    other = actions.create(bundled.auswertung, by=evaluator, title="Anderes")
    actions.merge(bundled, by=evaluator, into=other)

    with pytest.raises(actions.StatusConflict, match="zusammengeführt oder aufgelöst"):
        actions.assign(bundled, by=evaluator, kommentare=three)


def test_a_number_is_never_given_twice(anliegen, kommentar, evaluator):
    actions.unassign(anliegen, by=evaluator, kommentare=[kommentar])
    actions.dissolve(anliegen, by=evaluator)

    assert actions.create(anliegen.auswertung, by=evaluator, title="Neu").number == 2


def test_an_anliegen_with_contributions_is_not_dissolved(anliegen, evaluator):
    with pytest.raises(actions.ActionRefused, match="Ordnen Sie"):
        actions.dissolve(anliegen, by=evaluator)


@pytest.mark.parametrize("role", ["moderation", "fachamt"])
def test_bundling_is_for_those_who_evaluate_this_konzept(anliegen, kommentar, role):
    konzept = anliegen.auswertung.strategie.konzept
    strangers = [
        factories.staff(konzept, role=role),
        factories.staff(factories.konzept(), role="auswertung"),
    ]

    for stranger in strangers:
        with pytest.raises(PermissionDenied):
            actions.assign(anliegen, by=stranger, kommentare=[kommentar])
        with pytest.raises(PermissionDenied):
            actions.create(anliegen.auswertung, by=stranger, title="X")


def test_an_auswertung_begins_once_and_not_before_its_phase(baustein, evaluator):
    later = factories.phase(factories.strategie(konzept=baustein.strategie.konzept), start=3)

    with pytest.raises(actions.ActionRefused, match="noch nicht begonnen"):
        actions.begin(later, by=evaluator)
    first = factories.auswertung(baustein, by=evaluator)
    assert factories.auswertung(baustein, by=evaluator) == first
