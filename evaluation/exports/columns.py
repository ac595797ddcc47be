"""What stands in the tables: one definition for XLSX, CSV and JSON.

Names are for programs and never change; the explanations stand on the page with the
downloads. A value is a text, a whole number, a list of these, a day, a moment in local time,
or None.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments.models import Channel, Kommentar, Status
from municipality.documents import absolute
from strategies.models import Baustein

from ..models import Anliegen, Ergebnis, Verdict


@dataclass
class Contribution:
    """A Kommentar, the official answers to it, and the Anliegen or Ergebnisse it is in.

    Only who moderates reads what is not published: neither its words nor its name
    are in any table.
    """

    kommentar: Kommentar
    answers: list = field(default_factory=list)
    results: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    # For each of ``results``, which paragraphs raise it; empty where all of it does.
    paragraphs: list = field(default_factory=list)

    @property
    def name(self):
        return self.kommentar.author_name if self.kommentar.is_published else ""

    @property
    def ortsteil(self):
        row = self.kommentar
        return row.ortsteil.name if row.is_published and row.ortsteil_id else ""

    @property
    def text(self):
        return self.kommentar.text if self.kommentar.is_published else ""


@dataclass
class Concern:
    """An Ergebnis, or internally an Anliegen, with what led to it and what it led to."""

    result: Ergebnis | Anliegen
    kommentierphase: object
    contributions: list = field(default_factory=list)
    passages: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    @property
    def ausgabe(self):
        """The published edition; None for what is still worked on."""
        return getattr(self.result, "ausgabe", None)


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        help: what stands in it, for people.
        value: takes a Contribution or Concern.
        width: in a spreadsheet, in characters; from ``LONG`` on its lines are broken.
        internal: left out of what is for everybody.
    """

    LONG = 40

    name: str
    help: Promise
    value: Callable
    width: int = 14
    internal: bool = False


def contribution_columns(*, internal):
    return [row for row in _CONTRIBUTION if internal or not row.internal]


def concern_columns(*, internal):
    return [row for row in _CONCERN if internal or not row.internal]


def _moment(moment):
    """To the second, in local time with its offset."""
    return timezone.localtime(moment, timezone.get_default_timezone()).replace(microsecond=0)


@cache
def _labels(choices):
    """Value → label. Kept: columns are read in one language, and for every row."""
    return {"": "", **{value: str(label) for value, label in choices.choices}}


def _permalink(row):
    return absolute(reverse("comments:kommentar", args=[row.kommentar.pk]))


def _of_kommentar(name):
    return lambda row: getattr(row.kommentar, name)


def _of_baustein(name):
    return lambda row: getattr(row.kommentar.baustein, name)


def _of_result(name):
    return lambda row: getattr(row.result, name)


def _of_results(name):
    return lambda row: [getattr(result, name) for result in row.results]


_CONTRIBUTION = [
    Column("nummer", _("Nummer des Beitrags, bleibt immer gleich"), _of_kommentar("pk"), 9),
    Column("dauerlink", _("Internetadresse des Beitrags"), _permalink, 36),
    Column("konzept", _("Titel des Konzepts"),
           lambda row: row.kommentar.baustein.strategie.konzept.title, 24),
    Column("strategie", _("Nummer und Titel der Strategie"),
           lambda row: str(row.kommentar.baustein.strategie), 24),
    Column("baustein_art", _("Leitziel, Handlungsfeld, Leitprojekt, „Zum Ganzen“ oder Vorhaben"),
           lambda row: _labels(Baustein.Kind)[row.kommentar.baustein.kind]),
    Column("baustein_nummer", _("Nummer des Leitziels, Handlungsfelds oder Leitprojekts"),
           _of_baustein("number"), 9),
    Column("baustein_titel", _("Titel, wie er heute lautet"),
           _of_baustein("title"), 32),
    Column("fassung", _("Nummer der Fassung, zu der geschrieben wurde"),
           lambda row: row.kommentar.fassung.number, 8),
    Column("zitierte_stelle", _("Stelle dieser Fassung, auf die er sich bezieht, im Wortlaut"),
           _of_kommentar("passage"), 40),
    Column("phase", _("Titel der Beteiligung, in der er einging"),
           lambda row: row.kommentar.kommentierphase.title, 24),
    Column("antwort_auf", _("bei Antworten: Nummer des Beitrags, auf den geantwortet wurde"),
           _of_kommentar("parent_id"), 11),
    Column("tiefe", _("0 für einen Beitrag zum Text, 1 für eine Antwort darauf, und so fort"),
           _of_kommentar("depth"), 6),
    Column("datum", _("wann er geschrieben oder erfasst wurde (ISO 8601)"),
           lambda row: _moment(row.kommentar.created_at), 24),
    Column("zeitzone", _("Zeitzone des Datums"),
           lambda row: timezone.get_default_timezone_name()),
    Column("eingegangen_am", _("bei Briefen, E-Mails und Gesprächen: Tag des Eingangs"),
           _of_kommentar("received_on")),
    Column("name", _("Pseudonym, Amt oder Herkunft des Beitrags"), lambda row: row.name, 22),
    Column("weg", _("wie er die Verwaltung erreichte"),
           lambda row: _labels(Channel)[row.kommentar.channel]),
    Column("art", _("Vorschlag, Hinweis, Frage, Zustimmung, Kritik oder ohne Angabe; bei Antworten "
                   "leer"),
           _of_kommentar("category_label")),
    Column("organisation", _("Organisation, in deren Namen er geschrieben ist; sonst leer"),
           lambda row: row.kommentar.organisation if row.name else "", 22),
    Column("ortsteil", _("Ortsteil, in dem zu wohnen jemand freiwillig angegeben hat; sonst leer"),
           lambda row: row.ortsteil, 16),
    Column("text", _("Wortlaut"), lambda row: row.text, 70),
    Column("zustimmungen", _("Stimmen dafür"), _of_kommentar("up_count"), 12),
    Column("ablehnungen", _("Stimmen dagegen"), _of_kommentar("down_count"), 12),
    Column("status",
           _("veröffentlicht; intern auch ausgeblendet, zurückgezogen, wartet auf Prüfung"),
           lambda row: _labels(Status)[row.kommentar.status], 16),
    Column("moderationsgrund", _("weshalb er ausgeblendet wurde"),
           _of_kommentar("hidden_reason"), 32, internal=True),
    Column("amt", _("bei Antworten der Verwaltung: das Amt"), _of_kommentar("official_office"), 20),
    Column("antwort_von", _("welche Ämter auf diesen Beitrag geantwortet haben"),
           lambda row: [office for office, _text in row.answers], 20),
    Column("antwort_text", _("Wortlaut dieser Antworten"),
           lambda row: [text for _office, text in row.answers], 40),
    Column("anliegen", _("Nummern der Anliegen, in die er einging"), _of_results("number"), 10),
    Column("anliegen_titel", _("Titel dieser Anliegen"), _of_results("title"), 32),
    Column("absaetze", _("bei langen Beiträgen: welche Absätze zu diesen Anliegen gehören"),
           lambda row: row.paragraphs if any(row.paragraphs) else [], 12),
    Column("anliegen_status", _("wie weit diese Anliegen bearbeitet sind"),
           lambda row: [_labels(Anliegen.Status)[result.status] for result in row.results],
           20, internal=True),
    Column("wuerdigung", _("wie die Verwaltung darüber entschied"),
           lambda row: [_labels(Verdict)[result.verdict] for result in row.results], 18),
    Column("begruendung", _("mit welcher Begründung"), _of_results("reasons"), 60),
    Column("notizen", _("interne Notizen, mit Namen und Tag"), lambda row: row.notes, 40,
           internal=True),
]  # fmt: skip


def _change(fassung):
    return f"{fassung.baustein.label}: {fassung.title} (Fassung {fassung.number})"


def _address(row):
    return absolute(row.result.get_absolute_url())


_CONCERN = [
    Column("nummer", _("Nummer des Anliegens in der Auswertung"), _of_result("number"), 9),
    Column("dauerlink", _("Internetadresse des Anliegens"), _address, 36),
    Column("konzept", _("Titel des Konzepts"),
           lambda row: row.kommentierphase.strategie.konzept.title, 24),
    Column("strategie", _("Nummer und Titel der Strategie"),
           lambda row: str(row.kommentierphase.strategie), 24),
    Column("phase", _("Titel der Beteiligung, die ausgewertet wurde"),
           lambda row: row.kommentierphase.title, 24),
    Column("ausgabe", _("Nummer der veröffentlichten Ausgabe"),
           lambda row: row.ausgabe and row.ausgabe.number, 8),
    Column("veroeffentlicht", _("wann diese Ausgabe erschien (ISO 8601)"),
           lambda row: row.ausgabe and _moment(row.ausgabe.published_at), 24),
    Column("titel", _("worum es geht"), _of_result("title"), 40),
    Column("zusammenfassung", _("das Anliegen in den Worten der Verwaltung"),
           _of_result("summary"), 60),
    Column("amt", _("zuständiges Amt"), _of_result("office"), 20),
    Column("frist", _("bis wann es zu bearbeiten ist"),
           _of_result("deadline"), internal=True),
    Column("status", _("wie weit es bearbeitet ist"),
           lambda row: _labels(Anliegen.Status)[row.result.status], 20, internal=True),
    Column("wuerdigung", _("Dem folgen wir, Dem folgen wir zum Teil, Dem folgen wir nicht, "
                           "Das nehmen wir mit oder Das steht schon drin"),
           lambda row: _labels(Verdict)[row.result.verdict], 18),
    Column("begruendung", _("mit welcher Begründung"), _of_result("reasons"), 60),
    Column("zahl_der_beitraege", _("wie viele Beiträge dieses Anliegen vorbringen"),
           lambda row: len(row.contributions), 12),
    Column("beitraege", _("deren Nummern"), lambda row: row.contributions, 24),
    Column("stellen", _("Stellen der Texte, auf die sich diese Beiträge beziehen, im Wortlaut"),
           lambda row: row.passages, 40),
    Column("geaendert", _("Texte, die deshalb geändert wurden"),
           lambda row: [_change(fassung) for fassung in row.changes], 40),
    Column("notizen", _("interne Notizen, mit Namen und Tag"), lambda row: row.notes, 40,
           internal=True),
]  # fmt: skip
