"""A Vorhaben is discussed in a Kommentierphase that is about such ones, and in no other."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments import actions as comment_actions
from comments.models import Kommentar
from evaluation.exports import Public
from evaluation.exports.verfahren import verfahren
from phases import actions as phase_actions
from phases.models import Phasenprotokoll
from phases.rules import ParticipationClosed
from progress import actions
from progress.discussion import included_in
from strategies import actions as strategy_actions
from strategies.models import Baustein
from tests import factories
from tests.evaluation.exports.files import json_rows, written


@pytest.fixture
def goal(konzept):
    return factories.baustein(strategie=factories.strategie(konzept=konzept), number="1")


@pytest.fixture
def strategie(goal):
    return goal.strategie


def announce(strategie, **fields):
    """A phase that is about Vorhaben unless told otherwise."""
    return factories.announced(strategie, **{"about_vorhaben": True, **fields})


def place_of(vorhaben):
    vorhaben.refresh_from_db()
    return vorhaben.discussed


def asked(konzept, **fields):
    """A Vorhaben that can be discussed, with its place."""
    row = factories.vorhaben(konzept, **fields)
    assert place_of(row)
    return row


# Where there is a place


def test_no_vorhaben_is_discussed_as_long_as_no_phase_is_about_it(konzept, strategie):
    row = factories.vorhaben(konzept)

    announce(strategie, about_vorhaben=False)
    announce(strategie, start=9, end=12, status="draft")

    assert place_of(row) is None


def test_an_announced_phase_opens_what_is_public_of_its_konzept(konzept, goal, strategie):
    own, loose = factories.vorhaben(konzept, baustein=goal), factories.vorhaben(konzept)
    draft = factories.vorhaben(konzept, published=False)
    elsewhere = factories.vorhaben()

    announce(strategie)

    for row in (own, loose):
        place = place_of(row)
        assert (place.kind, place.strategie) == ("vorhaben", strategie)
        assert (place.title, place.number) == (row.title, row.number)
        assert place.is_public
        assert place.get_absolute_url() == row.get_absolute_url()
    assert place_of(draft) is None
    assert place_of(elsewhere) is None


def test_announcing_again_makes_no_second_place(konzept, strategie, editor):
    row = factories.vorhaben(konzept)
    phase = announce(strategie)
    before = place_of(row)

    phase_actions.close_now(phase, by=editor, reason="Fertig.")
    announce(strategie, start=1)

    assert place_of(row) == before
    assert Baustein.objects.filter(kind="vorhaben").count() == 1


def test_what_becomes_public_while_the_phase_runs_can_be_discussed(konzept, strategie):
    announce(strategie)

    assert place_of(factories.vorhaben(konzept)).strategie == strategie


def test_what_becomes_public_after_the_phase_cannot(konzept, strategie, editor):
    phase = announce(strategie)
    phase_actions.close_now(phase, by=editor, reason="Fertig.")

    assert place_of(factories.vorhaben(konzept)) is None


def test_a_vorhaben_is_discussed_in_the_strategie_of_its_text(konzept, goal, strategie):
    other = factories.baustein(strategie=factories.strategie(konzept=konzept))
    theirs = factories.vorhaben(konzept, baustein=other)
    loose = factories.vorhaben(konzept)

    announce(strategie)
    announce(other.strategie)

    assert place_of(theirs).strategie == other.strategie
    # What belongs to no text goes to the first that asks, and stays while that phase runs.
    assert place_of(loose).strategie == strategie


def test_an_unused_place_moves_with_its_vorhaben_a_used_one_stays(konzept, strategie, editor):
    used, unused = factories.vorhaben(konzept), factories.vorhaben(konzept)
    phase = announce(strategie)
    factories.comment(place_of(used))
    phase_actions.close_now(phase, by=editor, reason="Fertig.")
    other = factories.baustein(strategie=factories.strategie(konzept=konzept))
    for row in (used, unused):
        actions.change_vorhaben(row, by=editor, baustein=other)

    announce(other.strategie)

    assert place_of(used).strategie == strategie
    assert place_of(unused).strategie == other.strategie
    assert list(included_in(other.strategie)) == [unused]


@pytest.mark.parametrize("number", [1, 30])
def test_opening_many_costs_as_much_as_opening_one(konzept, strategie, editor, number):
    for _number in range(number):
        factories.vorhaben(konzept, by=editor)

    with CaptureQueriesContext(connection) as queries:
        announce(strategie)

    assert Baustein.objects.filter(kind="vorhaben").count() == number
    assert len(queries) == 34


# The phase


def test_the_choice_can_grow_while_the_phase_runs_and_not_shrink(konzept, strategie, editor):
    row = factories.vorhaben(konzept)
    phase = announce(strategie, about_vorhaben=False)

    phase.about_vorhaben = True
    phase_actions.change(phase, by=editor)
    assert place_of(row)
    phase.about_vorhaben = False
    with pytest.raises(phase_actions.PhaseConflict, match="Zu den Vorhaben"):
        phase_actions.change(phase, by=editor)

    entry = Phasenprotokoll.objects.filter(kommentierphase=phase).latest("pk")
    assert "auch zu den Vorhaben" in entry.new
    assert "Vorhaben" not in entry.old


def test_before_it_begins_it_can_be_taken_back(konzept, strategie, editor, resident):
    row = factories.vorhaben(konzept)
    phase = announce(strategie, start=1)

    phase.about_vorhaben = False
    phase_actions.change(phase, by=editor)

    with pytest.raises(ParticipationClosed, match="keine Beteiligung"):
        factories.comment(place_of(row), resident)


# Writing


def test_one_writes_in_a_phase_that_is_about_vorhaben(konzept, strategie, resident):
    row = factories.vorhaben(konzept)
    phase = announce(strategie)

    kommentar = factories.comment(place_of(row), resident, category="frage")

    assert (kommentar.kommentierphase, kommentar.category) == (phase, "frage")
    assert place_of(row).comment_count == 1


def test_in_the_next_phase_only_if_it_is_about_them_too(konzept, strategie, resident, editor):
    row = factories.vorhaben(konzept)
    first = announce(strategie)
    question = factories.comment(place_of(row))
    phase_actions.close_now(first, by=editor, reason="Fertig.")
    announce(strategie, start=0, about_vorhaben=False)
    place = place_of(row)

    with pytest.raises(ParticipationClosed, match="endete"):
        factories.comment(place, resident)
    with pytest.raises(ParticipationClosed):
        factories.comment(place, resident, parent=question)
    with pytest.raises(ParticipationClosed):
        comment_actions.vote(question, by=resident, value=1)
    with pytest.raises(ParticipationClosed):
        comment_actions.edit(question, by=question.author, text="Anders gefragt.")
    # The texts of the same Strategie are open.
    assert factories.comment(strategie.bausteine.goals().get(), resident)


def test_an_archived_vorhaben_takes_its_discussion_along(konzept, strategie, resident, editor):
    announce(strategie)
    row = asked(konzept)
    question = factories.comment(row.discussed)

    actions.archive(row, by=editor)

    place = place_of(row)
    assert not place.is_public
    with pytest.raises(comment_actions.ActionRefused, match="nicht öffentlich"):
        factories.comment(place, resident)
    assert Kommentar.objects.get() == question

    actions.restore(row, by=editor)
    assert place_of(row).is_public


def test_restored_it_is_opened_if_it_was_not_there_before(konzept, strategie, editor):
    row = factories.vorhaben(konzept)
    actions.archive(row, by=editor)
    announce(strategie)
    assert place_of(row) is None

    actions.restore(row, by=editor)

    assert place_of(row).is_public


def test_the_place_bears_the_title_of_its_vorhaben(konzept, strategie, editor):
    announce(strategie)
    row = asked(konzept)

    actions.change_vorhaben(row, by=editor, title="Radweg am Fluss")

    place = place_of(row)
    assert place.title == "Radweg am Fluss"
    assert "radweg" in place.folded
    assert str(place) == f"Vorhaben {row.number}: Radweg am Fluss"


# What is made of it


def test_it_is_no_text_of_the_document(konzept, goal, strategie):
    announce(strategie)
    asked(konzept)

    assert list(strategie.bausteine.goals()) == [goal.baustein_ptr]
    numbers = verfahren()["verfahren"][0]["strategien"][0]["zahlen"]
    assert numbers["bausteine"] == 1


def test_what_is_said_there_is_evaluated_and_exported_under_its_name(konzept, strategie, editor):
    announce(strategie)
    row = asked(konzept)
    kommentar = factories.comment(row.discussed, text="Wann kommt das Dach?", category="frage")
    factories.end_phase(row.discussed)
    auswertung = factories.auswertung(row.discussed, by=editor)

    assert list(auswertung.unassigned()) == [kommentar]
    [line] = json_rows(written(Public(strategie), "beitraege", "json"))
    assert (line["baustein_art"], line["baustein_titel"]) == ("Vorhaben", row.title)


def test_contributions_from_elsewhere_are_entered_where_the_phase_is_about_it(konzept, strategie):
    phase = announce(strategie)
    place = asked(konzept).discussed

    assert place in phase.bausteine()
    phase.about_vorhaben = False
    assert place not in phase.bausteine()


def test_a_strategie_whose_phase_asked_about_vorhaben_is_not_deleted(konzept, strategie, editor):
    announce(strategie)
    asked(konzept)

    with pytest.raises(strategy_actions.DeletionRefused):
        strategy_actions.delete(strategie)


def test_a_key_of_a_form_is_one_question(konzept, strategie, resident):
    announce(strategie)
    place = asked(konzept).discussed
    key = uuid.uuid4()

    for _time in range(2):
        comment_actions.submit(
            baustein=place, author=resident, text="Wann?", category="frage", idempotency_key=key
        )

    assert Kommentar.objects.count() == 1
