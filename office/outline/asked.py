"""What somebody asks for on the page of the outline, read from what the browser sent."""

import json
import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from municipality.language import german, sentence
from municipality.wording import readable
from strategies.gliederung import Wish
from strategies.models import Baustein
from strategies.models.baustein import KINDS

FIELDS = {"kind": "art", "number": "nummer", "strategie": "strategie", "place": "platz"}
_MOST = Baustein._meta.get_field("number").max_length
_COUNTED = re.compile(r"(?P<before>.*?)(?P<number>[0-9]{1,9})", re.ASCII)


@dataclass
class Asked:
    """Changes that are asked for.

    Attributes:
        changes: {primary key of a Baustein: {field: new value}}.
        errors: sentences; with one, nothing is carried out.
        conflicts: names of the Bausteine that somebody else changed meanwhile.
    """

    sheet: object
    changes: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)

    @property
    def is_order_alone(self):
        return all(set(change) == {"place"} for change in self.changes.values())

    def wishes(self):
        """The changes as ``carry_out`` takes them."""
        return [
            Wish(pk, **{**change, **self._strategie(change)}) for pk, change in self.changes.items()
        ]

    def _strategie(self, change):
        pk = change.get("strategie")
        return {"strategie": self.sheet.by_pk[pk]} if pk else {}


def read(post, sheet):
    """Read a POST: an `Asked`. The rows of ``sheet`` show afterwards what was typed.

    A field that was left as it was shown asks for nothing, whatever is stored by now.
    """
    asked = Asked(sheet)
    shown = _shown(post.get("war", ""), sheet)
    chosen = {int(pk) for pk in post.getlist("wahl") if pk.isascii() and pk.isdigit()}
    for pk, before in shown.items():
        row = sheet.rows[pk]
        row.is_chosen = pk in chosen
        typed = _typed(post, row, before, asked)
        for name, value in typed.items():
            if value != before[name]:
                row.shown[name] = value
                asked.changes.setdefault(pk, {})[name] = value
    _with_buttons(post, asked, [row for row in sheet.rows.values() if row.is_chosen])
    for pk, change in asked.changes.items():
        row = sheet.rows[pk]
        if any(shown[pk][name] != row.stored[name] for name in change):
            asked.conflicts.append(str(row.baustein))
    return asked


def _shown(text, sheet):
    """What the page showed, as far as it makes sense; what is gone by now is left out."""
    try:
        sent = json.loads(text)
        return {
            int(pk): dict(zip(FIELDS, values, strict=True))
            for pk, values in sent.items()
            if int(pk) in sheet.rows
        }
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _typed(post, row, before, asked):
    typed = dict(before)
    for name, prefix in FIELDS.items():
        value = post.get(f"{prefix}-{row.pk}")
        if value is None:
            continue
        try:
            typed[name] = _READ[name](value.strip(), asked.sheet)
        except ValidationError as error:
            words = sentence(_("„%(row)s“: %(why)s"), row=german(row.baustein), why=error.message)
            asked.errors.append(words)
            row.shown[name] = value
    return typed


def _kind(value, sheet):
    if value not in KINDS:
        raise ValidationError(_("Diese Art gibt es nicht."))
    return value


def _number(value, sheet):
    if len(value) > _MOST:
        raise ValidationError(_("Die Nummer darf höchstens 20 Zeichen haben."))
    if value:
        readable(value)
    return value


def _strategie(value, sheet):
    if not (value.isascii() and value.isdigit() and int(value[:18]) in sheet.by_pk):
        raise ValidationError(_("Diese Strategie gibt es in diesem Konzept nicht."))
    return int(value)


def _place(value, sheet):
    if not (value.isascii() and value.isdigit() and 0 < int(value[:9]) < 100_000):
        raise ValidationError(_("Der Platz ist eine Zahl ab 1."))
    return int(value)


_READ = {"kind": _kind, "number": _number, "strategie": _strategie, "place": _place}


def _with_buttons(post, asked, chosen):
    """Add what the button that was pressed asks for."""
    for name, step in (("hoch", -1), ("runter", 1)):
        pk = post.get(name, "")
        if pk.isascii() and pk.isdigit() and int(pk[:18]) in asked.sheet.rows:
            row = asked.sheet.rows[int(pk)]
            last = len(row.baustein.strategie.rows)
            place = min(max(1, row.stored["place"] + step), last)
            if place != row.stored["place"]:
                _add(asked, row, "place", place)
    action = next((each for each in _FOR_CHOSEN if each in post), None)
    if action and not chosen:
        asked.errors.append(_("Bitte wählen Sie erst aus, was geändert werden soll."))
    elif action:
        try:
            _FOR_CHOSEN[action](post, asked, chosen)
        except ValidationError as error:
            asked.errors.append(error.message)


def _add(asked, row, name, value):
    if value != row.stored[name]:
        row.shown[name] = value
        asked.changes.setdefault(row.pk, {})[name] = value


def _move_chosen(post, asked, chosen):
    target = _strategie(post.get("ziel", ""), asked.sheet)
    for row in chosen:
        _add(asked, row, "strategie", target)


def _turn_chosen(post, asked, chosen):
    kind = _kind(post.get("neue_art", ""), asked.sheet)
    for row in chosen:
        _add(asked, row, "kind", kind)


def _number_chosen(post, asked, chosen):
    first = post.get("ab", "").strip()
    match = _COUNTED.fullmatch(first)
    if first and match is None:
        raise ValidationError(
            _("Die erste Nummer muss mit einer Zahl enden, wie „3“ oder „2.1“; leer: ohne Nummer.")
        )
    for count, row in enumerate(chosen):
        number = f"{match['before']}{int(match['number']) + count}" if match else ""
        _add(asked, row, "number", _number(number, asked.sheet))


_FOR_CHOSEN = {
    "verschieben": _move_chosen,
    "art_aendern": _turn_chosen,
    "nummerieren": _number_chosen,
}
