"""Dates that somebody can mean: every one typed or stored has a range that its meaning gives.

A browser makes the year 26 of „20.12.26“, and the ends of the calendar overflow as soon as a
time zone is added to them. So a model's field has ``POSSIBLE_DAY`` among its validators (or a
range of its own) and an ``in_range`` among its constraints; a form asks with a ``DayField``,
whose range may be narrower and move with today.
"""

from datetime import UTC, date, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.deconstruct import deconstructible
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What the database takes: nothing on this platform happened before or is planned for later.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


@deconstructible
class DayRange:
    """Validator of a date or datetime: refuses what lies before ``earliest`` or after ``latest``.

    Args:
        earliest, latest: dates, both allowed.
    """

    def __init__(self, earliest, latest):
        self.earliest, self.latest = earliest, latest

    def __call__(self, value):
        day = value.date() if isinstance(value, datetime) else value
        if not self.earliest <= day <= self.latest:
            raise ValidationError(self._sentence(day), code="out_of_range")

    def _sentence(self, day):
        if day.year < 100 and self.earliest.year <= day.year + 2000 <= self.latest.year:
            return _("Das Jahr braucht vier Ziffern. Meinen Sie %(year)d?") % {
                "year": day.year + 2000
            }
        return _("Möglich ist ein Tag vom %(earliest)s bis zum %(latest)s.") % {
            "earliest": _long(self.earliest),
            "latest": _long(self.latest),
        }

    def __eq__(self, other):
        return isinstance(other, DayRange) and (self.earliest, self.latest) == (
            other.earliest,
            other.latest,
        )

    def __hash__(self):
        return hash((self.earliest, self.latest))


POSSIBLE_DAY = DayRange(FIRST_DAY, LAST_DAY)


def in_range(field, *, name, moment=False):
    """The constraint that keeps a column within ``FIRST_DAY`` and ``LAST_DAY``.

    Moments have a day more at each end: a local day begins and ends at another time than UTC's.

    Args:
        field: name of a DateField, or with ``moment`` of a DateTimeField.
        name: of the constraint.
    """
    day = timedelta(days=1)
    first, end = FIRST_DAY, LAST_DAY + day
    if moment:
        first, end = _midnight(first - day), _midnight(end + day)
    return models.CheckConstraint(
        condition=Q((f"{field}__gte", first), (f"{field}__lt", end)),
        name=name,
        violation_error_message=gettext_lazy("Dieses Datum ist nicht möglich."),
    )


class DayField(forms.DateField):
    """A day within a range; the browser learns it by ``min`` and ``max``.

    Args:
        earliest, latest: dates, or functions without arguments that return one.
        error_messages: ``out_of_range`` is the sentence in place of the validator's.
    """

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, *, earliest=FIRST_DAY, latest=LAST_DAY, **kwargs):
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    @property
    def range(self):
        return DayRange(*(end() if callable(end) else end for end in (self.earliest, self.latest)))

    def get_bound_field(self, form, field_name):
        self.widget.attrs = limits(self.range.earliest, self.range.latest) | self.widget.attrs
        return super().get_bound_field(form, field_name)

    def run_validators(self, value):
        super().run_validators(value)
        if value in self.empty_values:
            return
        try:
            self.range(value)
        except ValidationError as error:
            error.message = self.error_messages.get("out_of_range", error.message)
            raise


def limits(earliest, latest):
    """A range as attributes of an ``<input type="date">``."""
    return {"min": earliest.isoformat(), "max": latest.isoformat()}


def days_from_today(days):
    """A function that returns the day so many days from today: an end of a DayField's range."""
    return lambda: timezone.localdate() + timedelta(days=days)


def local_moment(day, clock):
    """The moment at which the local clock shows ``clock`` on ``day``.

    Raises:
        ValidationError: the clock is put forward over this time, or shows it twice.
    """
    zone = timezone.get_current_timezone()
    moment = datetime.combine(day, clock, zone)
    offset, other = moment.replace(fold=0).utcoffset(), moment.replace(fold=1).utcoffset()
    if offset < other:
        raise ValidationError(
            _("Diese Uhrzeit gibt es an dem Tag nicht (Beginn der Sommerzeit)."), code="skipped"
        )
    if offset > other:
        raise ValidationError(
            _(
                "Diese Uhrzeit gibt es an dem Tag zweimal (Ende der Sommerzeit). Bitte wählen "
                "Sie eine davor oder danach."
            ),
            code="twice",
        )
    return moment


def _midnight(day):
    return datetime.combine(day, time.min, UTC)


def _long(day):
    return date_format(day, _("j. F Y"))
