"""The Umsetzungsbericht as a paper for the council: a table, with what changed since the last.

Of a published edition, or before as a draft, which says on every page that it is one. What has
changed is bold, and the line below it says what stood there before.
"""

import json

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.exports.abwaegung import DRAFT
from evaluation.exports.report.participation import bars, table_row
from municipality import money, months
from municipality.current import current
from municipality.documents import absolute
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

from ..actions.bericht import content_of
from ..editions import compare, end_of, rows_of
from ..models.stand import OVER
from ..overview import in_a_sentence

# Longer rows than this may run over to the next page.
_SHORT = 700
_WIDTHS_MM = (18, 43, 40, 57, 31, 30, LANDSCAPE_MM - 219)


def report(bericht):
    """The Manuscript of a published Umsetzungsbericht; always in German."""
    with translation.override(settings.LANGUAGE_CODE):
        content = json.loads(bericht.document)
        return _CouncilTable(bericht, list(rows_of(bericht)), content).manuscript()


def draft_report(bericht, zeilen):
    """The Manuscript of an Umsetzungsbericht that is not published (``actions.draw_up``)."""
    with translation.override(settings.LANGUAGE_CODE):
        content = content_of(bericht, zeilen)
        return _CouncilTable(bericht, zeilen, content, is_draft=True).manuscript()


class _CouncilTable:
    def __init__(self, bericht, zeilen, content, *, is_draft=False):
        self.bericht, self.content, self.is_draft = bericht, content, is_draft
        self.comparison = compare(bericht, zeilen, content)
        self.previous = self.comparison.previous

    def manuscript(self):
        town, konzept = current().shown_name, self.content["konzept"]["titel"]
        title = _name(self.bericht)
        return Manuscript(
            title=f"{title}: {konzept}",
            author=town,
            subject=konzept,
            at=self.bericht.published_at,
            head=" · ".join([town, konzept, title]),
            mark=str(DRAFT) if self.is_draft else "",
            foot=_("Seite {page} von {pages}"),
            parts=(
                *self._cover(konzept), *self._overview(), *self._table(), *self._gone(),
            ),
        )  # fmt: skip

    def _cover(self, konzept):
        kicker = str(DRAFT) if self.is_draft else _("Umsetzungsbericht")
        yield Title(konzept, kicker)
        yield OwnTable(
            head=(_("Angabe"), _("Inhalt")),
            widths_mm=(45, PORTRAIT_MM - 45),
            rows=tuple(table_row(*fact) for fact in self._facts()),
            title=_("Angaben zum Bericht"),
            summary=_("Stichtag, Ausgabe und womit verglichen wird"),
        )
        yield Contents(_("Inhalt"))

    def _facts(self):
        yield _("Bericht"), _name(self.bericht)
        yield _("Stichtag"), _day(self.bericht.date)
        yield _("Verglichen mit"), _name(self.previous) if self.previous else _("erster Bericht")
        if not self.is_draft:
            yield _("Im Internet"), absolute(self.bericht.get_absolute_url())
            yield _("Prüfsumme der Daten (SHA-256)"), self.bericht.sha256

    def _overview(self):
        yield heading(_("Auf einen Blick"), 1)
        if self.bericht.note:
            yield paragraph(self.bericht.note)
        numbers = self.comparison.numbers
        yield paragraph(in_a_sentence(numbers))
        yield from self._changed()
        rows = [(state.label, number) for state, number in numbers.items()]
        words = (_("Wie weit die Vorhaben sind"), _("Zustand"), _("Vorhaben"))
        yield from bars(*words, rows, ink=current().accent or PLAIN.accent)

    def _changed(self):
        """„Seit dem Umsetzungsbericht 1 …: 2 Vorhaben sind neu, bei 3 hat sich etwas geändert.“"""
        if self.previous is None:
            return
        lines = self.comparison.lines
        new = sum(line.is_new for line in lines)
        changed = sum(line.has_changed for line in lines)
        gone = len(self.comparison.gone)
        parts = [
            ngettext("%(n)d ist neu", "%(n)d sind neu", new) % {"n": new} if new else "",
            ngettext("%(n)d ist geändert", "%(n)d sind geändert", changed) % {"n": changed}
            if changed else "",
            ngettext("%(n)d ist nicht mehr dabei", "%(n)d sind nicht mehr dabei", gone)
            % {"n": gone} if gone else "",
        ]  # fmt: skip
        told = ", ".join(filter(None, parts)) or _("kein Vorhaben hat sich geändert")
        yield paragraph(
            _("Seit dem %(report)s: %(told)s.") % {"report": _name(self.previous), "told": told}
        )

    # --- The table ---

    def _table(self):
        yield Turn(landscape=True)
        yield heading(_("Stand der Vorhaben"), 1)
        if self.previous:
            yield paragraph(
                _(
                    "So ist zu lesen: Was fett steht und „vorher“ unter sich hat, ist anders als "
                    "im %(report)s. Was dort noch nicht stand, heißt „neu“."
                )
                % {"report": _name(self.previous)}
            )
        yield OwnTable(
            head=(
                _("Nr."), _("Vorhaben"), _("Amt"), _("Stand"), _("Geplant bis"), _("Kosten"),
                _("Nächster Schritt"),
            ),
            widths_mm=_WIDTHS_MM,
            rows=tuple(_row(line) for line in self.comparison.lines),
            title=_("Stand der Vorhaben"),
            summary=_("Je Zeile ein Vorhaben: wie weit es ist, bis wann, was es kostet"),
        )  # fmt: skip

    def _gone(self):
        if not self.comparison.gone:
            return
        yield Turn(landscape=False)
        yield heading(_("Nicht mehr im Bericht"), 1)
        yield paragraph(
            _("Diese Vorhaben standen im %(report)s; am Stichtag waren sie nicht mehr öffentlich.")
            % {"report": _name(self.previous)}
        )
        yield OwnTable(
            head=(_("Nr."), _("Vorhaben"), _("Zuletzt")),
            widths_mm=(22, PORTRAIT_MM - 77, 55),
            rows=tuple(
                table_row(row.number, row.title, _state(row)) for row in self.comparison.gone
            ),
            title=_("Nicht mehr im Bericht"),
            summary=_("Nummer, Titel und letzter Stand"),
        )


def _row(line):
    now = line.now
    cells = (
        tuple(_number(line)),
        tuple(_told(line, "title", lambda row: row.title)),
        tuple(_told(line, "office", lambda row: row.office)),
        tuple(_how_far(line)),
        tuple(_until(line)),
        tuple(_told(line, "cost", lambda row: money.in_words(row.cost))),
        tuple(_told(line, "next_step", _next_step)),
    )
    longest = len(now.stand.text) + len(now.stand.reason)
    return GridRow(cells, whole=longest < _SHORT)


def _told(line, aspect, say):
    """What a row says of something, and below it what it said before if that was another."""
    is_changed = aspect in line.changed
    yield paragraph(say(line.now) or "–", bold=is_changed)
    if is_changed:
        yield _before(say(line.before))


def _before(words):
    return paragraph(_("vorher: %(words)s") % {"words": words or "–"}, look="small")


def _number(line):
    yield paragraph(line.now.number)
    if line.is_new:
        yield paragraph(_("neu"), bold=True)


def _how_far(line):
    stand = line.now.stand
    yield from _told(line, "state", _state)
    if stand.reason:
        yield paragraph(_("Warum: %(reason)s") % {"reason": stand.reason})
    if stand.text:
        yield paragraph(stand.text)
    if line.now.steps or "steps" in line.changed:
        yield from _told(line, "steps", _steps)
    yield paragraph(_when(line) % {"day": _day(stand.date)}, look="small", bold=line.has_news)


def _when(line):
    """Of which day the Stand is, and whether it is news since the edition before."""
    if line.has_news:
        return _("Neue Nachricht vom %(day)s")
    if line.is_reported_since:
        return _("Unverändert gemeldet am %(day)s")
    if line.before and line.now.state not in OVER:
        return _("Stand vom %(day)s, seit dem letzten Bericht keine neue Nachricht")
    return _("Stand vom %(day)s")


def _steps(row):
    if not row.steps:
        return ""
    words = ngettext("%(n)d von %(total)d Schritt", "%(n)d von %(total)d Schritten", row.steps)
    return words % {"n": row.steps_done, "total": row.steps}


def _until(line):
    """„jetzt“ and „zuerst“; of what is over or runs on, nothing lies ahead."""
    first = months.in_words(line.moved_end)
    if first and "end" in line.changed and months.in_words(end_of(line.before)) == first:
        yield paragraph(months.in_words(end_of(line.now)), bold=True)
        yield paragraph(_("vorher und zuerst: %(month)s") % {"month": first}, look="small")
        return
    yield from _told(line, "end", lambda row: months.in_words(end_of(row)))
    if first:
        yield paragraph(_("zuerst: %(month)s") % {"month": first}, look="small")


def _state(row):
    words = [row.get_state_display(), row.get_health_display()]
    return ", ".join(filter(None, words))


def _next_step(row):
    words = [months.in_words(row.stand.next_date), row.stand.next_step]
    return ": ".join(filter(None, words))


def _name(bericht):
    return _("Umsetzungsbericht %(number)d vom %(day)s") % {
        "number": bericht.number, "day": _day(bericht.date),
    }  # fmt: skip


def _day(day):
    return date_format(day, _("j. F Y"))
