"""What a Vorhaben costs, as bars: planned, expected, spent."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Amount:
    """A bar of money.

    Attributes:
        label: what it is.
        cents: how much.
        length: its part of the largest, in percent, as an SVG attribute has it.
        look: class of its colour.
    """

    label: str
    cents: int
    length: str
    look: str


def money_bars(vorhaben):
    """The Amounts that are known of a Vorhaben, each where it says something of its own."""
    stand = vorhaben.stand
    rows = [(_("Geplant"), vorhaben.first_cost, "plan")]
    if vorhaben.moved_cost is not None:
        rows.append((_("Erwartet"), vorhaben.cost, "think"))
    if stand.cost_spent is not None:
        day = date_format(stand.date, _("j. F Y"))
        rows.append((_("Ausgegeben bis %(day)s") % {"day": day}, stand.cost_spent, "spent"))
    rows = [row for row in rows if row[1] is not None]
    most = max((cents for _label, cents, _look in rows), default=0)
    return [
        Amount(label, cents, f"{100 * cents / most:.1f}%" if most else "0%", look)
        for label, cents, look in rows
    ]
