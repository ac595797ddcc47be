"""What stands in the cells of a Maßnahmenliste: states, spans of time, amounts, in any wording."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from municipality.money import MOST_CENTS, read_money
from municipality.months import read_month

from ..models import Health, State, Vorhaben
from ..models.stand import GOING_ON
from .columns import key

# How people say that something is not known or not decided.
_NOTHING = {
    "", "k a", "ka", "n n", "nn", "n a", "offen", "noch offen", "unbekannt", "keine",
    "keine angabe", "noch nicht bekannt", "tbd", "entfällt", "nicht bezifferbar", "x",
}  # fmt: skip
_STATES = {
    (State.NOT_BEGUN, ""): (
        "noch nicht begonnen", "nicht begonnen", "offen", "geplant", "neu", "vorgesehen",
        "noch offen", "ausstehend", "idee",
    ),
    (State.PREPARING, Health.ON_TRACK): (
        "in vorbereitung", "vorbereitung", "in planung", "planung", "in der planung",
        "planungsphase", "beantragt", "in prüfung", "konzeption", "ausschreibung",
    ),
    (State.UNDERWAY, Health.ON_TRACK): (
        "in umsetzung", "umsetzung", "in bearbeitung", "laufend", "läuft", "in arbeit", "begonnen",
        "im bau", "in durchführung", "angelaufen", "in der umsetzung", "im plan",
    ),
    (State.PERMANENT, Health.ON_TRACK): (
        "läuft dauerhaft", "dauerhaft laufend", "dauerhaft", "daueraufgabe", "fortlaufend",
        "kontinuierlich", "ständig", "dauermaßnahme",
    ),
    (State.DONE, ""): (
        "abgeschlossen", "umgesetzt", "erledigt", "fertig", "realisiert", "fertiggestellt",
        "beendet",
    ),
    (State.SUSPENDED, ""): (
        "zurückgestellt", "ruht", "pausiert", "verschoben", "auf eis", "ausgesetzt",
    ),
    (State.ABANDONED, ""): (
        "aufgegeben", "entfällt", "verworfen", "gestrichen", "nicht umsetzbar", "entfallen",
        "nicht weiterverfolgt",
    ),
    (State.UNDERWAY, Health.LATE): ("verzögert", "in verzug", "verspätet"),
    (State.UNDERWAY, Health.AT_RISK): ("gefährdet", "kritisch"),
}  # fmt: skip
_PRIORITIES = {
    Vorhaben.Priority.HIGH: ("1", "a", "i", "hoch", "sehr hoch", "höchste", "dringend"),
    Vorhaben.Priority.MIDDLE: ("2", "b", "ii", "mittel", "normal"),
    Vorhaben.Priority.LOW: ("3", "c", "iii", "niedrig", "gering", "nachrangig"),
}
_KNOWN_STATES = {key(word): pair for pair, words in _STATES.items() for word in words}
_HEALTHS = {key(health.label): health for health in Health}
_KNOWN_PRIORITIES = {key(w): priority for priority, words in _PRIORITIES.items() for w in words}
# What offices write instead of a year.
HORIZONS = ("kurzfristig", "mittelfristig", "langfristig")
_UNTIL = re.compile(r"\s*[–—]\s*|\s+(?:-|bis)\s+")
_TO_YEAR = re.compile(r"(20\d\d)\s*(?:–|—|-|/|bis)\s*(20\d\d)")


def text_of(cell):
    """What a person reads in a cell; „“ for an empty one."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return str(cell).strip()


def is_formula(cell):
    return isinstance(cell, str) and cell.lstrip().startswith("=")


def says_nothing(cell):
    return key(text_of(cell)) in _NOTHING


def state_of(word, words):
    """Return (State, Health or "") for a word, None where nobody knows.

    Args:
        words: a ``ListWords``: what the town has said of its own words.
    """
    text = key(word)
    if pair := words.states.get(text) or _KNOWN_STATES.get(text):
        return pair
    # „in Vorbereitung, verzögert“, as our own list has it.
    first, comma, last = str(word).rpartition(",")
    state, health = _KNOWN_STATES.get(key(first)), _HEALTHS.get(key(last))
    return (state[0], health) if comma and state and health and state[0] in GOING_ON else None


def priority_of(cell):
    """A Priority; "" where it is none or nothing is said."""
    return _KNOWN_PRIORITIES.get(key(text_of(cell)), "")


def horizon_of(cell):
    """The horizon that is named alone („kurzfristig“); None for anything else."""
    text = key(text_of(cell))
    return next((word for word in HORIZONS if text in (word, word.removesuffix("fristig"))), None)


def period_of(cell, words):
    """Return (first month or None, last month or None) of „2026–2028“, „ab 2027“, „bis 2030“ …

    Raises:
        ValidationError: it cannot be understood.
    """
    if says_nothing(cell):
        return None, None
    if horizon := horizon_of(cell):
        return None, words.horizons.get(horizon)
    if isinstance(cell, date):
        return None, date(cell.year, cell.month, 1)
    text = text_of(cell)
    lower = text.lower()
    if lower.startswith(("ab ", "seit ")):
        return read_month(text), None
    parts = _TO_YEAR.fullmatch(text)
    first, last = parts.groups() if parts else _halves(text)
    end = read_month(last, ends=True)
    if first is None:
        return None, end
    start = read_month(first)
    if start > end:
        raise ValidationError(_("Das Ende liegt vor dem Beginn."), code="invalid")
    return start, end


def month_of(cell, *, ends):
    """The first day of the month a cell names; None where it says nothing.

    Raises:
        ValidationError: it cannot be understood.
    """
    if says_nothing(cell):
        return None
    if isinstance(cell, date):
        return date(cell.year, cell.month, 1)
    return read_month(text_of(cell), ends=ends)


def cents_of(cell):
    """Whole cents; None where the cell says nothing. A number in a workbook is euros.

    Raises:
        ValidationError: it is no amount.
    """
    if says_nothing(cell):
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        cents = round(cell * 100)
        if not 0 <= cents <= MOST_CENTS:
            raise ValidationError(_("Dieser Betrag ist nicht möglich."), code="invalid")
        return cents
    return read_money(text_of(cell))


def number_of(cell):
    """The number as it will stand in the URL: „12“, „2.3“, „M-04“."""
    return re.sub(r"[^\w.\-]+", "-", text_of(cell).rstrip(".")).strip("-.")


def _halves(text):
    """„03/2026 – 12/2027“ → both; a single month → (None, it)."""
    first, *rest = _UNTIL.split(text, maxsplit=1)
    return (first, rest[0]) if rest else (None, first)
