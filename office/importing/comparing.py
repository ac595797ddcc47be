"""What a document would change in a Konzept, as the page shows it and somebody decides it."""

import json
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from municipality.language import Own
from office.windows import windows_of

from .decide import stored

__all__ = ["PlanView", "changed_meanwhile", "decided", "outdated", "stored", "taken_over"]


def _counted(state, n):
    """„3 neu“, „2 fehlen im Dokument“."""
    if state == "gone":
        return ngettext("%(n)d fehlt im Dokument", "%(n)d fehlen im Dokument", n) % {"n": n}
    return f"{n} {STATES[state]}"


STATES = {
    "new": gettext_lazy("neu"),
    "changed": gettext_lazy("geändert"),
    "unchanged": gettext_lazy("unverändert"),
    "gone": gettext_lazy("fehlt im Dokument"),
    "unclear": gettext_lazy("noch offen"),
}
NEW, STAYS, ARCHIVE = "neu", "bleibt", "archivieren"

WINDOW = 200
"""So many lines have their fields on one page; Django takes no form with more than a thousand."""

MOST_CHOICES = 3_000
"""With more in all, a line offers what it is likely to be; all are a press away."""


@dataclass(frozen=True)
class LineView:
    """A line of the plan with the choices at it."""

    line: object
    is_strategie: bool
    rows: tuple
    is_short: bool = False

    @property
    def state(self):
        return STATES[self.line.state]

    @property
    def choices(self):
        """Value, label and whether it is the one: what this part is in the Konzept."""
        line = self.line
        if getattr(line, "by_reference", False) or line.teil is None:
            return []
        kind = "strategie" if self.is_strategie else "baustein"
        first = {candidate.key for candidate in line.candidates}
        there = [
            each
            for each in self.rows
            if each.kind == kind and (not self.is_short or each.key == line.counterpart)
        ]
        ordered = [*line.candidates, *(each for each in there if each.key not in first)]
        found = [(each.key, _label(each), each.key == line.counterpart) for each in ordered]
        head = [("", _("noch nicht entschieden: wird nicht übernommen"), True)]
        return [
            *(head if line.state == "unclear" else []),
            (NEW, _("wird neu angelegt"), line.counterpart == NEW),
            *found,
        ]

    @property
    def field(self):
        """Name of its field."""
        return f"{'fehlt' if self.missing_choices else 'ist'}-{self.line.key}"

    @property
    def chosen(self):
        """The value that the page shows as chosen."""
        choices = self.choices or self.missing_choices
        return next((value for value, _text, is_it in choices if is_it), "")

    @property
    def missing_choices(self):
        """The same for what the document lacks: it stays, or goes to the archive."""
        if self.line.state != "gone":
            return []
        archived = self.line.archive
        return [
            (STAYS, _("bleibt, wie es ist"), not archived),
            (ARCHIVE, _("wird archiviert"), archived),
        ]


def _label(candidate):
    name, attached = candidate.name, candidate.attached
    return Own(f"{name} ({attached})" if attached else name)


class PlanView:
    """What the page shows of an `Importplan`.

    Args:
        start: index of the first line whose fields are shown.
        whole: key of the line that offers all rows, however many there are.
    """

    def __init__(self, plan, start=0, whole=""):
        self.plan = plan
        lines = [
            LineView(line, is_strategie, plan.rows)
            for strategie in plan.strategien
            for line, is_strategie in [
                (strategie, True),
                *((posten, False) for posten in strategie.posten),
            ]
        ]
        self.windows = windows_of(len(lines), WINDOW)
        self.start = start if start in {first for first, *_numbers in self.windows} else 0
        shown = lines[self.start : self.start + WINDOW]
        is_short = len(shown) * len(plan.rows) > MOST_CHOICES
        self.lines = [replace(each, is_short=is_short and each.line.key != whole) for each in shown]

    @property
    def shown(self):
        """What the page shows as chosen, for `decided`."""
        lines = self.lines if self.plan.rows else ()
        return json.dumps(
            {each.field: each.chosen for each in lines if each.choices or each.missing_choices}
        )

    @property
    def sum(self):
        """„3 neu, 2 geändert, 1 noch offen“."""
        count = {state: len(self.plan.of(state)) for state in STATES}
        found = [_counted(state, n) for state, n in count.items() if n]
        return ", ".join(found) or _("Nichts wird übernommen.")

    @property
    def open_count(self):
        return len(self.plan.of("unclear"))

    @property
    def open_words(self):
        n = self.open_count
        return ngettext(
            "%(n)d Zeile ist noch offen und wird nicht übernommen.",
            "%(n)d Zeilen sind noch offen und werden nicht übernommen.",
            n,
        ) % {"n": n} if n else ""  # fmt: skip


def decided(decisions, data):
    """The decisions with what was chosen at the lines that the page showed.

    Only a choice that differs from what was shown is a decision.
    """
    counterparts, missing = dict(decisions.counterparts), dict(decisions.missing)
    for name, before in _shown(data.get("war", "")).items():
        kind, _dash, key = name.partition("-")
        value = data.get(name, before)
        if value == before or len(value) > 40 or len(key) > 80:
            continue
        if kind == "ist" and value:
            counterparts[key] = value
        elif kind == "ist":
            counterparts.pop(key, None)
        elif kind == "fehlt" and value in (STAYS, ARCHIVE):
            missing[key] = value
    return replace(decisions, counterparts=counterparts, missing=missing)


def _shown(text):
    """What the page showed, as far as it makes sense."""
    try:
        sent = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return sent if isinstance(sent, dict) else {}


def outdated():
    return _(
        "Nicht übernommen: Inzwischen hat jemand anderes hier weitergearbeitet. Sie sehen jetzt "
        "den neuen Stand."
    )


def changed_meanwhile():
    return _(
        "Das Konzept hat sich seit der Vorschau geändert. Es wurde nichts gespeichert; bitte "
        "prüfen Sie die Vorschau noch einmal."
    )


def taken_over():
    return _("Das Dokument ist als Entwurf eingelesen; öffentlich wird es durch Veröffentlichen.")
