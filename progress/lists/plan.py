"""Compares the rows of a Maßnahmenliste with the Vorhaben of a Konzept; nothing is saved."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.dates import DayField
from strategies.models import Baustein, Publikationsstatus

from ..models import Health, Stand, State, Vorhaben
from ..models.stand import GOING_ON, needs_reason
from . import values
from .columns import ListColumn, key

_PLAIN = {
    ListColumn.TITLE: "title", ListColumn.SUMMARY: "summary", ListColumn.OFFICE: "office",
    ListColumn.PLACE: "place", ListColumn.COST_SOURCE: "cost_source", ListColumn.FUNDING: "funding",
}  # fmt: skip
_TOLD = {ListColumn.NOTE: "text", ListColumn.REASON: "reason", ListColumn.NEXT_STEP: "next_step"}


class RowKind(StrEnum):
    NEW = "neu"
    CHANGED = "geaendert"
    UNCHANGED = "unveraendert"
    REFUSED = "falsch"


@dataclass
class PlannedRow:
    """What becomes of a row.

    Attributes:
        row: its number in the spreadsheet program.
        number, title: of the Vorhaben.
        kind: a RowKind.
        vorhaben: the one there is, None for a new one.
        planned: columns of the Vorhaben that change.
        told: columns of the Stand that is written; None where none is.
        news: which of them say something else than the last Stand.
        problems: sentences that say why nothing becomes of it.
        hints: sentences about what was left out.
    """

    row: int
    number: str = ""
    title: str = ""
    kind: RowKind = RowKind.UNCHANGED
    vorhaben: Vorhaben | None = None
    planned: dict = field(default_factory=dict)
    told: dict | None = None
    news: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    hints: list = field(default_factory=list)

    @property
    def changes(self):
        """The names of what changes, as forms show them."""
        fields = [Vorhaben._meta.get_field(name) for name in self.planned]
        fields += [Stand._meta.get_field(name) for name in self.news]
        return [str(each.verbose_name) for each in fields]


@dataclass
class ListPlan:
    """All lines of a list, and the Vorhaben that stand in none of them."""

    lines: list
    missing: list

    def of(self, kind):
        return [line for line in self.lines if line.kind == kind]

    @property
    def fingerprint(self):
        """Tells whether the plan somebody has seen is still the one that would be carried out."""
        seen = [
            (line.row, line.kind, line.vorhaben and (line.vorhaben.pk, line.vorhaben.version),
             str(line.planned), str(line.told))
            for line in self.lines
        ]  # fmt: skip
        seen.append([row.pk for row in self.missing])
        return hashlib.sha256(json.dumps(seen, default=str).encode()).hexdigest()


def make(konzept, table, columns, words):
    """Return the ListPlan for a ListTable.

    Args:
        columns: a ListColumn or "" for each heading of ``table``.
        words: the ``ListWords`` of the Konzept.
    """
    planner = _Comparer(konzept, columns, words)
    lines = [line for row in table.rows if (line := planner.line(row))]
    twice = Counter(line.number for line in lines if line.number)
    for line in lines:
        if twice[line.number] > 1:
            line.problems.append(
                _("Die Nummer %(number)s steht mehrmals in der Liste.") % {"number": line.number}
            )
        if line.problems:
            line.kind = RowKind.REFUSED
    found = {line.vorhaben.pk for line in lines if line.vorhaben}
    numbers = {line.number for line in lines}
    missing = [
        row for row in planner.vorhaben
        if row.pk not in found and row.number not in numbers
        and row.status != Publikationsstatus.ARCHIVED
    ]  # fmt: skip
    return ListPlan(lines, missing)


class _Comparer:
    def __init__(self, konzept, columns, words):
        self.words = words
        self.places = {column: place for place, column in enumerate(columns) if column}
        self.vorhaben = list(
            konzept.vorhaben.select_related("stand", "konzept").order_by("position", "pk")
        )
        self.by_number = {key(row.number): row for row in self.vorhaben}
        self.by_title = {key(row.title): row for row in self.vorhaben}
        self.drafts = {
            row.vorhaben_id: row for row in Stand.objects.drafts().filter(vorhaben__konzept=konzept)
        }
        self.bausteine = _bausteine(konzept)

    def line(self, row):
        """What becomes of a row; None for one that names no Vorhaben, as a sum below the list."""
        get = _Cells(row.cells, self.places)
        number, title = values.number_of(get(ListColumn.NUMBER)), get.text(ListColumn.TITLE)
        if not title and (not number or not any(get(c) for c in _TOLD | {ListColumn.STATE: ""})):
            return None
        line = PlannedRow(row.number, number[:20], title)
        for heading in self.places:
            if values.is_formula(get(heading)):
                line.problems.append(
                    _("In „%(name)s“ steht eine Formel. Bitte tragen Sie den Wert selbst ein.")
                    % {"name": ListColumn(heading).label}
                )
        if line.problems:
            return line
        line.vorhaben = self._known(number, title)
        read = _Read(line, get, self)
        if line.vorhaben is None:
            read.new()
        else:
            read.known(line.vorhaben, self.drafts.get(line.vorhaben.pk))
        return line

    def _known(self, number, title):
        if number:
            return self.by_number.get(key(number))
        return self.by_title.get(key(title))


class _Cells:
    def __init__(self, cells, places):
        self.cells, self.places = cells, places

    def __call__(self, column):
        place = self.places.get(column)
        return self.cells[place] if place is not None else None

    def text(self, column):
        return values.text_of(self(column))


class _Read:
    """Reads the cells of one row into its PlannedRow."""

    def __init__(self, line, get, planner):
        self.line, self.get, self.planner, self.words = line, get, planner, planner.words

    def new(self):
        line = self.line
        if not line.title:
            line.problems.append(_("Ein neues Vorhaben braucht einen Titel."))
        line.planned = self._planned() | self._baustein()
        if line.number:
            line.planned["number"] = line.number
        told = {name: value for name, value in self._told().items() if value not in ("", None)}
        line.told = {"state": State.NOT_BEGUN, "health": ""} | told
        line.told.setdefault("date", timezone.localdate())
        self._check(Vorhaben(**line.planned), Stand(**line.told))
        line.kind = RowKind.NEW

    def known(self, row, draft):
        line = self.line
        line.number = row.number
        line.title = line.title or row.title
        if row.status == Publikationsstatus.ARCHIVED:
            line.problems.append(_("Dieses Vorhaben ist archiviert."))
            return
        planned = self._planned() | self._baustein()
        if row.status == Publikationsstatus.PUBLISHED:
            # What was planned and is public stays; what is expected now stands in the Stand.
            end, cost = planned.pop("planned_end", None), planned.pop("cost_planned", None)
            planned.pop("planned_start", None)
        else:
            end = cost = None
        line.planned = {
            name: value for name, value in planned.items()
            if value not in ("", None) and getattr(row, name) != value
        }  # fmt: skip
        self._report(row, draft, end, cost)
        if line.planned or line.told:
            line.kind = RowKind.CHANGED

    def _report(self, row, draft, end, cost):
        """Write a Stand where the list tells something else than the last one does."""
        before = row.stand or draft
        told = {k: v for k, v in self._told().items() if v not in ("", None)}
        if end and end != row.end:
            told["expected_end"] = end
        if cost is not None and cost != row.cost:
            told["cost_expected"] = cost
        day = told.pop("date", None)
        if "state" in told and "health" not in told:
            told["health"] = ""
        if before and all(getattr(before, name) == value for name, value in told.items()):
            return
        if not told and before:
            return
        if draft and row.status == Publikationsstatus.PUBLISHED:
            self.line.problems.append(
                _(
                    "Zu diesem Vorhaben wartet schon der Entwurf eines Stands. Bitte "
                    "veröffentlichen oder verwerfen Sie ihn zuerst."
                )
            )
            return
        same = {
            name: getattr(before, name)
            for name in ("state", "health", "expected_end", "cost_expected", "cost_spent",
                         "next_step", "next_date")
            if before
        }  # fmt: skip
        self.line.news = [name for name, value in told.items()
                          if before is None or getattr(before, name) != value]  # fmt: skip
        told = {"state": State.NOT_BEGUN, "health": ""} | same | told
        told["date"] = day or timezone.localdate()
        self.line.told = told
        self._check(None, Stand(**told))

    def _planned(self):
        get = self.get
        found = {name: get.text(column) for column, name in _PLAIN.items()}
        found["priority"] = values.priority_of(get(ListColumn.PRIORITY))
        if get.text(ListColumn.PRIORITY) and not found["priority"]:
            self._hint(ListColumn.PRIORITY)
        start, end = self._read(ListColumn.PERIOD, values.period_of, self.words) or (None, None)
        horizon = values.horizon_of(get(ListColumn.PERIOD))
        if horizon and end is None:
            self._hint(ListColumn.PERIOD)
        found["planned_start"] = self._read(ListColumn.START, values.month_of, ends=False) or start
        found["planned_end"] = self._read(ListColumn.END, values.month_of, ends=True) or end
        found["cost_planned"] = self._read(ListColumn.COST, values.cents_of)
        start, end = found["planned_start"], found["planned_end"]
        if start and end and start > end:
            self.line.problems.append(_("Das Ende liegt vor dem Beginn."))
        return {name: value for name, value in found.items() if value not in ("", None)}

    def _told(self):
        get = self.get
        found = {name: get.text(column) for column, name in _TOLD.items()}
        found["cost_spent"] = self._read(ListColumn.SPENT, values.cents_of)
        found["date"] = self._read(ListColumn.DATE, _day_of)
        word = get.text(ListColumn.STATE)
        if word and (pair := values.state_of(word, self.words)):
            found["state"], found["health"] = pair
            if pair[0] in GOING_ON and not pair[1]:
                found["health"] = Health.ON_TRACK
        elif word and not values.says_nothing(word):
            self.line.problems.append(
                _("Was „%(word)s“ in der Spalte Stand heißt, ist noch nicht zugeordnet.")
                % {"word": word[:60]}
            )
        if needs_reason(found.get("state"), found.get("health")) and not found["reason"]:
            # The note of such a row is mostly the reason.
            found["reason"], found["text"] = found["text"][:500], ""
        return found

    def _baustein(self):
        text = self.get.text(ListColumn.BAUSTEIN)
        if not text:
            return {}
        if baustein := self.planner.bausteine.get(key(text)):
            return {"baustein": baustein}
        self.line.hints.append(
            _("„%(text)s“ steht nicht im Konzept; die Zuordnung bleibt leer.") % {"text": text[:80]}
        )
        return {}

    def _read(self, column, how, *args, **kwargs):
        try:
            return how(self.get(column), *args, **kwargs)
        except ValidationError as error:
            self.line.problems.append(f"{column.label}: {' '.join(error.messages)}")
            return None

    def _hint(self, column):
        self.line.hints.append(
            _("„%(text)s“ in der Spalte „%(name)s“ wurde nicht übernommen.")
            % {"text": self.get.text(column)[:60], "name": column.label}
        )

    def _check(self, *rows):
        """Say of each field what its validators do; what needs the table is asked elsewhere."""
        for row in filter(None, rows):
            relations = {each.name for each in row._meta.concrete_fields if each.is_relation}
            given = {"number"} if isinstance(row, Vorhaben) and row.number else set()
            try:
                row.clean_fields(exclude=relations | ({"number"} - given))
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    self._say(row, name, " ".join(messages))
            summary = row._meta.get_field("summary") if isinstance(row, Vorhaben) else None
            if summary and len(row.summary) > summary.max_length:
                most = {"most": summary.max_length}
                self._say(row, "summary", _("Höchstens %(most)d Zeichen sind möglich.") % most)

    def _say(self, row, name, sentence):
        self.line.problems.append(f"{row._meta.get_field(name).verbose_name}: {sentence}")


def _day_of(cell):
    if values.says_nothing(cell):
        return None
    return DayField().clean(cell if isinstance(cell, date) else values.text_of(cell))


def _bausteine(konzept):
    """{what somebody may write: Baustein}: its title, its name with number, both together."""
    found = {}
    rows = Baustein.objects.goals().filter(strategie__konzept=konzept)
    for row in rows.select_related("strategie").order_by("strategie__position", "position"):
        for text in (row.title, row.label, f"{row.label} {row.title}", f"{row.label}: {row.title}"):
            found.setdefault(key(text), row)
    return found
