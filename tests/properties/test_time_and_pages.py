"""What holds for all phases, and for all discussions that one pages through."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from comments import threads
from comments.models import Kommentar
from phases.models import Kommentierphase
from phases.rules import current_phase
from tests import factories

START = datetime(2026, 1, 1, tzinfo=UTC)
HOURS = st.integers(0, 24 * 365)
State = Kommentierphase.State


def _phase(begin, length):
    starts_at = START + timedelta(hours=begin)
    return Kommentierphase(starts_at=starts_at, ends_at=starts_at + timedelta(hours=length))


PHASES = st.lists(st.builds(_phase, HOURS, st.integers(1, 2000)), max_size=5)


@given(st.builds(_phase, HOURS, st.integers(1, 2000)), HOURS, HOURS)
def test_a_phase_only_ever_goes_on(phase, one, other):
    order = [State.COMING, State.OPEN, State.OVER]
    early, late = sorted((one, other))
    states = [phase.state_at(START + timedelta(hours=hour)) for hour in (early, late)]

    assert order.index(states[0]) <= order.index(states[1])


@given(st.builds(_phase, HOURS, st.integers(1, 2000)))
def test_a_phase_is_open_from_its_first_moment_and_closed_from_its_last(phase):
    moment = timedelta(microseconds=1)

    assert phase.state_at(phase.starts_at - moment) == State.COMING
    assert phase.state_at(phase.starts_at) == State.OPEN
    assert phase.state_at(phase.ends_at - moment) == State.OPEN
    assert phase.state_at(phase.ends_at) == State.OVER


@given(PHASES, HOURS, st.randoms(use_true_random=False))
def test_the_phase_that_matters_is_the_open_one_else_the_next_else_the_last(phases, hour, random):
    now = START + timedelta(hours=hour)
    found = current_phase(phases, now)
    states = {phase.state_at(now) for phase in phases}
    shuffled = random.sample(phases, len(phases))

    if not phases:
        assert found is None
        return
    assert found.state_at(now) == next(
        state for state in (State.OPEN, State.COMING, State.OVER) if state in states
    )
    assert current_phase(shuffled, now).starts_at == found.starts_at


@pytest.mark.django_db
@hypothesis_settings(max_examples=12)
@given(
    counts=st.lists(st.integers(0, 3), min_size=1, max_size=9),
    sort=st.sampled_from(sorted(threads.SORTS)),
    size=st.integers(1, 4),
)
def test_paging_shows_every_comment_once_in_order(counts, sort, size):
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(threads, "PAGE_SIZE", size)
        patch.setattr(threads, "FIRST_PAGE_SIZE", size)
        baustein, author = factories.open_baustein(), factories.user()
        for count in counts:
            row = factories.comment(baustein, author)
            Kommentar.objects.filter(pk=row.pk).update(up_count=count, thread_count=count)
        roots = Kommentar.objects.of(baustein).roots()

        seen, after = [], ""
        for _page in range(len(counts) + 1):
            page = threads.load_page(
                roots, baustein=baustein, user=AnonymousUser(), sort=sort, after=after
            )
            seen += page.kommentare
            after = page.next_key
            if not after:
                break

        _label, column, descending = threads.SORTS[sort]
        keys = [(getattr(row, column), row.pk) for row in seen]
        assert len({row.pk for row in seen}) == len(seen) == len(counts)
        assert keys == sorted(keys, reverse=descending)
        transaction.set_rollback(True)


@given(st.text(max_size=60))
def test_no_key_of_a_page_breaks_it(text):
    key = threads._parse_key(text)

    assert key is None or all(number >= 0 for number in key)
