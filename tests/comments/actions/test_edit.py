"""Changing the wording of one's own comment."""

import pytest

from comments import actions
from comments.actions import ActionRefused
from comments.models import Status
from phases.models import Kommentierphase
from phases.rules import ParticipationClosed
from tests import factories


@pytest.fixture
def kommentar(baustein, resident):
    return factories.comment(baustein, resident, text="Früher.", category="frage")


def edit(kommentar, by, text="Später.", category="kritik"):
    edited = actions.edit(kommentar, by=by, text=text, category=category)
    kommentar.refresh_from_db()
    return edited


def test_edit_keeps_the_earlier_wording_and_notes_the_time(kommentar, resident):
    edit(kommentar, resident)
    edit(kommentar, resident, text="Noch später.")

    assert (kommentar.text, kommentar.category) == ("Noch später.", "kritik")
    assert kommentar.edited_at > kommentar.created_at
    assert list(kommentar.bearbeitungen.values_list("text", "category")) == [
        ("Später.", "kritik"),
        ("Früher.", "frage"),
    ]


def test_the_same_wording_again_leaves_no_trace(kommentar, resident):
    edit(kommentar, resident, text="Früher.", category="frage")

    assert kommentar.edited_at is None
    assert not kommentar.bearbeitungen.exists()


def test_a_reply_gets_no_category(kommentar, resident, baustein):
    reply = factories.comment(baustein, resident, parent=kommentar)

    edit(reply, resident, category="kritik")

    assert (reply.text, reply.category) == ("Später.", "")


def test_edit_of_somebody_elses_comment_is_refused(kommentar):
    with pytest.raises(ActionRefused, match="nicht Ihr Beitrag"):
        edit(kommentar, factories.user())


def test_edit_of_an_answered_comment_is_refused(kommentar, resident, baustein):
    factories.comment(baustein, parent=kommentar)

    with pytest.raises(ActionRefused, match="schon geantwortet"):
        edit(kommentar, resident)


def test_edit_is_possible_again_when_the_answer_was_withdrawn(kommentar, resident, baustein):
    reply = factories.comment(baustein, parent=kommentar)
    actions.withdraw(reply, by=reply.author)

    edit(kommentar, resident)

    assert kommentar.text == "Später."


def test_edit_of_a_hidden_or_withdrawn_comment_is_refused(kommentar, resident, moderator):
    actions.hide(kommentar, by=moderator, ground="werbung", statement="Werbung.")
    with pytest.raises(ActionRefused, match="nicht mehr öffentlich"):
        edit(kommentar, resident)

    actions.restore(kommentar, by=moderator, statement="Irrtum.")
    actions.withdraw(kommentar, by=resident)
    with pytest.raises(ActionRefused, match="nicht mehr öffentlich"):
        edit(kommentar, resident)


def test_edit_is_refused_after_the_phase_ended(kommentar, resident, baustein):
    factories.end_phase(baustein)

    with pytest.raises(ParticipationClosed, match="endete am"):
        edit(kommentar, resident)


def test_a_later_phase_does_not_open_the_comments_of_an_earlier_one(kommentar, resident, baustein):
    factories.end_phase(baustein)
    factories.phase(baustein.strategie, start=-0.01)

    with pytest.raises(ParticipationClosed, match="endete am"):
        edit(kommentar, resident)
    kommentar.refresh_from_db()
    assert kommentar.text == "Früher."


def test_where_comments_are_reviewed_first_the_new_wording_waits(
    kommentar, resident, baustein, moderator
):
    Kommentierphase.objects.update(release="after_review")

    edit(kommentar, resident)

    assert kommentar.status == Status.PENDING
    baustein.refresh_from_db()
    assert (baustein.comment_count, baustein.last_comment_at) == (0, None)
    actions.release(kommentar, by=moderator)
    baustein.refresh_from_db()
    assert (baustein.comment_count, baustein.last_comment_at) == (1, kommentar.published_at)
