"""Two people at the same moment: one wins, the other reads a sentence, the log tells the truth."""

from datetime import timedelta

import pytest
from django.utils import timezone

from phases import actions
from phases.actions import PhaseConflict
from phases.models import Kommentierphase, Phasenprotokoll
from phases.rules import ParticipationClosed
from tests import factories
from tests.concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)


def split(outcomes):
    conflicts = [outcome for outcome in outcomes if isinstance(outcome, PhaseConflict)]
    won = [outcome for outcome in outcomes if not isinstance(outcome, Exception)]
    assert len(conflicts) + len(won) == len(outcomes), outcomes
    return won, conflicts


def test_two_people_close_the_same_phase():
    editor = factories.superuser()
    phase = factories.phase(factories.strategie())

    won, conflicts = split(
        at_once(*[lambda: actions.close_now(phase, by=editor, reason="Ende")] * 2)
    )

    assert (len(won), len(conflicts)) == (1, 1)
    assert Phasenprotokoll.objects.count() == 1
    phase.refresh_from_db()
    assert phase.ends_at == won[0].ends_at


def test_two_people_extend_to_the_same_day():
    editor = factories.superuser()
    phase = factories.phase(factories.strategie())
    ends_at = phase.ends_at + DAY

    won, conflicts = split(
        at_once(*[lambda: actions.extend(phase, ends_at=ends_at, by=editor, reason="Mehr")] * 2)
    )

    assert (len(won), len(conflicts)) == (1, 1)
    assert Phasenprotokoll.objects.count() == 1
    assert "nach dem bisherigen" in str(conflicts[0])


def test_one_extends_while_the_other_closes():
    editor = factories.superuser()
    phase = factories.phase(factories.strategie())
    ends_at = phase.ends_at + DAY

    extended, closed = at_once(
        lambda: actions.extend(phase, ends_at=ends_at, by=editor, reason="Mehr Zeit"),
        lambda: actions.close_now(phase, by=editor, reason="Ende"),
    )

    # Closing is possible before and after; extending only before.
    assert not isinstance(closed, Exception)
    phase.refresh_from_db()
    assert phase.ends_at <= timezone.now()
    assert phase.change_reason == "Ende"
    logged = list(Phasenprotokoll.objects.order_by("pk").values_list("action", flat=True))
    if isinstance(extended, Exception):
        assert isinstance(extended, PhaseConflict)
        assert logged == ["closed"]
    else:
        assert logged == ["extended", "closed"]


def test_two_people_create_overlapping_phases():
    editor = factories.superuser()
    strategie = factories.strategie()
    now = timezone.now()

    def create(days):
        return actions.create(
            Kommentierphase(
                strategie=strategie,
                starts_at=now + days * DAY,
                ends_at=now + (days + 5) * DAY,
                status=Kommentierphase.Status.PUBLISHED,
            ),
            by=editor,
        )

    won, conflicts = split(at_once(lambda: create(1), lambda: create(3)))

    assert (len(won), len(conflicts)) == (1, 1)
    assert Kommentierphase.objects.count() == 1


def test_no_comment_gets_in_after_the_moment_at_which_the_phase_was_closed():
    editor = factories.superuser()
    baustein = factories.open_baustein()
    phase = baustein.strategie.kommentierphasen.get()
    authors = [factories.user() for _ in range(6)]

    *comments, closed = at_once(
        *(lambda author=author: factories.comment(baustein, author) for author in authors),
        lambda: actions.close_now(phase, by=editor, reason="Ende"),
    )

    for outcome in comments:
        if isinstance(outcome, Exception):
            assert isinstance(outcome, ParticipationClosed)
        else:
            assert outcome.published_at <= closed.ends_at
    baustein.refresh_from_db()
    assert baustein.comment_count == baustein.kommentare.count()
