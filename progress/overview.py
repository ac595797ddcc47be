"""How far everything is: numbers by state as links, as a bar, and as a sentence."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.charts import Bar, Chart, bars

from . import public
from .models import State, Vorhaben
from .readings import numbers_of

# Where the Vorhaben begin.
PLACE = "alle"
# How a sentence counts those in a state: singular and plural.
_IN_WORDS = {
    State.DONE: lambda n: ngettext("%(n)d ist fertig", "%(n)d sind fertig", n),
    State.PERMANENT: lambda n: ngettext("%(n)d läuft dauerhaft", "%(n)d laufen dauerhaft", n),
    State.UNDERWAY: lambda n: ngettext("%(n)d wird umgesetzt", "%(n)d werden umgesetzt", n),
    State.PREPARING: lambda n: ngettext("%(n)d wird vorbereitet", "%(n)d werden vorbereitet", n),
    State.NOT_BEGUN: lambda n: ngettext("%(n)d steht noch aus", "%(n)d stehen noch aus", n),
    State.SUSPENDED: lambda n: ngettext("%(n)d ist zurückgestellt", "%(n)d sind zurückgestellt", n),
    State.ABANDONED: lambda n: ngettext("%(n)d ist aufgegeben", "%(n)d sind aufgegeben", n),
}


def in_a_sentence(numbers):
    """„12 Vorhaben: 1 ist fertig, 3 laufen dauerhaft.“

    Args:
        numbers: {State: how many}.
    """
    parts = [
        words(numbers[state]) % {"n": numbers[state]}
        for state, words in _IN_WORDS.items()
        if state in numbers
    ]
    n = sum(numbers.values())
    total = ngettext("%(n)d Vorhaben", "%(n)d Vorhaben", n) % {"n": n}
    return _("%(total)s: %(parts)s.") % {"total": total, "parts": ", ".join(parts)}


@dataclass(frozen=True)
class StateChoice:
    """A link to the Vorhaben in one state.

    Attributes:
        look: class of its colour and name of its picture; „“ for all of them.
    """

    label: str
    url: str
    number: int
    is_current: bool
    look: str = ""

    @property
    def icon(self):
        return self.look


class Overview:
    """The numbers over a list of Vorhaben.

    Args:
        rows: all of them, whatever is filtered.
        filter_: a VorhabenFilter of these; None where they cannot be narrowed.
    """

    def __init__(self, rows, filter_=None):
        self.filter = filter_
        self.numbers, self.late = numbers_of(rows)

    @property
    def total(self):
        return sum(self.numbers.values())

    @property
    def sentence(self):
        return in_a_sentence(self.numbers)

    @cached_property
    def choices(self):
        is_whole = not (self.filter and self.filter.is_active)
        everything = StateChoice(_("Alle"), f"?#{PLACE}", self.total, is_whole)
        return [everything, *map(self._of_state, self.numbers), *self._late()]

    def _of_state(self, state):
        return self._choice("zustand", state.value, state.label, self.numbers[state], state.look)

    def _late(self):
        if self.late:
            yield self._choice("verzug", "1", _("verzögert oder gefährdet"), self.late, "late")

    def _choice(self, name, value, label, number, look):
        url = f"?{urlencode({name: value})}#{PLACE}"
        narrowed = self.filter and self.filter.is_active
        is_current = bool(narrowed) and self.filter.data.get(name) == value
        return StateChoice(label, url, number, is_current, look)

    @property
    def segments(self):
        """(look, where it begins, how long it is) of each part of the bar, in hundredths."""
        begins = 0
        for state, number in self.numbers.items():
            length = round(1000 * number / self.total)
            yield state.look, begins, max(length - 4, 2)
            begins += length

    @property
    def chart(self):
        """The same as a table."""
        drawn = bars((state.label, number) for state, number in self.numbers.items())
        looks = [state.look for state in self.numbers]
        coloured = tuple(
            Bar(bar.label, bar.value, bar.length, bar.start, bar.breadth, look=look)
            for bar, look in zip(drawn, looks, strict=True)
        )
        return Chart(_("Wie weit die Vorhaben sind"), _("Zustand"), _("Vorhaben"), coloured)


def overview_of(konzept):
    """The numbers of what came of a Konzept; None if nothing of it is public.

    One query, or none where there is no Umsetzung at all.
    """
    if not public.is_told():
        return None
    overview = Overview(Vorhaben.objects.published().filter(konzept=konzept))
    return overview if overview.total else None
