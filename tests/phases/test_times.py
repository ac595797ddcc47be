"""Times as people read them, and both clock changes of Europe/Berlin."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from phases.models import Kommentierphase
from phases.templatetags.phasen import iso, phase_banner, time_left
from phases.times import end_of_day, long_date, long_datetime

BERLIN = ZoneInfo("Europe/Berlin")


def at(year, month, day, hour=0, minute=0, fold=0):
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("day", "moment", "words"),
    [
        (date(2026, 5, 31), datetime(2026, 5, 31, 22, tzinfo=UTC), "31. Mai 2026, 24:00 Uhr"),
        (
            date(2026, 12, 31),
            datetime(2026, 12, 31, 23, tzinfo=UTC),
            "31. Dezember 2026, 24:00 Uhr",
        ),
        # The days of both clock changes, and the days before them.
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC), "28. März 2026, 24:00 Uhr"),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC), "29. März 2026, 24:00 Uhr"),
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC), "24. Oktober 2026, 24:00 Uhr"),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC), "25. Oktober 2026, 24:00 Uhr"),
        (date(2028, 2, 29), datetime(2028, 2, 29, 23, tzinfo=UTC), "29. Februar 2028, 24:00 Uhr"),
    ],
)
def test_a_day_ends_at_24_hours_local_time(day, moment, words):
    assert end_of_day(day) == moment
    assert long_datetime(end_of_day(day), end=True) == words


def test_midnight_as_a_beginning_is_0_hours_of_its_own_day():
    assert long_datetime(at(2026, 5, 4)) == "4. Mai 2026, 0:00 Uhr"


def test_an_end_within_a_day_is_that_time():
    assert long_datetime(at(2026, 5, 31, 18, 30), end=True) == "31. Mai 2026, 18:30 Uhr"
    assert long_date(at(2026, 5, 31, 18, 30), end=True) == "31. Mai 2026"


def test_the_weekday_of_24_hours_is_that_of_the_day_that_ends():
    end = end_of_day(date(2026, 5, 31))

    assert long_datetime(end, end=True, weekday=True) == "Sonntag, 31. Mai 2026, 24:00 Uhr"
    assert long_date(end, end=True) == "31. Mai 2026"


def test_the_hour_that_comes_twice_is_told_apart_in_the_machine_readable_time():
    first, second = at(2026, 10, 25, 2, 30), at(2026, 10, 25, 2, 30, fold=1)

    assert second - first == timedelta(hours=1)
    assert iso(first) == "2026-10-25T02:30+02:00"
    assert iso(second) == "2026-10-25T02:30+01:00"


@pytest.mark.parametrize(
    ("now", "end", "left"),
    [
        (at(2026, 5, 20), end_of_day(date(2026, 5, 31)), "noch 12 Tage"),
        (at(2026, 5, 20, 12), end_of_day(date(2026, 5, 31)), "noch 11 Tage"),
        (at(2026, 5, 30), end_of_day(date(2026, 5, 31)), "noch 2 Tage"),
        (at(2026, 5, 30, 0, 1), end_of_day(date(2026, 5, 31)), "noch 47 Stunden"),
        (at(2026, 5, 31, 22), end_of_day(date(2026, 5, 31)), "noch 2 Stunden"),
        (at(2026, 5, 31, 22, 59), end_of_day(date(2026, 5, 31)), "noch 1 Stunde"),
        (at(2026, 5, 31, 23), end_of_day(date(2026, 5, 31)), "noch 60 Minuten"),
        (at(2026, 5, 31, 23, 59), end_of_day(date(2026, 5, 31)), "noch 1 Minute"),
        # An hour is missing on 29 March: the days stay days, the hours are those left.
        (at(2026, 3, 20), end_of_day(date(2026, 3, 31)), "noch 12 Tage"),
        (at(2026, 3, 28), end_of_day(date(2026, 3, 29)), "noch 2 Tage"),
        (at(2026, 3, 28, 1), end_of_day(date(2026, 3, 29)), "noch 46 Stunden"),
        (at(2026, 3, 29), end_of_day(date(2026, 3, 29)), "noch 23 Stunden"),
        (at(2026, 3, 29, 1, 30), at(2026, 3, 29, 3, 30), "noch 60 Minuten"),
        # An hour comes twice on 25 October.
        (at(2026, 10, 20), end_of_day(date(2026, 10, 31)), "noch 12 Tage"),
        (at(2026, 10, 24), end_of_day(date(2026, 10, 25)), "noch 2 Tage"),
        (at(2026, 10, 24, 1), end_of_day(date(2026, 10, 25)), "noch 48 Stunden"),
        (at(2026, 10, 25), end_of_day(date(2026, 10, 25)), "noch 25 Stunden"),
    ],
)
def test_time_left_over_days_and_clock_changes(now, end, left):
    assert time_left(end, now) == left


@pytest.mark.parametrize(
    ("first", "last", "now", "passed", "total"),
    [
        (date(2026, 3, 23), date(2026, 4, 5), at(2026, 4, 1), 9, 14),
        (date(2026, 10, 19), date(2026, 11, 1), at(2026, 10, 28), 9, 14),
        (date(2026, 3, 29), date(2026, 3, 29), at(2026, 3, 29, 12), 0, 1),
    ],
)
def test_the_banner_counts_calendar_days_over_a_clock_change(first, last, now, passed, total):
    phase = Kommentierphase(
        starts_at=at(first.year, first.month, first.day), ends_at=end_of_day(last)
    )
    context = phase_banner(phase, now)

    assert (context["days_passed"], context["days_total"]) == (passed, total)


def test_a_phase_over_the_clock_change_opens_and_closes_by_the_local_clock():
    phase = Kommentierphase(starts_at=at(2026, 3, 28, 8), ends_at=end_of_day(date(2026, 3, 29)))

    assert phase.ends_at - phase.starts_at == timedelta(hours=39)
    assert phase.state_at(datetime(2026, 3, 28, 6, 59, 59, tzinfo=UTC)) == "coming"
    assert phase.state_at(datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC)) == "open"
    assert phase.state_at(datetime(2026, 3, 29, 22, tzinfo=UTC)) == "over"
