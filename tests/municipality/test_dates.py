"""A date has a range: in form, model and database; and a clock that is put forward or back."""

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.core.exceptions import ValidationError

from municipality.dates import POSSIBLE_DAY, DayField, days_from_today, local_moment


class Form(forms.Form):
    day = DayField(earliest=days_from_today(-3), latest=date(2190, 1, 1))


@pytest.mark.parametrize("value", [date(26, 12, 20), date(1, 1, 1), date(9999, 12, 31)])
def test_no_day_outside_the_range_is_possible(value):
    moment = datetime.combine(value, time.max, UTC)
    for each in (value, moment):
        with pytest.raises(ValidationError):
            POSSIBLE_DAY(each)


def test_a_year_of_two_digits_is_taken_for_what_it_is():
    with pytest.raises(ValidationError, match="vier Ziffern. Meinen Sie 2026?"):
        POSSIBLE_DAY(date(26, 12, 20))
    with pytest.raises(ValidationError, match="vom 1. Januar 2000 bis zum 31. Dezember 2199"):
        POSSIBLE_DAY(date(1999, 12, 31))


def test_the_browser_learns_the_range_and_the_server_holds_to_it():
    first = days_from_today(-3)()

    assert f'min="{first}"' in str(Form()["day"])
    assert 'max="2190-01-01"' in str(Form()["day"])
    assert Form({"day": first}).is_valid()
    assert not Form({"day": days_from_today(-4)()}).is_valid()
    assert not Form({"day": "2190-01-02"}).is_valid()


@pytest.mark.parametrize(
    ("day", "clock", "sentence"),
    [
        (date(2028, 3, 26), time(2, 30), "gibt es an dem Tag nicht (Beginn der Sommerzeit)"),
        (date(2028, 3, 26), time(2), "gibt es an dem Tag nicht"),
        (date(2028, 10, 29), time(2, 30), "gibt es an dem Tag zweimal (Ende der Sommerzeit)"),
    ],
)
def test_a_clock_that_jumps_is_said_in_words(day, clock, sentence):
    with pytest.raises(ValidationError) as refusal:
        local_moment(day, clock)

    assert sentence in refusal.value.message


@pytest.mark.parametrize("clock", [time(1, 59), time(3)])
def test_before_and_after_it_there_is_every_time(clock):
    for day in (date(2028, 3, 26), date(2028, 10, 29)):
        assert local_moment(day, clock).time() == clock
