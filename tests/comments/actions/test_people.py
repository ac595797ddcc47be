"""Warnings and blocks: for one Konzept, until a date, with reasons, and over when they are over."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from comments import actions
from comments.actions import ActionRefused, StatusConflict
from comments.models import Moderationsentscheidung, Sperre
from mails.models import Mail
from phases.times import long_datetime
from tests import factories

WHY = {"ground": "beleidigung", "statement": "Dreimal beleidigt."}


@pytest.fixture
def until():
    return timezone.now() + timedelta(days=7)


@pytest.fixture
def blocked(kommentar, moderator, until):
    return actions.block(kommentar, by=moderator, until=until, **WHY)


def test_a_warning_is_told_and_does_nothing_else(kommentar, moderator, resident, baustein, decided):
    entscheidung = decided(actions.warn, kommentar, by=moderator, **WHY)

    assert (entscheidung.action, entscheidung.affected) == ("warn", resident)
    mail = Mail.objects.get(user=resident)
    assert "Dreimal beleidigt." in mail.text
    assert "/beschwerde/" in mail.text
    assert factories.comment(baustein, resident).is_published


def test_a_block_keeps_from_writing_editing_answering_and_voting(
    kommentar, moderator, resident, baustein, until, decided
):
    other = factories.comment(baustein)
    entscheidung = decided(actions.block, kommentar, by=moderator, until=until, **WHY)

    assert (entscheidung.scope, entscheidung.until) == ("konzept", until)
    assert Mail.objects.filter(user=resident, template="blocked").exists()
    for attempt in (
        lambda: factories.comment(baustein, resident),
        lambda: factories.comment(baustein, resident, parent=other),
        lambda: actions.vote(other, by=resident, value=1),
        lambda: actions.edit(kommentar, by=resident, text="Anders."),
    ):
        with pytest.raises(ActionRefused) as refusal:
            attempt()
        assert long_datetime(until, end=True) in str(refusal.value)


def test_what_was_written_stays_and_can_be_taken_back(blocked, kommentar, resident):
    assert kommentar.is_published
    assert actions.withdraw(kommentar, by=resident).is_withdrawn


@pytest.mark.usefixtures("blocked")
def test_the_page_gives_the_text_back_with_the_date(client, baustein, resident, until):
    client.force_login(resident)

    page = client.post(
        baustein.get_absolute_url(),
        {"text": "Mein Text.", "category": "kritik", "idempotency_key": uuid.uuid4()},
    )

    assert page.status_code == 409
    assert long_datetime(until, end=True) in page.text
    assert "Mein Text." in page.text


@pytest.mark.usefixtures("blocked")
def test_another_konzept_is_not_concerned(resident):
    elsewhere = factories.open_baustein()
    other = factories.comment(elsewhere)

    assert factories.comment(elsewhere, resident).is_published
    assert actions.vote(other, by=resident, value=1).up_count == 1


def test_a_block_is_over_by_itself(blocked, baustein, resident):
    Sperre.objects.update(until=timezone.now())

    assert factories.comment(baustein, resident).is_published


def test_a_block_can_be_lifted_once_with_a_reason(blocked, baustein, resident, moderator, decided):
    with pytest.raises(ActionRefused, match="warum"):
        actions.unblock(blocked, by=moderator, statement="")

    entscheidung = decided(actions.unblock, blocked, by=moderator, statement="Entschuldigt.")

    assert (entscheidung.action, entscheidung.scope) == ("unblock", "konzept")
    assert factories.comment(baustein, resident).is_published
    with pytest.raises(StatusConflict):
        actions.unblock(blocked, by=moderator, statement="Noch einmal.")


def test_who_is_blocked_is_not_blocked_twice_but_may_be_again_later(
    blocked, kommentar, moderator, until
):
    with pytest.raises(StatusConflict, match="schon gesperrt, bis zum"):
        actions.block(kommentar, by=moderator, until=until, **WHY)
    Sperre.objects.update(until=timezone.now())

    assert actions.block(kommentar, by=moderator, until=until, **WHY).pk != blocked.pk


@pytest.mark.parametrize("days", [-1, 0, 367, 10_000])
def test_a_block_ends_in_the_future_and_within_a_year(kommentar, moderator, days):
    with pytest.raises(ActionRefused, match="höchstens ein Jahr"):
        actions.block(kommentar, by=moderator, until=timezone.now() + timedelta(days=days), **WHY)
    assert not Sperre.objects.exists()


@pytest.mark.parametrize("missing", ["ground", "statement"])
def test_neither_goes_without_ground_and_statement(kommentar, moderator, until, missing):
    why = {**WHY, missing: ""}
    with pytest.raises(ActionRefused):
        actions.warn(kommentar, by=moderator, **why)
    with pytest.raises(ActionRefused):
        actions.block(kommentar, by=moderator, until=until, **why)
    assert not Moderationsentscheidung.objects.exists()


def test_offices_and_deleted_accounts_are_nobody_to_warn_or_block(
    baustein, kommentar, moderator, colleague, until
):
    answer = factories.comment(baustein, colleague)
    type(kommentar).objects.filter(pk=kommentar.pk).update(author=None)
    for row in (answer, kommentar):
        with pytest.raises(ActionRefused, match="kein Nutzerkonto"):
            actions.warn(row, by=moderator, **WHY)
        with pytest.raises(ActionRefused, match="kein Nutzerkonto"):
            actions.block(row, by=moderator, until=until, **WHY)
