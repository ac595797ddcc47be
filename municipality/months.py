"""Months: how far ahead a plan can be told, and how people write them.

A month is stored as its first day. „Herbst 2029“ and „2027“ are taken for a month, too: what
ends then ends with the last one of them, what begins then begins with the first.
"""

import re
from calendar import monthrange
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from .dates import FIRST_DAY, LAST_DAY, DayField, DayRange

_YEAR = r"(?P<year>\d{2,4})"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# What is written before a date and says no other one.
_BEFORE = re.compile(r"^(?:(?:bis|ab|seit|spätestens|voraussichtlich|etwa|ca\.?|im|zum) )+")
_SPANS = {
    "frühjahr": (3, 5), "frühling": (3, 5), "sommer": (6, 8), "herbst": (9, 11),
    "winter": (12, 12), "anfang": (1, 3), "mitte": (5, 7), "ende": (10, 12),
    "jahresbeginn": (1, 3), "jahresmitte": (5, 7), "jahresende": (10, 12),
}  # fmt: skip


def read_month(text, *, ends=False):
    """Return the first day of the month that somebody wrote.

    Args:
        text: „10/2027“, „Oktober 2027“, „2027-10“, „3. Quartal 2027“, „Herbst 2027“, „2027“.
        ends: whether a span of months counts by its last one.

    Raises:
        ValidationError: it cannot be understood, or nobody means such a year.
    """
    text = _BEFORE.sub("", " ".join(str(text).lower().split()).replace("–", "-"))
    for pattern, months in _FORMS:
        if found := re.fullmatch(pattern, text):
            first, last = months(found)
            return _first_day(int(found["year"]), last if ends else first)
    raise ValidationError(
        _("Bitte schreiben Sie Monat und Jahr, zum Beispiel 10/2027 oder Oktober 2027."),
        code="invalid",
    )


def in_words(month):
    """„Oktober 2027“, in the language of the page; empty for None."""
    return date_format(month, "F Y") if month else ""


def in_digits(month):
    """„10/2027“, as fields show it; empty for None."""
    return f"{month:%m}/{month.year:04d}" if month else ""


def months_between(earlier, later):
    """How many months lie between two days, by the calendar."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def months_later(day, number):
    """The same day so many months later; the last one of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _first_day(year, month):
    if not (1 <= month <= 12 and year):
        raise ValidationError(_("Diesen Monat gibt es nicht."), code="invalid")
    day = date(year, month, 1)
    DayRange(FIRST_DAY, LAST_DAY)(day)
    return day


def _numbered(found):
    return (int(found["month"]), int(found["month"]))


def _named(found):
    with override("de"):
        names = [str(name).lower() for name in MONTHS.values()]
    name = found["name"].rstrip(".").replace("jänner", "januar").replace("maerz", "märz")
    hits = [n for n, each in enumerate(names, 1) if each.startswith(name)]
    month = hits[0] if len(hits) == 1 and len(name) >= 3 else 0
    return month, month


def _part(length):
    def months(found):
        part = found["part"]
        number = _ROMAN.get(part) or int(part)
        return (number - 1) * length + 1, number * length

    return months


_PART = r"(?P<part>i{1,3}|iv|[1-4])"
_HALF = r"(?P<part>i{1,2}|[12])"
_FORMS = [
    (_YEAR, lambda found: (1, 12)),
    (rf"(?:jahr )?{_YEAR}", lambda found: (1, 12)),
    (rf"(?P<month>\d{{1,2}}) ?[./-] ?{_YEAR}", _numbered),
    (rf"\d{{1,2}}\. ?(?P<month>\d{{1,2}})\. ?{_YEAR}", _numbered),
    (r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-\d{1,2})?(?: 00:00:00)?", _numbered),
    (rf"(?:{'|'.join(_SPANS)}) (?:des jahres )?{_YEAR}", lambda found: _SPANS[found[0].split()[0]]),
    (rf"(?:q ?)?{_PART}\.? ?(?:quartal|quart\.?|q\.?|/) ?{_YEAR}", _part(3)),
    (rf"q ?{_PART}[ /]{_YEAR}", _part(3)),
    (rf"{_HALF}\.? ?(?:halbjahr|hj\.?) ?{_YEAR}", _part(6)),
    (rf"(?:\d{{1,2}}\. )?(?P<name>[a-zä]{{3,9}}\.?) {_YEAR}", _named),
]


class MonthField(DayField):
    """A month that somebody types, as they would write it in a letter.

    Args:
        ends: whether a span of months counts by its last one.
    """

    widget = forms.TextInput
    default_error_messages = {"required": gettext_lazy("Bitte geben Sie Monat und Jahr an.")}

    def __init__(self, *, ends=False, **kwargs):
        kwargs.setdefault("help_text", gettext_lazy("Monat und Jahr, zum Beispiel 10/2027"))
        super().__init__(**kwargs)
        self.ends = ends

    def to_python(self, value):
        if value in self.empty_values or not str(value).strip():
            return None
        return value.replace(day=1) if isinstance(value, date) else self._read(value)

    def _read(self, value):
        if len(value) > 40:
            raise ValidationError(_("Das ist zu lang für einen Monat."), code="invalid")
        return read_month(value, ends=self.ends)

    def prepare_value(self, value):
        return in_digits(value) if isinstance(value, date) else value

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True

    def widget_attrs(self, widget):
        return {"autocomplete": "off", "size": "12", "maxlength": "40"}

    def get_bound_field(self, form, field_name):
        # No „min“ and „max“, which belong to a day.
        return forms.Field.get_bound_field(self, form, field_name)
