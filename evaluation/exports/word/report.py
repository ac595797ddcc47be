"""The report of an edition: what it says is what its document says."""

import json
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Category, Channel
from municipality.current import current
from municipality.documents import absolute
from municipality.language import isolated_text
from phases.times import long_date
from strategies.models import Baustein, Fassung

from ...figures import Figures
from ...models import Ergebnisbeitrag, Verdict
from ...passages import quoted_by
from .changes import add_changes, add_legend
from .paper import LANDSCAPE_MM, PORTRAIT_MM, Paper, add_picture, add_text
from .pictures import bar, columns

BAR_MM = 70
# Longer cells than this may run over to the next page.
SHORT = 900
# So many numbers of contributions stand with an Anliegen.
NUMBERS_SHOWN = 24
# More days than this are shown by weeks.
DAYS_SHOWN = 92


def report(ausgabe):
    """Return the Word document of an Ausgabe, as bytes; always in German."""
    with translation.override(settings.LANGUAGE_CODE):
        return _Report(ausgabe).build()


class _Report:
    def __init__(self, ausgabe):
        self.ausgabe = ausgabe
        self.phase = ausgabe.auswertung.kommentierphase
        self.content = json.loads(ausgabe.document)
        self.figures = Figures(self.content)
        self.strategie = ausgabe.auswertung.strategie
        self.paper = Paper(
            title=_("Auswertung: %(strategie)s") % {"strategie": self.strategie},
            author=current().shown_name,
            subject=str(self.strategie.konzept),
            at=ausgabe.published_at,
        )

    def build(self):
        self.head()
        self.overview()
        self.participation()
        self.synopsis()
        self.changes()
        self.about()
        return self.paper.bytes()

    # --- Head ---

    def head(self):
        paper, strategie = self.paper, self.content["strategie"]
        name = f"{_('Strategie')} {strategie['nummer']}".strip()
        edition = _("Ausgabe %(number)d vom %(day)s") % {
            "number": self.ausgabe.number,
            "day": long_date(self.ausgabe.published_at),
        }
        head = f"{current().shown_name} · {_('Auswertung')} {name} · {edition}"
        paper.set_head_and_foot(head, _("Seite {page} von {pages}"))
        paper.title(f"{name}: {isolated_text(strategie['titel'])}", _("Auswertung der Beteiligung"))
        facts = paper.table(
            [_("Angabe"), _("Inhalt")], (45, PORTRAIT_MM - 45),
            title=_("Angaben zur Auswertung"),
            summary=_("Konzept, Strategie, Beteiligung und Ausgabe"),
        )  # fmt: skip
        for label, value in self._facts(edition):
            cells = paper.row(facts)
            add_text(cells[0], label)
            add_text(cells[1], value)
        paper.contents(_("Inhalt"))

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
        if self.content["berichtigung"]:
            yield _("Berichtigt"), self.content["berichtigung"]
        yield _("Im Internet"), absolute(self.ausgabe.get_absolute_url())

    # --- Overview ---

    def overview(self):
        self.paper.heading(_("Auf einen Blick"), 1)
        self.paper.text(self.figures.sentence)
        rows = [(verdict.label, n) for verdict, n in self.figures.by_verdict.items() if n]
        self._bars(_("Wie entschieden wurde"), _("Entscheidung"), _("Anliegen"), rows)

    # --- Participation ---

    def participation(self):
        numbers = self.content["beteiligung"]
        self.paper.heading(_("Beteiligung in Zahlen"), 1)
        self._totals({**numbers, "written": self.figures.written})
        self._days(numbers["by_day"])
        by_baustein = [
            (label, numbers["by_baustein"][key]) for key, label in self._bausteine(numbers)
        ]
        self._bars(_("Beiträge nach Thema"), _("Thema"), _("Beiträge"), by_baustein)
        for title, label, key, choices in (
            (_("Beiträge nach Art"), _("Art"), "by_category", Category),
            (_("Beiträge nach Weg"), _("Weg"), "by_channel", Channel),
        ):
            found = dict(numbers[key])
            if "" in found:
                # Editions from before this value.
                found[Category.UNSTATED.value] = found.pop("")
            rows = [(name, found[value]) for value, name in choices.choices if value in found]
            # One bar alone compares nothing.
            if len(rows) > 1:
                self._bars(title, label, _("Beiträge"), rows)
        if found := numbers.get("by_ortsteil", {}):
            names = sorted(found, key=lambda name: (not name, name))
            rows = [(name or _("ohne Angabe"), found[name]) for name in names]
            self._bars(_("Beiträge nach Ortsteil"), _("Ortsteil"), _("Beiträge"), rows)

    def _totals(self, numbers):
        table = self.paper.table(
            [_("Angabe"), _("Zahl")], (PORTRAIT_MM - 25, 25),
            title=_("Beteiligung insgesamt"),
            summary=_("Zahl der Beiträge, Personen, Antworten und Bewertungen"),
        )  # fmt: skip
        for label, key in (
            (_("Beiträge"), "written"),
            (_("davon Antworten der Verwaltung"), "official"),
            (_("davon Antworten von Einwohnerinnen und Einwohnern"), "replies"),
            (_("davon auf anderem Weg als über die Plattform"), "entered"),
            (_("Personen mit Konto, die geschrieben haben"), "people"),
            (_("Bewertungen"), "votes"),
        ):
            cells = self.paper.row(table)
            add_text(cells[0], label)
            add_text(cells[1], str(numbers[key]))
        self.paper.after_table()

    def _bausteine(self, numbers):
        """(key, label) of the Bausteine that have contributions and that everybody may read."""
        public = Baustein.objects.published().filter(pk__in=numbers["by_baustein"])
        for row in public.order_by("strategie", "position", "pk"):
            yield str(row.pk), str(row)

    def _bars(self, title, label, unit, rows):
        """A heading and a table with a bar in each row; nothing without rows."""
        if not rows:
            return
        self.paper.heading(title, 2)
        total = sum(number for _name, number in rows)
        highest = max(number for _name, number in rows)
        table = self.paper.table(
            [label, _("im Vergleich"), unit], (PORTRAIT_MM - BAR_MM - 24, BAR_MM + 4, 20),
            title=title, summary=_("Je Zeile eine Zahl und ein Balken"),
        )  # fmt: skip
        for name, number in rows:
            cells = self.paper.row(table)
            add_text(cells[0], name)
            add_picture(
                cells[1].paragraphs[0],
                bar(number, highest, width_mm=BAR_MM, height_mm=3.4),
                width_mm=BAR_MM,
                alternative=_("%(name)s: %(number)d von %(total)d")
                % {"name": name, "number": number, "total": total},
            )
            add_text(cells[2], str(number))
        self.paper.after_table()

    def _days(self, by_day):
        if not by_day:
            return
        numbers, is_weekly = _series({date.fromisoformat(day): n for day, n in by_day.items()})
        self.paper.heading(_("Beiträge im Verlauf"), 2)
        first, last = min(by_day), max(by_day)
        words = (_("Beiträge je Woche") if is_weekly else _("Beiträge je Tag")) + _(
            " vom %(first)s bis zum %(last)s; höchstens %(most)d."
        ) % {"first": _day(first), "last": _day(last), "most": max(numbers)}
        picture = self.paper.text()
        picture.paragraph_format.keep_with_next = True
        add_picture(
            picture,
            columns(numbers, width_mm=PORTRAIT_MM, height_mm=35),
            width_mm=PORTRAIT_MM,
            alternative=words,
        )
        self.paper.text(words, style="Caption")

    # --- Synopsis ---

    def synopsis(self):
        self.paper.turn(landscape=True)
        self.paper.heading(_("Anliegen und Entscheidungen"), 1)
        table = self.paper.table(
            [_("Nr."), _("Anliegen"), _("Entscheidung"), _("Begründung"), _("Änderung")],
            (12, 66, 28, 104, LANDSCAPE_MM - 210),
            title=_("Synopse der Anliegen"),
            summary=_("Je Zeile ein Anliegen, die Entscheidung der Verwaltung und was sich ändert"),
        )
        passages = self._passages()
        for concern in self.content["anliegen"]:
            self._concern(table, concern, passages[concern["nummer"]])

    def _passages(self):
        """What the contributions to each Anliegen quote, as far as everybody can read them."""
        public = Baustein.objects.published()
        links = Ergebnisbeitrag.objects.filter(
            ergebnis__ausgabe=self.ausgabe, kommentar__baustein__in=public
        )
        return quoted_by(links, "ergebnis__number")

    def _concern(self, table, concern, passages):
        longest = max(len(concern["zusammenfassung"]), len(concern["begruendung"]))
        number, what, verdict, reasons, change = self.paper.row(table, whole=longest < SHORT)
        add_text(number, str(concern["nummer"]))
        add_text(what, concern["titel"], bold=True)
        if concern["zusammenfassung"]:
            add_text(what, concern["zusammenfassung"])
        for passage in passages:
            add_text(what, _("Zur Stelle: „%(text)s“") % {"text": isolated_text(passage)})
        add_text(what, _numbers(concern["beitraege"]), small=True)
        add_text(verdict, str(Verdict(concern["wuerdigung"]).label), bold=True)
        add_text(verdict, concern["amt"], small=True)
        add_text(reasons, concern["begruendung"])
        for text in concern["fassungen"]:
            add_text(change, _place(text))
        if not concern["fassungen"]:
            add_text(change, _("keine"))

    # --- Texts ---

    def changes(self):
        changed = self._changed()
        self.paper.turn(landscape=False)
        self.paper.heading(_("Geänderte Texte"), 1)
        if not changed:
            self.paper.text(_("Mit dieser Auswertung wurde kein Text geändert."))
            return
        add_legend(self.paper)
        for after, before, why in changed:
            self.paper.heading(_changed_heading(after, before), 2)
            self.paper.text(why, style="Caption")
            add_changes(self.paper, before, after)

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
        for row in self.content["redaktionell"]:
            after = (
                Fassung.objects.published()
                .filter(
                    baustein__in=Baustein.objects.published(),
                    baustein__strategie=self.strategie,
                    baustein__kind=row["art"],
                    baustein__slug=row["adresse"],
                    number=row["fassung"],
                )
                .select_related("baustein")
                .first()
            )
            if after:
                yield after, after.baustein.fassungen.filter(number=after.number - 1).first(), why

    # --- About ---

    def about(self):
        self.paper.heading(_("Zu diesem Bericht"), 1)
        self.paper.text(
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
        self.paper.text(_("Prüfsumme (SHA-256) dieser Ausgabe:"))
        self.paper.text(self.ausgabe.sha256, style="Caption")


def _numbers(keys):
    """„Beiträge Nr. 3, 7 und 12 weitere“."""
    shown = ", ".join(str(key) for key in keys[:NUMBERS_SHOWN])
    more = len(keys) - NUMBERS_SHOWN
    label = ngettext("Beitrag Nr. %(shown)s", "Beiträge Nr. %(shown)s", len(keys))
    words = label % {"shown": shown}
    return words + (_(" und %(n)d weitere") % {"n": more} if more > 0 else "")


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


def _day(iso):
    return date_format(date.fromisoformat(iso), _("j. F Y"))


def _series(by_day):
    """Numbers of all days from the first to the last, or of weeks where these are many."""
    first, length = min(by_day), (max(by_day) - min(by_day)).days + 1
    is_weekly = length > DAYS_SHOWN
    step = 7 if is_weekly else 1
    numbers = [0] * (-(-length // step))
    for day, number in by_day.items():
        numbers[(day - first).days // step] += number
    return numbers, is_weekly
