"""What an edition says of the council: part of its document, and read from it again."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from municipality.language import isolated_text

from .models import Ratsabweichung, Ratsbefassung


@dataclass(frozen=True)
class Council:
    """When the council got the proposals, when it decided, and what it decided otherwise.

    Attributes:
        name: empty for the council of the town itself.
        number, url: of the Vorlage; may be empty.
        deviations: on the whole.
        by_anliegen: {number of an Anliegen: what was decided on it otherwise}
    """

    name: str
    submitted_on: date | None = None
    decided_on: date | None = None
    number: str = ""
    url: str = ""
    deviations: str = ""
    by_anliegen: dict = field(default_factory=dict)

    @property
    def shown_name(self):
        return self.name or _("Rat")

    @property
    def step(self):
        """„beschlossen am 3. Mai 2026“, or what was last before."""
        if self.decided_on:
            return _("beschlossen am %(day)s") % {"day": _long(self.decided_on)}
        if self.submitted_on:
            return _("vorgelegt am %(day)s") % {"day": _long(self.submitted_on)}
        return ""

    @property
    def paper(self):
        """„Vorlage BV/12“, or an empty text."""
        return _("Vorlage %(number)s") % {"number": self.number} if self.number else ""

    @property
    def line(self):
        """All of it in one line, as plain text."""
        facts = [part for part in (self.step, self.paper, self.url) if part]
        return f"{isolated_text(self.shown_name)}: {', '.join(facts)}"


def council_now(auswertung):
    """The Council of an Auswertung as it is entered now; None as long as nothing happened."""
    row = Ratsbefassung.objects.filter(auswertung=auswertung).first()
    if row is None or not (row.submitted_on or row.decided_on):
        return None
    rows = Ratsabweichung.objects.filter(anliegen__in=auswertung.anliegen.active())
    deviations = dict(rows.order_by("anliegen__number").values_list("anliegen__number", "text"))
    return Council(
        row.council, row.submitted_on, row.decided_on, row.number, row.url, row.deviations,
        deviations if row.decided_on else {},
    )  # fmt: skip


def council_content(council):
    """The part of a document that says it; nothing where there is none."""
    if council is None:
        return {}
    return {
        "rat": {
            "gremium": council.name,
            "vorgelegt": _iso(council.submitted_on),
            "beschlossen": _iso(council.decided_on),
            "vorlage": council.number,
            "adresse": council.url,
            "abweichungen": council.deviations,
            "zu_anliegen": {str(key): text for key, text in council.by_anliegen.items()},
        }
    }


def council_of(content):
    """The Council that a document names, or None."""
    said = content.get("rat")
    if said is None:
        return None
    return Council(
        said["gremium"], _day(said["vorgelegt"]), _day(said["beschlossen"]), said["vorlage"],
        said["adresse"], said["abweichungen"],
        {int(key): text for key, text in said["zu_anliegen"].items()},
    )  # fmt: skip


def _iso(day):
    return day.isoformat() if day else None


def _day(text):
    return date.fromisoformat(text) if text else None


def _long(day):
    return date_format(day, _("j. F Y"))
