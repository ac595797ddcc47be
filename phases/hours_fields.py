"""How the timetable of moderation is typed: a row for each weekday, and single days as a list."""

import re
from datetime import date, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.dates import POSSIBLE_DAY

from .hours import Timetable, days_in_words

# Public holidays and bridging days of some years.
MOST_DAYS_OFF = 50
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2,4})|(\d{4})-(\d{2})-(\d{2})")


class HoursWidget(forms.MultiWidget):
    """„von“ and „bis“ for each weekday; a day without both has no hours."""

    template_name = "admin/phases/hours.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        words = (gettext_lazy("{day}, von"), gettext_lazy("{day}, bis"))
        inputs = [
            forms.TimeInput({"type": "time", "aria-label": format_lazy(each, day=day)}, "%H:%M")
            for day in WEEKDAYS.values()
            for each in words
        ]
        super().__init__(inputs, attrs)

    def decompress(self, value):
        hours = Timetable.parse(value or "").hours
        return [clock for day in WEEKDAYS for clock in hours.get(day, (None, None))]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        inputs = context["widget"]["subwidgets"]
        context["widget"]["rows"] = list(
            zip(WEEKDAYS.values(), inputs[::2], inputs[1::2], strict=True)
        )
        return context


class HoursField(forms.MultiValueField):
    """Rows of times → the text that ``Timetable.parse`` reads."""

    widget = HoursWidget

    def __init__(self, **kwargs):
        fields = [
            forms.TimeField(
                required=False,
                error_messages={
                    "invalid": format_lazy(
                        gettext_lazy("{day}: Bitte geben Sie eine Uhrzeit wie 8:00 an."), day=day
                    )
                },
            )
            for day in WEEKDAYS.values()
            for _end in range(2)
        ]
        super().__init__(fields=fields, require_all_fields=False, required=False, **kwargs)

    def compress(self, values):
        values = values or [None] * len(self.fields)
        hours, wrong = {}, []
        for day, start, end in zip(WEEKDAYS, values[::2], values[1::2], strict=True):
            if start is None and end is None:
                continue
            if sentence := _what_is_wrong(start, end):
                wrong.append(f"{WEEKDAYS[day]}: {sentence}")
            else:
                hours[day] = start.replace(second=0), end.replace(second=0)
        if wrong:
            raise ValidationError(wrong)
        return str(Timetable(hours))


def _what_is_wrong(start, end):
    if start is None or end is None:
        return _("Bitte geben Sie beide Uhrzeiten an oder keine.")
    if end != time.min and end <= start:
        return _("„bis“ muss nach „von“ liegen.")
    return ""


class DaysField(forms.CharField):
    """Days as one writes them („24.12.2026, 31.12.2026“) → ISO dates with blanks between."""

    def to_python(self, value):
        parts = [
            part
            for part in re.split(r"[,;\n]+|(?<=\d{4})\s+", super().to_python(value))
            if part.strip()
        ]
        if len(parts) > MOST_DAYS_OFF:
            raise ValidationError(
                _("Das sind zu viele Tage; möglich sind %(most)d.") % {"most": MOST_DAYS_OFF}
            )
        days, wrong = set(), []
        for part in parts:
            try:
                days.add(_day(part.strip()))
            except ValidationError as error:
                wrong.extend(error.messages)
        if wrong:
            raise ValidationError(wrong)
        return " ".join(day.isoformat() for day in sorted(days))

    def prepare_value(self, value):
        """What is stored, as one writes it; what was typed, as it is."""
        try:
            return days_in_words(value or "")
        except ValueError:
            return value

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != (initial or "")
        except ValidationError:
            return True


def _day(text):
    """The date that somebody wrote.

    Raises:
        ValidationError: it is none, or none that somebody can mean.
    """
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        numbers = [int(number) for number in found.groups() if number]
        day = date(*(numbers if found[4] else reversed(numbers)))
    except ValueError as error:
        raise ValidationError(
            _("„%(text)s“ ist kein Tag. Bitte schreiben Sie ihn so: 24.12.2026.")
            % {"text": text[:40]}
        ) from error
    POSSIBLE_DAY(day)
    return day
