"""Closing, opening and moving whole threads."""

import pytest
from django.test import Client

from comments import actions
from comments.actions import ActionRefused, StatusConflict
from comments.actions.counters import recount
from comments.models import Moderationsentscheidung
from tests import factories

from .conftest import fresh


@pytest.fixture
def reply(kommentar, baustein):
    return factories.comment(baustein, parent=kommentar)


def test_a_closed_thread_can_be_read_but_only_an_office_answers(
    kommentar, reply, baustein, moderator, decided
):
    entscheidung = decided(actions.lock, kommentar, by=moderator, statement="Alles gesagt.")

    assert (entscheidung.action, entscheidung.scope) == ("lock", "faden")
    assert entscheidung.statement == "Alles gesagt."
    for parent in (kommentar, reply):
        with pytest.raises(ActionRefused, match="geschlossen"):
            factories.comment(baustein, parent=parent)
        assert factories.comment(baustein, moderator, parent=parent).is_official
    assert "Ein strittiger Satz." in Client().get(kommentar.get_absolute_url()).text
    factories.comment(baustein, text="Ein neuer Faden geht weiter.")


def test_an_opened_thread_takes_answers_again(kommentar, baustein, moderator, decided):
    actions.lock(kommentar, by=moderator, statement="Pause.")

    assert decided(actions.unlock, kommentar, by=moderator).action == "unlock"

    assert factories.comment(baustein, parent=kommentar).is_published


def test_closing_needs_a_reason_and_a_thread_that_is_open(kommentar, reply, moderator):
    with pytest.raises(ActionRefused, match="warum"):
        actions.lock(kommentar, by=moderator, statement=" ")
    with pytest.raises(ActionRefused, match="ersten Beitrag"):
        actions.lock(reply, by=moderator, statement="Weil.")
    with pytest.raises(StatusConflict):
        actions.unlock(kommentar, by=moderator)
    actions.lock(kommentar, by=moderator, statement="Weil.")
    with pytest.raises(StatusConflict):
        actions.lock(kommentar, by=moderator, statement="Weil.")
    assert Moderationsentscheidung.objects.count() == 1


@pytest.fixture
def target(konzept):
    """A Baustein in another Strategie of the same Konzept, whose phase is over."""
    return factories.baustein(strategie=factories.strategie(konzept=konzept), title="Mobilität")


def test_a_thread_moves_with_its_replies_and_all_counts(
    kommentar, reply, baustein, target, moderator, decided
):
    factories.comment(baustein, moderator, parent=reply)
    stays = factories.comment(baustein)

    entscheidung = decided(
        actions.move, kommentar, by=moderator, baustein=target, statement="Passt dort."
    )

    moved = fresh(kommentar)
    assert (moved.baustein_id, moved.moved_from_id) == (target.pk, baustein.pk)
    assert fresh(reply).baustein_id == target.pk
    assert fresh(stays).baustein_id == baustein.pk
    assert (moved.fassung_id, moved.kommentierphase_id) == (
        kommentar.fassung_id,
        kommentar.kommentierphase_id,
    )
    assert (entscheidung.old, entscheidung.new) == (str(baustein), str(target))
    for row, counts in ((baustein, (1, 0)), (target, (3, 1))):
        row.refresh_from_db()
        assert (row.comment_count, row.official_count) == counts
    assert list(recount()) == []


def test_its_old_addresses_go_on_working(client, kommentar, reply, target, moderator):
    addresses = [kommentar.get_absolute_url(), reply.get_absolute_url()]

    actions.move(kommentar, by=moderator, baustein=target)

    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200
        assert page.context["baustein"].pk == target.pk
        assert "Ein strittiger Satz." in page.text


def test_it_moves_nowhere_but_to_a_public_baustein_of_the_same_konzept(
    kommentar, reply, baustein, konzept, moderator
):
    strategie = factories.strategie(konzept=konzept)
    for wrong in (
        baustein,
        factories.baustein(),
        factories.baustein(strategie=strategie, published=False),
    ):
        with pytest.raises(ActionRefused, match="anderen Baustein desselben Konzepts"):
            actions.move(kommentar, by=moderator, baustein=wrong)
    with pytest.raises(ActionRefused, match="ersten Beitrag"):
        actions.move(reply, by=moderator, baustein=factories.baustein(strategie=strategie))
    assert fresh(kommentar).baustein_id == baustein.pk
    assert not Moderationsentscheidung.objects.exists()


def test_an_answer_written_where_it_stood_before_is_refused(kommentar, baustein, target, moderator):
    actions.move(kommentar, by=moderator, baustein=target)

    with pytest.raises(ActionRefused, match="nicht mehr antworten"):
        factories.comment(baustein, parent=kommentar)


def test_moving_a_hidden_thread_counts_only_what_can_be_read(kommentar, reply, target, moderator):
    actions.hide(kommentar, by=moderator, ground="werbung", statement="Werbung.")

    actions.move(kommentar, by=moderator, baustein=target)

    target.refresh_from_db()
    assert target.comment_count == 1
    assert list(recount()) == []
