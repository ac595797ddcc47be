"""The Abwägungstabelle: what was asked for, how it was weighed, what the council is to decide.

Of a published edition, or before as a draft, which says on every page that it is one. People
are not named: a contribution is called by its number, an organisation by its name.
"""

import json
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.actions import ActionRefused
from comments.models import Channel, Kommentar
from municipality.current import current
from municipality.documents import absolute
from municipality.language import isolated_text
from phases.times import long_date
from strategies.documents.writing.parts import (
    LANDSCAPE_MM,
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

from ..council import council_now, council_of
from ..letters import paragraphs_among
from ..models import Ergebnisbeitrag, Textaenderung, Verdict
from ..paragraphs import named, words_of
from ..readings import with_changes
from .changes import changes, legend
from .numbers import numbers_in_words

DRAFT = gettext_lazy("Entwurf – nicht öffentlich")
# More contributions word for word make no paper any more.
MOST_WORDED = 2_000
# Longer rows than this may run over to the next page.
_SHORT = 700
_WIDTHS_MM = (11, 78, 77, 46, LANDSCAPE_MM - 212)
_PROPOSALS = {
    Verdict.FOLGEN: gettext_lazy("Der Anregung wird gefolgt."),
    Verdict.TEILWEISE: gettext_lazy("Der Anregung wird zum Teil gefolgt."),
    Verdict.NICHT: gettext_lazy("Der Anregung wird nicht gefolgt."),
    Verdict.KENNTNIS: gettext_lazy("Die Anregung wird zur Kenntnis genommen."),
    Verdict.ENTHALTEN: gettext_lazy("Die Anregung ist schon berücksichtigt."),
}


@dataclass(frozen=True)
class Request:
    """One row: an Anliegen as it is now, or as an edition says it."""

    number: int
    title: str
    summary: str
    office: str
    verdict: str
    reasons: str
    contributions: tuple
    changes: tuple
    # {contribution: „2-3,5“} of those of which some paragraphs alone are meant.
    paragraphs: dict


def draft_table(auswertung, *, worded):
    """The Manuscript of an Auswertung as it is now; always in German.

    Args:
        worded: whether the contributions stand there word for word.

    Raises:
        ActionRefused: there are too many of them for that.
    """
    with translation.override(settings.LANGUAGE_CODE):
        texts = [(row, row.baustein.fassung) for row in _drafts(auswertung)]
        state = long_date(timezone.now())
        table = _Table(auswertung, council_now(auswertung), worded=worded, draft=True)
        return table.manuscript(_now(auswertung), texts, state, timezone.now())


def published_table(ausgabe, *, worded=False):
    """The Manuscript of what an edition says; arguments and errors as in `draft_table`."""
    with translation.override(settings.LANGUAGE_CODE):
        state = _("Ausgabe %(number)d vom %(day)s") % {
            "number": ausgabe.number,
            "day": long_date(ausgabe.published_at),
        }
        council = council_of(json.loads(ausgabe.document))
        table = _Table(ausgabe.auswertung, council, worded=worded, ausgabe=ausgabe)
        rows, texts = _published(ausgabe)
        return table.manuscript(rows, texts, state, ausgabe.published_at)


def _public():
    return Kommentar.objects.published().order_by("pk")


def _now(auswertung):
    planned = Textaenderung.objects.filter(fassung=None).select_related("baustein")
    rows = auswertung.anliegen.active().order_by("number")
    rows = rows.prefetch_related(
        Prefetch("kommentare", _public(), to_attr="public"),
        Prefetch("textaenderungen", planned, to_attr="planned"),
    )
    at = paragraphs_among({each.pk for row in rows for each in row.public})
    return [_request(row, row.public, map(_place, row.planned), at) for row in rows]


def _place(change):
    return f"{change.baustein.label}: {isolated_text(change.baustein.title)}"


def _drafts(auswertung):
    rows = auswertung.changed_drafts().select_related("baustein__fassung", "baustein__strategie")
    return rows.order_by("baustein__position", "pk")


def _published(ausgabe):
    """The Requests of an edition, and (after, before) of each text that can be read."""
    legible = _public().filter(baustein__in=Baustein.objects.published())
    rows = ausgabe.ergebnisse.order_by("number").prefetch_related(
        Prefetch("kommentare", legible, to_attr="public"),
        Prefetch("fassungen", with_changes(), to_attr="changes"),
    )
    links = Ergebnisbeitrag.objects.filter(ergebnis__ausgabe=ausgabe).exclude(paragraphs="")
    places = links.values_list("kommentar", "ergebnis", "paragraphs")
    at = {(kommentar, ergebnis): paragraphs for kommentar, ergebnis, paragraphs in places}
    requests, texts = [], {}
    for row in rows:
        shown = [change for change in row.changes if change.is_public]
        texts |= {change.fassung_id: (change.fassung, change.before) for change in shown}
        requests.append(_request(row, row.public, map(_new_text, shown), at))
    return requests, sorted(texts.values(), key=lambda pair: pair[0].baustein.position)


def _new_text(change):
    return _("%(name)s: %(title)s (Fassung %(number)d)") % {
        "name": change.fassung.baustein.label,
        "title": isolated_text(change.fassung.title),
        "number": change.fassung.number,
    }


def _request(row, contributions, places, at):
    """The Request of an Anliegen or Ergebnis; ``at``: {(contribution, row): paragraphs}."""
    own = {each.pk: at[each.pk, row.pk] for each in contributions if (each.pk, row.pk) in at}
    return Request(
        row.number, row.title, row.summary, row.office, row.verdict, row.reasons,
        tuple(contributions), tuple(places), own,
    )  # fmt: skip


class _Table:
    def __init__(self, auswertung, council, *, worded, draft=False, ausgabe=None):
        self.auswertung, self.council, self.worded = auswertung, council, worded
        self.draft, self.ausgabe = draft, ausgabe
        self.strategie = auswertung.strategie
        self.is_decided = bool(council and council.decided_on)

    def manuscript(self, requests, texts, state, at):
        _refuse_too_many(requests, self.worded)
        town = current().shown_name
        title = _("Abwägungstabelle: %(strategie)s") % {
            "strategie": isolated_text(str(self.strategie))
        }
        return Manuscript(
            title=title,
            author=town,
            subject=self.strategie.konzept.title,
            at=at,
            head=" · ".join([town, title, state]),
            mark=str(DRAFT) if self.draft else "",
            foot=_("Seite {page} von {pages}"),
            parts=(*self._cover(title, state), *self._table(requests), *self._texts(texts)),
        )

    def _cover(self, title, state):
        yield Title(title, str(DRAFT) if self.draft else _("Abwägung der Anregungen"))
        yield OwnTable(
            head=(_("Angabe"), _("Inhalt")),
            widths_mm=(45, PORTRAIT_MM - 45),
            rows=tuple(
                GridRow(((paragraph(label),), (paragraph(value),)))
                for label, value in self._facts(state)
            ),
            title=_("Angaben zur Abwägung"),
            summary=_("Konzept, Strategie, Beteiligung und Stand"),
        )
        yield Contents(_("Inhalt"))

    def _facts(self, state):
        phase, konzept = self.auswertung.kommentierphase, self.strategie.konzept
        yield _("Konzept"), konzept.title
        yield (
            _("Beteiligung"),
            _("%(title)s, %(start)s bis %(end)s")
            % {
                "title": isolated_text(phase.title),
                "start": long_date(phase.starts_at),
                "end": long_date(phase.ends_at, end=True),
            },
        )
        yield _("Stand"), state
        if self.council:
            yield _("Beschluss") if self.is_decided else _("Vorlage"), self.council.line
            if self.council.deviations:
                yield _("Abweichend beschlossen"), self.council.deviations
        if self.ausgabe:
            yield _("Im Internet"), absolute(self.ausgabe.get_absolute_url())

    # --- The table ---

    def _table(self, requests):
        yield Turn(landscape=True)
        yield heading(_("Anregungen und Abwägung"), 1)
        if not requests:
            yield paragraph(_("Es gibt noch keine Anliegen."))
            return
        decision = _("Beschluss") if self.is_decided else _("Beschlussvorschlag")
        yield OwnTable(
            head=(_("Nr."), _("Anregung"), _("Abwägung"), decision, _("Änderung")),
            widths_mm=_WIDTHS_MM,
            rows=tuple(map(self._row, requests)),
            title=_("Abwägungstabelle"),
            summary=_("Je Zeile eine Anregung, ihre Abwägung, der Beschluss und die Änderung"),
        )

    def _row(self, row):
        cells = (
            (paragraph(str(row.number)),),
            tuple(self._asked(row)),
            tuple(_weighed(row)),
            tuple(self._decision(row)),
            tuple(map(paragraph, row.changes)) or (paragraph(_("keine")),),
        )
        longest = max(len(row.summary), len(row.reasons))
        return GridRow(cells, whole=longest < _SHORT and not self.worded)

    def _asked(self, row):
        yield paragraph(row.title, bold=True)
        if row.summary:
            yield paragraph(row.summary)
        if not self.worded:
            keys = [each.pk for each in row.contributions]
            yield paragraph(numbers_in_words(keys, row.paragraphs), look="small")
            return
        for each in row.contributions:
            at = row.paragraphs.get(each.pk, "")
            where = f", {named(at)}" if at else ""
            yield paragraph(_name(each) + where, look="small", air=True)
            yield paragraph(words_of(each.text, at) if at else each.text)

    def _decision(self, row):
        if not row.verdict:
            yield paragraph("–")
            return
        yield paragraph(str(_PROPOSALS[Verdict(row.verdict)]), bold=True)
        otherwise = self.council.by_anliegen.get(row.number) if self.council else ""
        if otherwise:
            yield paragraph(_("Abweichend beschlossen:"), air=True)
            yield paragraph(otherwise)

    # --- The texts ---

    def _texts(self, texts):
        yield Turn(landscape=False)
        yield heading(_("Geänderte Texte"), 1)
        if not texts:
            yield paragraph(_("Kein Text ändert sich."))
            return
        yield legend()
        for after, before in texts:
            yield heading(f"{after.baustein.label}: {isolated_text(after.title)}", 2)
            yield from changes(before, after)


def _weighed(row):
    label = str(Verdict(row.verdict).label) if row.verdict else _("noch offen")
    yield paragraph(label, bold=bool(row.verdict))
    if row.reasons:
        yield paragraph(row.reasons)
    if row.office:
        yield paragraph(row.office, look="small")


def _name(kommentar):
    """„Beitrag 12 (Brief)“; an organisation speaks under its name."""
    name = _("Beitrag %(number)d") % {"number": kommentar.pk}
    if kommentar.organisation:
        name = f"{name}, {kommentar.organisation}"
    if kommentar.is_entered:
        name = f"{name} ({Channel(kommentar.channel).label})"
    return name


def _refuse_too_many(requests, worded):
    if worded and sum(len(row.contributions) for row in requests) > MOST_WORDED:
        raise ActionRefused(
            _(
                "Das sind mehr als %(most)d Beiträge, zu viele für ein Papier im Wortlaut. Nehmen "
                "Sie die Tabelle ohne Wortlaut; alle Beiträge gibt es als Excel-Datei."
            )
            % {"most": MOST_WORDED}
        )
