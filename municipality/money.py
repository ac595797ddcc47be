"""Amounts of money: kept in whole cents, read as people in Germany write them."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

# More than any town spends on one thing: a hundred billion.
MOST_CENTS = 10_000_000_000_000
_FACTORS = {
    "t": 1_000, "tsd": 1_000, "tausend": 1_000, "teur": 1_000, "k": 1_000,
    "m": 1_000_000, "mio": 1_000_000, "million": 1_000_000, "millionen": 1_000_000,
    "mrd": 1_000_000_000, "milliarde": 1_000_000_000, "milliarden": 1_000_000_000,
}  # fmt: skip
_AMOUNT = re.compile(
    r"(?:(?:ca\.?|rd\.?|rund|etwa|circa|bis zu|max\.?) ?)?(?:€|eur|euro)? ?"
    r"(?P<number>\d[\d.,'’ ]*?) ?(?:,?-{1,2})? ?(?P<unit>[a-zäöü]*)\.? ?-?(?:€|eur|euro)?"
)
_GROUPS = re.compile(r"\d{1,3}(?:([.,'’ ])\d{3})(?:\1\d{3})*")


def read_money(text):
    """Return whole cents: „1.250.000 €“, „1,25 Mio. €“, „312 T€“, „1 250 000,00 EUR“.

    Raises:
        ValidationError: it is no single amount, or larger than anybody means.
    """
    plain = " ".join(str(text).lower().replace("–", "-").replace("−", "-").split())
    found = _AMOUNT.fullmatch(plain) if len(plain) <= 60 else None
    unit = found["unit"].removesuffix("euro").removesuffix("eur") if found else ""
    if found and found["unit"] == "teur":
        unit = "t"
    if found is None or (unit and unit not in _FACTORS):
        raise ValidationError(
            _("Bitte schreiben Sie einen Betrag, zum Beispiel 1.250.000 € oder 1,25 Mio. €."),
            code="invalid",
        )
    number = _number(found["number"], has_unit=bool(unit))
    cents = int(number * _FACTORS.get(unit, 1) * 100)
    if cents > MOST_CENTS:
        raise ValidationError(_("Dieser Betrag ist zu groß."), code="too_large")
    return cents


def in_words(cents):
    """„312.000 €“, with cents only where there are any; empty for None."""
    if cents is None:
        return ""
    decimals = 2 if cents % 100 else 0
    return f"{number_format(Decimal(cents) / 100, decimals, force_grouping=True)}\u00a0€"


def _number(text, *, has_unit):
    """The number that is written so: a point or comma before three digits parts thousands."""
    text = text.rstrip(".,'’ ")
    whole, decimals = text, ""
    if match := re.fullmatch(r"(.*)([.,])(\d{1,2})", text):
        whole, _mark, decimals = match.groups()
    elif match := re.fullmatch(r"([^, ]*\d),(\d{3})", text):
        if not has_unit:
            # „1,250“: nobody can say whether a thousand is meant.
            raise ValidationError(_with_marks(), code="invalid")
        whole, decimals = match.groups()
    if not (re.fullmatch(r"\d+", whole) or _GROUPS.fullmatch(whole)):
        raise ValidationError(_with_marks(), code="invalid")
    digits = re.sub(r"\D", "", whole)
    return Decimal(f"{digits}.{decimals or 0}")


def _with_marks():
    return _("Bitte schreiben Sie den Betrag mit Punkten und Komma: 1.250.000,00 €.")


class MoneyField(forms.Field):
    """An amount that somebody types; its value are whole cents."""

    widget = forms.TextInput

    def to_python(self, value):
        if value in self.empty_values or not str(value).strip():
            return None
        return value if isinstance(value, int) else read_money(value)

    def prepare_value(self, value):
        return in_words(value) if isinstance(value, int) else value

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True

    def widget_attrs(self, widget):
        return {"autocomplete": "off", "size": "18", "maxlength": "60"}
