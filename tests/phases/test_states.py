"""When a Kommentierphase is coming, open or over: half-open, to the microsecond."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from phases.models import Kommentierphase
from phases.rules import ParticipationClosed, closed_sentence, current_phase, require_open
from strategies.models import Baustein
from tests import factories

START = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
END = datetime(2026, 5, 31, 22, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)

State = Kommentierphase.State


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (START - TICK, State.COMING),
        (START, State.OPEN),
        (END - TICK, State.OPEN),
        (END, State.OVER),
        (END + TICK, State.OVER),
    ],
)
@pytest.mark.django_db
def test_the_start_belongs_to_the_phase_and_the_end_does_not(now, state):
    phase = factories.phase(factories.strategie(), starts_at=START, ends_at=END)
    lists = {
        State.COMING: Kommentierphase.objects.coming_at(now),
        State.OPEN: Kommentierphase.objects.open_at(now),
        State.OVER: Kommentierphase.objects.over_at(now),
    }

    assert phase.state_at(now) == state
    assert {name for name, rows in lists.items() if phase in rows} == {state}


@pytest.mark.django_db
def test_a_draft_is_in_none_of_the_public_lists():
    draft = factories.phase(factories.strategie(), status=Kommentierphase.Status.DRAFT)
    now = timezone.now()

    assert draft.state == State.OPEN
    for rows in (
        Kommentierphase.objects.open_at(now),
        Kommentierphase.objects.coming_at(now - timedelta(days=30)),
        Kommentierphase.objects.over_at(now + timedelta(days=30)),
        Kommentierphase.objects.visible_to(factories.superuser()),
    ):
        assert draft not in rows


@pytest.mark.django_db
def test_a_phase_that_ends_before_it_begins_is_refused_by_form_and_database():
    phase = Kommentierphase(strategie=factories.strategie(), starts_at=END, ends_at=START)

    with pytest.raises(ValidationError, match="nach dem Beginn"):
        phase.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        phase.save()


def phase_at(start, end, now):
    return Kommentierphase(
        starts_at=now + timedelta(days=start),
        ends_at=now + timedelta(days=end),
        status=Kommentierphase.Status.PUBLISHED,
    )


def test_the_visitor_sees_the_open_phase_else_the_next_else_the_last():
    now = timezone.now()
    long_over, over = phase_at(-90, -60, now), phase_at(-30, -2, now)
    open_, coming, later = phase_at(-1, 1, now), phase_at(5, 9, now), phase_at(20, 30, now)

    assert current_phase([later, over, open_, coming, long_over], now) is open_
    assert current_phase([later, over, coming, long_over], now) is coming
    assert current_phase([over, long_over], now) is over
    assert current_phase([], now) is None


@pytest.mark.django_db
def test_why_nothing_can_be_written_is_said_in_one_sentence():
    phase = factories.phase(factories.strategie(), starts_at=START, ends_at=END)

    assert closed_sentence(None, END) == "Derzeit ist keine Beteiligung vorgesehen."
    assert (
        closed_sentence(phase, START - TICK)
        == "Die Beteiligung beginnt erst am 4. Mai 2026, 8:00 Uhr."
    )
    assert closed_sentence(phase, END) == "Die Beteiligung endete am 31. Mai 2026, 24:00 Uhr."


@pytest.mark.django_db
def test_only_an_open_published_phase_of_this_strategie_lets_people_write():
    strategie = factories.strategie()
    factories.phase(factories.strategie())
    factories.phase(strategie, status=Kommentierphase.Status.DRAFT)

    with transaction.atomic(), pytest.raises(ParticipationClosed, match="keine Beteiligung"):
        require_open(Baustein(strategie=strategie), by=AnonymousUser())

    phase = factories.phase(strategie)
    with transaction.atomic():
        assert require_open(Baustein(strategie=strategie), by=AnonymousUser()) == phase
