"""One vote per person and comment, changeable, counted right."""

import pytest

from comments import actions
from comments.actions import ActionRefused
from comments.models import Bewertung
from phases.rules import ParticipationClosed
from tests import factories


@pytest.fixture
def kommentar(baustein):
    return factories.comment(baustein)


def counts(kommentar):
    kommentar.refresh_from_db()
    return kommentar.up_count, kommentar.down_count


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1], (1, 0)),
        ([-1], (0, 1)),
        ([1, 1, 1], (1, 0)),
        ([1, -1], (0, 1)),
        ([-1, 1], (1, 0)),
        ([1, 0], (0, 0)),
        ([-1, 0], (0, 0)),
        ([0], (0, 0)),
        ([1, 0, 0, -1, 1], (1, 0)),
    ],
)
def test_one_person_has_one_vote(kommentar, resident, values, expected):
    for value in values:
        voted = actions.vote(kommentar, by=resident, value=value)

    assert (voted.up_count, voted.down_count) == counts(kommentar) == expected
    assert Bewertung.objects.count() == sum(expected)


def test_votes_of_several_people_add_up(kommentar):
    for value in (1, 1, -1):
        actions.vote(kommentar, by=factories.user(), value=value)

    assert counts(kommentar) == (2, 1)


def test_a_vote_on_ones_own_comment_is_refused(kommentar):
    with pytest.raises(ActionRefused, match="eigenen Beitrag"):
        actions.vote(kommentar, by=kommentar.author, value=1)
    assert counts(kommentar) == (0, 0)


@pytest.mark.parametrize("value", [1, -1, 0])
def test_a_vote_is_refused_after_the_phase_ended(kommentar, resident, baustein, value):
    actions.vote(kommentar, by=resident, value=1)
    factories.end_phase(baustein)

    with pytest.raises(ParticipationClosed, match="endete am"):
        actions.vote(kommentar, by=resident, value=value)
    assert counts(kommentar) == (1, 0)


def test_a_vote_on_a_comment_that_is_gone_is_refused_and_earlier_votes_stay(
    kommentar, resident, moderator
):
    actions.vote(kommentar, by=resident, value=1)
    actions.hide(kommentar, by=moderator, ground="hass", statement="Hetze.")

    with pytest.raises(ActionRefused, match="nicht mehr öffentlich"):
        actions.vote(kommentar, by=factories.user(), value=1)
    assert counts(kommentar) == (1, 0)
