"""The report of an edition: what it says is what its document says."""

import json

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from municipality.current import current
from municipality.documents import absolute
from municipality.language import isolated_text
from phases.times import long_date
from strategies.documents.writing.parts import (
    LANDSCAPE_MM,
    PLAIN,
    PORTRAIT_MM,
    Contents,
    GridRow,
    Manuscript,
    OwnTable,
    Title,
    Turn,
    heading,
    paragraph,
)
from strategies.models import Baustein

from ...council import council_of
from ...figures import Figures
from ...models import Ergebnisbeitrag, Verdict
from ...passages import quoted_by
from ..changes import changes, editorial_changes, legend
from ..numbers import numbers_in_words
from .participation import bars, participation, table_row

# Longer cells than this may run over to the next page.
SHORT = 900
# So many numbers of contributions stand with an Anliegen.


def report(ausgabe):
    """The Manuscript of the report of an Ausgabe; always in German."""
    with translation.override(settings.LANGUAGE_CODE):
        return _Report(ausgabe).manuscript()


class _Report:
    def __init__(self, ausgabe):
        self.ausgabe = ausgabe
        self.phase = ausgabe.auswertung.kommentierphase
        self.content = json.loads(ausgabe.document)
        self.figures = Figures(self.content)
        self.strategie = ausgabe.auswertung.strategie
        self.town = current().shown_name
        self.ink = current().accent or PLAIN.accent

    def manuscript(self):
        name = f"{_('Strategie')} {self.content['strategie']['nummer']}".strip()
        edition = _("Ausgabe %(number)d vom %(day)s") % {
            "number": self.ausgabe.number,
            "day": long_date(self.ausgabe.published_at),
        }
        return Manuscript(
            title=_("Auswertung: %(strategie)s") % {"strategie": self.strategie},
            author=self.town,
            subject=str(self.strategie.konzept),
            at=self.ausgabe.published_at,
            head=f"{self.town} · {_('Auswertung')} {name} · {edition}",
            foot=_("Seite {page} von {pages}"),
            parts=(
                *self._head(name, edition), *self._overview(), *self._participation(),
                *self._synopsis(), *self._changes(), *self._about(),
            ),
        )  # fmt: skip

    def _head(self, name, edition):
        title = isolated_text(self.content["strategie"]["titel"])
        yield Title(f"{name}: {title}", _("Auswertung der Beteiligung"))
        yield OwnTable(
            head=(_("Angabe"), _("Inhalt")),
            widths_mm=(45, PORTRAIT_MM - 45),
            rows=tuple(table_row(*fact) for fact in self._facts(edition)),
            title=_("Angaben zur Auswertung"),
            summary=_("Konzept, Strategie, Beteiligung und Ausgabe"),
        )
        yield Contents(_("Inhalt"))

    def _facts(self, edition):
        phase, strategie = self.content["phase"], self.strategie
        yield _("Konzept"), self.content["konzept"]["titel"]
        if strategie.konzept.traeger:
            yield _("Träger"), strategie.konzept.traeger
        yield (
            _("Beteiligung"),
            _("%(title)s, %(start)s bis %(end)s")
            % {
                "title": isolated_text(phase["titel"]),
                "start": long_date(self.phase.starts_at),
                "end": long_date(self.phase.ends_at, end=True),
            },
        )
        yield _("Stand"), edition
        if council := council_of(self.content):
            yield _("Beschluss"), council.line
            if council.deviations:
                yield _("Abweichend beschlossen"), council.deviations
        if self.content["berichtigung"]:
            yield _("Berichtigt"), self.content["berichtigung"]
        yield _("Im Internet"), absolute(self.ausgabe.get_absolute_url())

    def _overview(self):
        yield heading(_("Auf einen Blick"), 1)
        yield paragraph(self.figures.sentence)
        rows = [(verdict.label, n) for verdict, n in self.figures.by_verdict.items() if n]
        words = (_("Wie entschieden wurde"), _("Entscheidung"), _("Anliegen"))
        yield from bars(*words, rows, ink=self.ink)

    def _participation(self):
        numbers = {**self.content["beteiligung"], "written": self.figures.written}
        return participation(numbers, ink=self.ink)

    # --- Synopsis ---

    def _synopsis(self):
        passages = self._passages()
        yield Turn(landscape=True)
        yield heading(_("Anliegen und Entscheidungen"), 1)
        yield OwnTable(
            head=(_("Nr."), _("Anliegen"), _("Entscheidung"), _("Begründung"), _("Änderung")),
            widths_mm=(12, 64, 34, 100, LANDSCAPE_MM - 210),
            rows=tuple(_concern(row, passages[row["nummer"]]) for row in self.content["anliegen"]),
            title=_("Synopse der Anliegen"),
            summary=_("Je Zeile ein Anliegen, die Entscheidung der Verwaltung und was sich ändert"),
        )

    def _passages(self):
        """What the contributions to each Anliegen quote, as far as everybody can read them."""
        public = Baustein.objects.published()
        links = Ergebnisbeitrag.objects.filter(
            ergebnis__ausgabe=self.ausgabe, kommentar__baustein__in=public
        )
        return quoted_by(links, "ergebnis__number")

    # --- Texts ---

    def _changes(self):
        changed = self._changed()
        yield Turn(landscape=False)
        yield heading(_("Geänderte Texte"), 1)
        if not changed:
            yield paragraph(_("Mit dieser Auswertung wurde kein Text geändert."))
            return
        yield legend()
        for after, before, why in changed:
            yield heading(_changed_heading(after, before), 2)
            yield paragraph(why, look="caption")
            yield from changes(before, after)

    def _changed(self):
        """(after, before, why) of each text this edition names and everybody may read."""
        public = Baustein.objects.published()
        concerns = {}
        for row in self.ausgabe.ergebnisse.filter(fassungen__fassung__baustein__in=public):
            for link in row.fassungen.select_related("fassung__baustein", "before"):
                texts = concerns.setdefault(link.fassung_id, (link.fassung, link.before, []))
                texts[2].append(row.number)
        found = [
            (after, before, _("Geändert wegen %(which)s") % {"which": _concerns(numbers)})
            for after, before, numbers in concerns.values()
            if after.baustein.is_public
        ]
        return sorted([*found, *self._editorial()], key=lambda row: row[0].baustein.position)

    def _editorial(self):
        why = _("Nur im Wortlaut berichtigt (redaktionell)")
        for after, before in editorial_changes(self.ausgabe, self.content):
            yield after, before, why

    # --- About ---

    def _about(self):
        yield heading(_("Zu diesem Bericht"), 1)
        yield paragraph(
            _(
                "Dieser Bericht gibt die veröffentlichte Ausgabe %(number)d unverändert wieder. "
                "Beiträge sind mit ihrer Nummer genannt; unter %(address)s ist jeder nachzulesen, "
                "solange er veröffentlicht ist."
            )
            % {
                "number": self.ausgabe.number,
                "address": absolute(f"/kommentare/{_('NUMMER')}/"),
            }
        )
        yield paragraph(_("Prüfsumme (SHA-256) dieser Ausgabe:"))
        yield paragraph(self.ausgabe.sha256, look="caption")


def _concern(concern, passages):
    """The row of an Anliegen."""
    what = [paragraph(concern["titel"], bold=True)]
    if concern["zusammenfassung"]:
        what.append(paragraph(concern["zusammenfassung"]))
    what += [
        paragraph(_("Zur Stelle: „%(text)s“") % {"text": isolated_text(passage)})
        for passage in passages
    ]
    at = {int(key): paragraphs for key, paragraphs in concern.get("absaetze", {}).items()}
    what.append(paragraph(numbers_in_words(concern["beitraege"], at), look="small"))
    verdict = paragraph(Verdict(concern["wuerdigung"]).label, bold=True)
    places = [paragraph(_place(text)) for text in concern["fassungen"]]
    longest = max(len(concern["zusammenfassung"]), len(concern["begruendung"]))
    return GridRow(
        (
            (paragraph(concern["nummer"]),),
            tuple(what),
            (verdict, paragraph(concern["amt"], look="small")),
            (paragraph(concern["begruendung"]),),
            tuple(places) or (paragraph(_("keine")),),
        ),
        whole=longest < SHORT,
    )


def _concerns(numbers):
    return f"{_('Anliegen')} {', '.join(str(number) for number in sorted(numbers))}"


def _place(text):
    """„Leitziel 1: Titel (Fassung 2)“ of a text as the document names it."""
    kind = Baustein.Kind(text["art"]).label
    name = f"{kind} {text['nummer']}".strip()
    return _("%(name)s: %(title)s (Fassung %(number)d)") % {
        "name": name,
        "title": isolated_text(text["titel"]),
        "number": text["fassung"],
    }


def _changed_heading(after, before):
    name = f"{after.baustein.label}: {isolated_text(after.title)}"
    if before is None:
        return _("%(name)s (neu)") % {"name": name}
    return _("%(name)s (Fassung %(before)d → %(after)d)") % {
        "name": name,
        "before": before.number,
        "after": after.number,
    }
