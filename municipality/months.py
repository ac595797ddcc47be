"""Months: how far ahead a plan can be told, and how people write them.

Offices plan „bis Herbst 2029“, „2027“ or „3. Quartal 2028“. Such a span is kept as one of its
months (``Month``): what ends then ends with the last one, what begins then begins with the
first; all is reckoned with that. How exact it was meant is kept with it, so that pages and
fields say again what was written.
"""

import re
from calendar import monthrange
from datetime import date
from enum import IntEnum

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext

from .dates import FIRST_DAY, LAST_DAY, DayField, DayRange


class Precision(IntEnum):
    """How exact a month is meant. The number is the day it is stored with (``MonthColumn``)."""

    MONTH = 1
    QUARTER = 2
    HALF = 3
    SEASON = 4
    PART = 5  # Anfang, Mitte or Ende of a year.
    YEAR = 6


class Month(date):
    """The first day of a month, compared and reckoned with as such, and how exact it is meant.

    Attributes:
        precision: a ``Precision``; of a longer span than a month it is the first month or the last.
    """

    def __new__(cls, year, month, day=1, precision=Precision.MONTH):
        if day != 1:
            # What date's own arithmetic makes of it is a day as any other.
            return date(year, month, day)
        self = super().__new__(cls, year, month, 1)
        self.precision = Precision(precision)
        return self

    def __reduce__(self):
        return type(self), (self.year, self.month, 1, self.precision)


def precision_of(day):
    """How exact a date is meant that stands for a month."""
    return getattr(day, "precision", Precision.MONTH)


def as_month(day):
    """The Month of a date, itself if it is one; None of None."""
    if day is None or isinstance(day, Month):
        return day
    return Month(day.year, day.month)


_YEAR = r"(?P<year>\d{2,4})"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# What is written before a date and says no other one.
_BEFORE = re.compile(r"^(?:(?:bis|ab|seit|spätestens|voraussichtlich|etwa|ca\.?|im|zum) )+")
_SEASONS = {
    "frühjahr": (3, 5), "frühling": (3, 5), "sommer": (6, 8), "herbst": (9, 11),
    "winter": (12, 12),
}  # fmt: skip
_PARTS = {
    "anfang": (1, 3), "mitte": (5, 7), "ende": (10, 12),
    "jahresbeginn": (1, 3), "jahresmitte": (5, 7), "jahresende": (10, 12),
}  # fmt: skip
# A winter goes on in the next year.
_WINTER = (12, 14)


def read_month(text, *, ends=False):
    """Return the Month that somebody wrote.

    Args:
        text: „10/2027“, „Oktober 2027“, „2027-10“, „3. Quartal 2027“, „Herbst 2027“, „2027“.
        ends: whether a span of months counts by its last one.

    Raises:
        ValidationError: it cannot be understood, or nobody means such a year.
    """
    text = _BEFORE.sub("", " ".join(str(text).lower().split()).replace("–", "-"))
    for pattern, precision, months in _FORMS:
        if found := re.fullmatch(pattern, text):
            first, last = months(found)
            return _month(int(found["year"]), last if ends else first, precision)
    raise ValidationError(
        _("Bitte schreiben Sie Monat und Jahr, zum Beispiel 10/2027 oder Oktober 2027."),
        code="invalid",
    )


def in_words(month):
    """„Oktober 2027“, „Herbst 2029“, „2027“, in the language of the page; empty for None."""
    if not month:
        return ""
    if (precision := precision_of(month)) == Precision.MONTH:
        return date_format(month, "F Y")
    return _WORDS[precision](month)


def in_digits(month):
    """As fields and tables show it, and ``read_month`` reads it: „10/2027“, „Herbst 2029“."""
    if not month:
        return ""
    if precision_of(month) == Precision.MONTH:
        return f"{month:%m}/{month.year:04d}"
    with override("de"):
        return in_words(month)


def _in_quarters(month):
    return _("%(part)d. Quartal %(year)d") % {"part": (month.month + 2) // 3, "year": month.year}


def _in_halves(month):
    return _("%(part)d. Halbjahr %(year)d") % {"part": (month.month + 5) // 6, "year": month.year}


def _in_seasons(month):
    year, number = month.year, month.month
    if number < 3:
        return _("Winter %(year)s") % {"year": f"{year - 1}/{year % 100:02d}"}
    sentence = {
        1: _("Frühjahr %(year)s"), 2: _("Sommer %(year)s"), 3: _("Herbst %(year)s"),
        4: _("Winter %(year)s"),
    }[number // 3]  # fmt: skip
    return sentence % {"year": year}


def _in_parts(month):
    if month.month <= 3:
        sentence = pgettext("Teil eines Jahres", "Anfang %(year)d")
    elif month.month <= 7:
        sentence = pgettext("Teil eines Jahres", "Mitte %(year)d")
    else:
        sentence = pgettext("Teil eines Jahres", "Ende %(year)d")
    return sentence % {"year": month.year}


_WORDS = {
    Precision.QUARTER: _in_quarters,
    Precision.HALF: _in_halves,
    Precision.SEASON: _in_seasons,
    Precision.PART: _in_parts,
    Precision.YEAR: lambda month: str(month.year),
}


def months_between(earlier, later):
    """How many months lie between two days, by the calendar."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def months_later(day, number):
    """The same day so many months later; the last one of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month(year, number, precision):
    if number > 12 and precision == Precision.SEASON:
        year, number = year + 1, number - 12
    if not (1 <= number <= 12 and 1 <= year <= 9999):
        raise ValidationError(_("Diesen Monat gibt es nicht."), code="invalid")
    month = Month(year, number, precision=precision)
    DayRange(FIRST_DAY, LAST_DAY)(month)
    return month


def _numbered(found):
    return (int(found["month"]), int(found["month"]))


def _named(found):
    with override("de"):
        names = [str(name).lower() for name in MONTHS.values()]
    name = found["name"].rstrip(".").replace("jänner", "januar").replace("maerz", "märz")
    hits = [n for n, each in enumerate(names, 1) if each.startswith(name)]
    month = hits[0] if len(hits) == 1 and len(name) >= 3 else 0
    return month, month


def _named_span(names):
    return lambda found: names[found[0].split()[0]]


def _part(length):
    def months(found):
        part = found["part"]
        number = _ROMAN.get(part) or int(part)
        return (number - 1) * length + 1, number * length

    return months


_PART = r"(?P<part>i{1,3}|iv|[1-4])"
_HALF = r"(?P<part>i{1,2}|[12])"
_FORMS = [
    (rf"(?:jahr )?{_YEAR}", Precision.YEAR, lambda found: (1, 12)),
    (rf"(?P<month>\d{{1,2}}) ?[./-] ?{_YEAR}", Precision.MONTH, _numbered),
    (rf"\d{{1,2}}\. ?(?P<month>\d{{1,2}})\. ?{_YEAR}", Precision.MONTH, _numbered),
    (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-\d{1,2})?(?: 00:00:00)?",
        Precision.MONTH, _numbered,
    ),
    (r"winter (?P<year>\d{4}) ?/ ?\d{2,4}", Precision.SEASON, lambda found: _WINTER),
    (rf"(?:{'|'.join(_SEASONS)}) {_YEAR}", Precision.SEASON, _named_span(_SEASONS)),
    (rf"(?:{'|'.join(_PARTS)}) (?:des jahres )?{_YEAR}", Precision.PART, _named_span(_PARTS)),
    (rf"(?:q ?)?{_PART}\.? ?(?:quartal|quart\.?|q\.?|/) ?{_YEAR}", Precision.QUARTER, _part(3)),
    (rf"q ?{_PART}[ /]{_YEAR}", Precision.QUARTER, _part(3)),
    (rf"{_HALF}\.? ?(?:halbjahr|hj\.?) ?{_YEAR}", Precision.HALF, _part(6)),
    (rf"(?:\d{{1,2}}\. )?(?P<name>[a-zä]{{3,9}}\.?) {_YEAR}", Precision.MONTH, _named),
]  # fmt: skip


class MonthColumn(models.DateField):
    """A Month in the database: a date whose day says how exact it is meant (``Precision``).

    So it is compared and sorted by month there, too. Nothing but this class knows of those days.
    """

    def deconstruct(self):
        # To the database, and so to migrations, it is a date.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", args, kwargs

    def from_db_value(self, value, expression, connection):
        if value is None:
            return None
        precision = value.day if value.day in Precision else Precision.MONTH
        return Month(value.year, value.month, precision=precision)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return date(value.year, value.month, value.precision) if isinstance(value, Month) else value

    def pre_save(self, model_instance, add):
        month = as_month(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, month)
        return month


class MonthField(DayField):
    """A month that somebody types, as they would write it in a letter.

    Args:
        ends: whether a span of months counts by its last one.
    """

    widget = forms.TextInput
    default_error_messages = {"required": gettext_lazy("Bitte geben Sie Monat und Jahr an.")}

    def __init__(self, *, ends=False, **kwargs):
        kwargs.setdefault(
            "help_text",
            gettext_lazy("Zum Beispiel 10/2027, Herbst 2027, 3. Quartal 2027 oder 2027"),
        )
        super().__init__(**kwargs)
        self.ends = ends

    def to_python(self, value):
        if value in self.empty_values or not str(value).strip():
            return None
        return as_month(value) if isinstance(value, date) else self._read(value)

    def _read(self, value):
        if len(value) > 40:
            raise ValidationError(_("Das ist zu lang für einen Monat."), code="invalid")
        return read_month(value, ends=self.ends)

    def prepare_value(self, value):
        return in_digits(value) if isinstance(value, date) else value

    def has_changed(self, initial, data):
        try:
            return in_digits(self.to_python(data)) != in_digits(self.to_python(initial))
        except ValidationError:
            return True

    def widget_attrs(self, widget):
        return {"autocomplete": "off", "size": "18", "maxlength": "40"}

    def get_bound_field(self, form, field_name):
        # No „min“ and „max“, which belong to a day.
        return forms.Field.get_bound_field(self, form, field_name)
