"""Old beside new, and why: all texts that an edition changed, as a manuscript."""

from django.conf import settings
from django.db.models import Count
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from municipality.current import current
from municipality.language import isolated_text
from phases.times import long_date
from strategies.diff import BlockStatus, compare
from strategies.documents.writing.parts import (
    LANDSCAPE_MM,
    GridRow,
    Manuscript,
    OwnSpan,
    OwnTable,
    OwnText,
    Title,
    Turn,
    heading,
    paragraph,
)

from ..changed_texts import changed_texts
from ..models import Ergebnisbeitrag

_WIDTHS_MM = (92, 92, LANDSCAPE_MM - 184)


def synopse(ausgabe):
    """The Manuscript that sets the texts before and after an Ausgabe side by side.

    Only texts that everybody may read are in it; always in German.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return _manuscript(ausgabe)


def _manuscript(ausgabe):
    strategie, town = ausgabe.auswertung.strategie, current().shown_name
    changed = changed_texts(ausgabe.ergebnisse.all())
    said = dict(
        Ergebnisbeitrag.objects.filter(ergebnis__ausgabe=ausgabe)
        .values_list("ergebnis")
        .annotate(n=Count("kommentar", distinct=True))
        .order_by()
    )
    title = _("Synopse: %(strategie)s") % {"strategie": isolated_text(str(strategie))}
    tables = [part for text in changed for part in _text(text, said)]
    nothing = paragraph(_("Mit dieser Auswertung wurde kein Text geändert."))
    return Manuscript(
        title=title,
        author=town,
        subject=strategie.konzept.title,
        at=ausgabe.published_at,
        head=f"{town} · {title} · {long_date(ausgabe.published_at)}",
        foot=_("Seite {page} von {pages}"),
        parts=(Turn(landscape=True), Title(title, _("Was sich geändert hat und warum")),
               _legend(), *(tables or [nothing])),
    )  # fmt: skip


def _legend():
    return OwnText(
        (
            OwnSpan(_("So ist zu lesen: ")),
            OwnSpan(_("unterstrichen"), mark="insert"),
            OwnSpan(_(" ist neu, ")),
            OwnSpan(_("durchgestrichen"), mark="delete"),
            OwnSpan(_(" ist entfallen.")),
        )
    )


def _text(text, said):
    """The heading of one changed text, and its table."""
    after, before = text.change.fassung, text.change.before
    baustein = after.baustein
    yield heading(f"{baustein.label}: {isolated_text(after.title)}", 2)
    rows = list(_rows(before, after))
    why = tuple(line for ergebnis in text.ergebnisse for line in _why(ergebnis, said))
    first = rows[0] if rows else ((), ())
    yield OwnTable(
        head=(_("Bisher"), _("Neu"), _("Warum")),
        widths_mm=_WIDTHS_MM,
        rows=tuple(
            GridRow((old or (paragraph(""),), new or (paragraph(""),), reason), whole=False)
            for (old, new), reason in [
                (first, why or (paragraph(""),)),
                *((row, (paragraph(""),)) for row in rows[1:]),
            ]
        ),
        title=_("Synopse zu „%(title)s“") % {"title": after.title},
        summary=_("Je Zeile ein Absatz: bisher, neu und warum"),
    )


def _why(ergebnis, said):
    """Which Anliegen was behind a change, what was decided, and how many spoke of it."""
    number = said.get(ergebnis.pk, 0)
    yield paragraph(
        _("Anliegen %(number)d: %(title)s")
        % {"number": ergebnis.number, "title": isolated_text(ergebnis.title)},
        bold=True,
    )
    count = ngettext("%(n)d Beitrag", "%(n)d Beiträge", number) % {"n": number}
    yield paragraph(f"{ergebnis.get_verdict_display()} · {count}", look="small")


class _NoText:
    title = text = ""


def _rows(before, after):
    """(old, new) of each block that differs, and of the title; what stayed is one line."""
    comparison = compare(before or _NoText, after)
    if comparison.title_changed:
        yield _sides(comparison.title, bold=True)
    for section in comparison.sections:
        if section.folded:
            yield _gap(len(section.blocks))
            continue
        for block in section.blocks:
            if block.status != BlockStatus.AWAY:
                yield _sides(block.runs, bold=block.kind == "heading" or block.is_head,
                             mark=block.mark, moved=block.status == BlockStatus.MOVED)  # fmt: skip


def _gap(number):
    words = ngettext(
        "[… %(n)d Absatz bleibt, wie er war …]",
        "[… %(n)d Absätze bleiben, wie sie waren …]",
        number,
    )
    side = (paragraph(words % {"n": number}, look="small"),)
    return side, side


def _sides(runs, *, bold, mark="", moved=False):
    """The old and the new side of a difference, each with its own words only."""
    sides = []
    for other in ("insert", "delete"):
        spans = [
            OwnSpan(run.text, bold=bold, mark="" if run.kind == "equal" else run.kind.value)
            for run in runs
            if run.kind != other
        ]
        if spans and mark:
            spans.insert(0, OwnSpan(f"{mark} "))
        if spans and moved and other == "delete":
            spans.insert(0, OwnSpan(_("[verschoben] "), italic=True))
        sides.append((OwnText(tuple(spans)),) if spans else ())
    return tuple(sides)
