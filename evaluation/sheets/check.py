"""Whether each row of a table can be entered, and if not, why."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from comments.actions import (
    COMPARED,
    ActionRefused,
    Entry,
    content_key,
    entered_contents,
    refuse_outside,
)
from comments.models import Category, Channel, Kommentar
from comments.text import clean_text

from ..senders import sender_of
from .letters import letters

LONGEST_NAME = Kommentar._meta.get_field("contributor").max_length
_DATES = ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d")
# What the key of a row is made from, with the upload and its number.
_NAMESPACE = uuid.UUID("0c4f7c1e-5d0b-4a39-9f3e-7d8f6f0c6f11")


@dataclass
class Checked:
    """A row: an Entry, or the sentences that say what is wrong with it."""

    number: int
    entry: Entry | None = None
    problems: list = field(default_factory=list)
    # The paragraphs at which its passages begin; empty for a contribution in one piece.
    starts: list = field(default_factory=list)
    # Name and address for the answer by post, or None.
    sender: tuple | None = None


@dataclass
class CheckedTable:
    rows: list

    @property
    def entries(self):
        return [row.entry for row in self.rows if row.entry]

    @property
    def starts(self):
        """{idempotency key: paragraphs at which passages begin} of those in passages."""
        return {row.entry.idempotency_key: row.starts for row in self.rows if row.entry}

    @property
    def senders(self):
        """{idempotency key: (name, address)} of those that are answered by post."""
        return {
            row.entry.idempotency_key: row.sender for row in self.rows if row.entry and row.sender
        }

    @property
    def refused(self):
        return [row for row in self.rows if row.problems]


def check(rows, auswertung, *, upload=""):
    """Check the Rows of ``sheets.read`` against a phase; nothing is saved.

    Args:
        upload: what tells one upload from another; with it the same table, confirmed
            twice, is entered once.

    Returns:
        A CheckedTable with one Checked for each row.
    """
    checker = _Checker(auswertung, upload)
    return CheckedTable([checker.check(*letter) for letter in letters(rows)])


class _Checker:
    def __init__(self, auswertung, upload):
        self.phase = auswertung.kommentierphase
        self.upload = upload
        self.bausteine = _by_name(self.phase)
        self.channels = _by_label(row for row in Channel if row != Channel.ONLINE)
        self.categories = _by_label(Category)
        self.seen = {}
        self.stored = entered_contents(self.phase)

    def check(self, row, starts=(), problems=()):
        checked = Checked(row.number, problems=list(problems), starts=list(starts))
        if problems:
            return checked
        if formulas := [name for name, cell in row.cells.items() if _is_formula(cell)]:
            checked.problems = [
                _("In „%(name)s“ steht eine Formel. Bitte tragen Sie den Wert selbst ein.")
                % {"name": name}
                for name in formulas
            ]
            return checked
        values = {}
        for column, (name, read) in self._readers().items():
            try:
                values[name] = read(_typed(row.cells.get(column)))
            except (ValidationError, ActionRefused) as error:
                sentence = error.messages[0] if isinstance(error, ValidationError) else str(error)
                checked.problems.append(f"{column}: {sentence}")
        self._read_sender(row, checked)
        if not checked.problems:
            self._refuse_duplicate(checked, values)
        if not checked.problems:
            key = uuid.uuid5(_NAMESPACE, f"{self.upload or uuid.uuid4()}-{row.number}")
            checked.entry = Entry(**values, idempotency_key=key)
        return checked

    def _read_sender(self, row, checked):
        name, address = (str(_typed(row.cells.get(column))) for column in ("Absender", "Anschrift"))
        try:
            checked.sender = sender_of(name, address)
        except ValidationError as error:
            checked.problems.append(f"Absender: {error.messages[0]}")

    def _readers(self):
        return {
            "Weg": ("channel", self._channel),
            "Datum": ("received_on", self._day),
            "Baustein": ("baustein", self._baustein),
            "Art": ("category", self._category),
            "Name": ("contributor", _contributor),
            "Text": ("text", _text),
        }

    def _channel(self, typed):
        if channel := self.channels.get(_plain(typed)):
            return channel
        raise ValidationError(_not_among(typed, self.channels.values()))

    def _category(self, typed):
        if not _plain(typed):
            return ""
        if category := self.categories.get(_plain(typed)):
            return category
        raise ValidationError(_not_among(typed, self.categories.values()))

    def _day(self, typed):
        day = _date(typed)
        refuse_outside(self.phase, day)
        return day

    def _baustein(self, typed):
        found = self.bausteine.get(_plain(typed), set())
        if len(found) == 1:
            return next(iter(found))
        if not _plain(typed):
            raise ValidationError(_("Bitte geben Sie an, wozu der Beitrag gehört."))
        sentence = (
            _("„%(typed)s“ ist nicht eindeutig. Bitte nennen Sie Art und Nummer, zum Beispiel "
              "„Leitziel 1“.")
            if found
            else _("„%(typed)s“ ist kein öffentlicher Baustein dieser Strategie.")
        )  # fmt: skip
        raise ValidationError(sentence % {"typed": str(typed)[:60]})

    def _refuse_duplicate(self, checked, values):
        key = content_key(values["baustein"].pk, *(values[name] for name in COMPARED))
        if earlier := self.seen.get(key):
            checked.problems.append(
                _(
                    "Steht genauso schon in Zeile %(row)d. Sind es zwei Beiträge, unterscheiden "
                    "Sie sie durch den Namen."
                )
                % {"row": earlier}
            )
        elif key in self.stored:
            checked.problems.append(_("Ist schon erfasst."))
        else:
            self.seen[key] = checked.number


def _by_name(phase):
    """What a Baustein can be called in a cell: a dict of plain name to the Bausteine it means."""
    names = {}
    for row in phase.bausteine().select_related("strategie__konzept"):
        for name in (row.number, row.outline_number, row.label, row.title, str(row)):
            if name:
                names.setdefault(_plain(name), set()).add(row)
    return names


def _by_label(choices):
    found = {}
    for choice in choices:
        found[_plain(choice.label)] = found[_plain(choice.value)] = choice
    return found


def _plain(typed):
    return " ".join(str(typed).split()).casefold()


def _typed(cell):
    """What stands in a cell; „1“ where a spreadsheet program made 1.0 of it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


def _is_formula(cell):
    """Whether a cell would be computed: text with „=“, or what openpyxl makes of an array."""
    if isinstance(cell, str):
        return cell.lstrip().startswith("=")
    return not isinstance(cell, str | int | float | date | None)


def _date(typed):
    if isinstance(typed, datetime):
        return typed.date()
    if isinstance(typed, date):
        return typed
    for pattern in _DATES:
        try:
            return datetime.strptime(str(typed).strip(), pattern).date()
        except ValueError:
            continue
    raise ValidationError(
        _("„%(typed)s“ ist kein Datum. Bitte schreiben Sie es wie 31.05.2026.")
        % {"typed": str(typed)[:60]}
    )


def _contributor(typed):
    name = " ".join(str(typed).split())
    return clean_text(name, limit=LONGEST_NAME) if name else ""


def _text(typed):
    return clean_text(str(typed), limit=Kommentar.MAX_ENTERED)


def _not_among(typed, choices):
    labels = ", ".join(dict.fromkeys(str(choice.label) for choice in choices))
    return _("„%(typed)s“ gibt es nicht. Möglich sind: %(labels)s.") % {
        "typed": str(typed)[:60],
        "labels": labels,
    }
