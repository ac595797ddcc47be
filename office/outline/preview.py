"""What a change of the outline means, row by row, before it is carried out."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from strategies.dependents import bound, dependents_of, in_words
from strategies.gliederung import own_fields
from strategies.models import Baustein

from .asked import FIELDS


@dataclass
class Consequence:
    """One Baustein that changes.

    Attributes:
        differences: (what, before, after) in words.
        attached: what hangs on it.
        remarks: what has to be known.
        fields: (name, value) to be sent again with the confirmation.
    """

    baustein: Baustein
    differences: list
    attached: str
    remarks: list
    fields: list


def consequences(asked):
    """Return (a list of `Consequence`, sentences on why it cannot be carried out)."""
    rows = [asked.sheet.rows[pk] for pk in asked.changes]
    attached = dependents_of([row.baustein for row in rows])
    own = own_fields([row.baustein for row in rows if "kind" in asked.changes[row.pk]])
    found = [
        Consequence(
            row.baustein,
            [_difference(asked.sheet, row, name, new) for name, new in change.items()],
            in_words(attached[row.pk]),
            list(_remarks(asked.sheet, row, change, own.get(row.pk, []))),
            [(f"{FIELDS[name]}-{row.pk}", new) for name, new in change.items()],
        )
        for row, change in ((row, asked.changes[row.pk]) for row in rows)
    ]
    return found, list(dict.fromkeys(bound(_touched(asked)).values()))


def _touched(asked):
    """The Strategien in which something changes kind, or which it leaves or comes to."""
    for pk, change in asked.changes.items():
        if {"kind", "strategie"} & set(change):
            yield asked.sheet.rows[pk].stored["strategie"]
            yield from filter(None, [change.get("strategie")])


def _difference(sheet, row, name, new):
    before = row.stored[name]
    if name == "kind":
        return _("Art"), Baustein.Kind(before).label, Baustein.Kind(new).label
    if name == "strategie":
        return _("Strategie"), str(sheet.by_pk[before]), str(sheet.by_pk[new])
    label = _("Nummer") if name == "number" else _("Platz")
    return label, before or _("keine"), new or _("keine")


def _remarks(sheet, row, change, own):
    if own:
        yield _("Nicht mehr zu sehen, aber aufbewahrt: %(facts)s.") % {
            "facts": ", ".join(f"{label} „{value}“" for label, value in own)
        }
    target = sheet.by_pk.get(change.get("strategie"))
    if target and row.baustein.is_public and not target.is_public:
        yield _("„%(strategie)s“ ist nicht öffentlich; dieser Text ist es dann auch nicht.") % {
            "strategie": target
        }
    if change.keys() & {"kind", "strategie"} and row.baustein.fassung_id:
        yield _("Die bisherige Adresse führt zur neuen.")


def double_numbers(asked):
    """Sentences on numbers that would stand at several of a kind in one Strategie."""
    bearers = Counter()
    for row in asked.sheet.rows.values():
        bearers[_identity(asked, row)] += 1
    changed = {_identity(asked, asked.sheet.rows[pk]) for pk in asked.changes}
    for strategie, kind, number in sorted(changed):
        if number and bearers[strategie, kind, number] > 1:
            yield _("In „%(strategie)s“ steht dann mehrmals „%(label)s“.") % {
                "strategie": asked.sheet.by_pk[strategie],
                "label": f"{Baustein.Kind(kind).label} {number}",
            }


def _identity(asked, row):
    """Strategie, kind and number that a Baustein has afterwards."""
    after = {**row.stored, **asked.changes.get(row.pk, {})}
    return after["strategie"], after["kind"], after["number"]
