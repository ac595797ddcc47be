"""Old beside new, and why, as manuscripts: of an edition, or of all that has changed so far."""

import json
from collections import defaultdict
from dataclasses import dataclass

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
from strategies.documents.writing.text import public_strategien
from strategies.models import Baustein, Fassung

from ..changed_texts import changed_texts
from ..models import Ergebnis, Ergebnisbeitrag, Ergebnisfassung
from .changes import NoText, editorial_changes, gap, legend, moved, spans

_WIDTHS_MM = (92, 92, LANDSCAPE_MM - 184)


@dataclass(frozen=True)
class _Changed:
    """A text that changed: the Fassungen before and after, and the paragraphs that say why."""

    before: object
    after: object
    why: tuple


def synopse(ausgabe):
    """The Manuscript that sets the texts before and after an Ausgabe side by side.

    Only texts that everybody may read are in it; always in German.
    """
    with translation.override(settings.LANGUAGE_CODE):
        said = _said(ausgabe.ergebnisse.all())
        changed = [
            _Changed(
                text.change.before,
                text.change.fassung,
                tuple(line for row in text.ergebnisse for line in _why(row, said)),
            )
            for text in changed_texts(ausgabe.ergebnisse.all())
        ]
        why = (paragraph(_editorial()),)
        found = editorial_changes(ausgabe, json.loads(ausgabe.document))
        changed += [_Changed(before, after, why) for after, before in found]
        changed.sort(key=lambda row: (row.after.baustein.position, row.after.baustein_id))
        strategie = ausgabe.auswertung.strategie
        return _manuscript(
            strategie.konzept, strategie, changed, at=ausgabe.published_at,
            nothing=_("Mit dieser Auswertung wurde kein Text geändert."),
        )  # fmt: skip


def changed_bausteine(strategien):
    """Those that everybody may read and whose text is another one than at first, as a queryset.

    Args:
        strategien: some of `public_strategien`, as a queryset or a list.
    """
    later = Fassung.objects.published().filter(number__gt=1)
    new = Ergebnisfassung.objects.filter(before=None, ergebnis__in=Ergebnis.objects.current())
    rows = Baustein.objects.published().goals().filter(strategie__in=strategien)
    return rows.filter(pk__in=later.values("baustein")) | rows.filter(
        pk__in=new.values("fassung__baustein")
    )


def is_changed(**which):
    """Whether there is anything to set side by side.

    Args:
        which: as for `public_strategien`.
    """
    return changed_bausteine(public_strategien(**which)).exists()


def whole_synopse(konzept, strategien, *, title, at):
    """The Manuscript that sets the first and the present texts side by side.

    Every changed text is in it that everybody may read, whatever changed it: a result, a new
    version of the document, or a mere correction of the wording. Always in German.

    Args:
        strategien: as in `changed_bausteine`.
        title: of the Konzept or the Strategie it is about.
        at: when the last of the texts was published.
    """
    with translation.override(settings.LANGUAGE_CODE):
        changed = list(_all_changed(strategien))
        nothing = _("Bisher wurde kein Text geändert.")
        return _manuscript(konzept, title, changed, at=at, nothing=nothing)


def _all_changed(strategien):
    bausteine = list(
        changed_bausteine(strategien)
        .select_related("strategie")
        .order_by("strategie__position", "strategie", "position", "pk")
    )
    fassungen, links = defaultdict(list), defaultdict(list)
    rows = Fassung.objects.published().filter(baustein__in=bausteine).defer("html", "folded")
    for row in rows.order_by("number"):
        fassungen[row.baustein_id].append(row)
    ergebnisse = Ergebnis.objects.current()
    found = Ergebnisfassung.objects.filter(
        ergebnis__in=ergebnisse, fassung__baustein__in=bausteine
    ).select_related("ergebnis")
    for link in found.order_by("ergebnis__ausgabe__published_at", "ergebnis__number"):
        links[link.fassung_id].append(link)
    said = _said(ergebnisse)
    for baustein in bausteine:
        first, *later = fassungen[baustein.pk]
        first.baustein = baustein
        for row in later:
            row.baustein = baustein
        is_new = any(link.before_id is None for link in links[first.pk])
        versions = [first, *later] if is_new else later
        before = None if is_new else first
        why = tuple(line for row in versions for line in _version(row, links[row.pk], said))
        if versions and compare(before or NoText, versions[-1]).has_changes:
            yield _Changed(before, versions[-1], why)


def _said(ergebnisse):
    """How many contributions each Ergebnis answers, by its primary key."""
    rows = Ergebnisbeitrag.objects.filter(ergebnis__in=ergebnisse).values_list("ergebnis")
    return dict(rows.annotate(n=Count("kommentar", distinct=True)).order_by())


def _version(fassung, links, said):
    """What is said of one Fassung: when it was published, and what was behind it."""
    told = {"label": fassung.label, "day": long_date(fassung.published_at)}
    yield paragraph(_("%(label)s, %(day)s") % told, look="small")
    for link in links:
        yield from _why(link.ergebnis, said)
    if fassung.editorial:
        yield paragraph(_editorial())
    elif not links:
        yield paragraph(_("Neue Fassung des Dokuments"))


def _editorial():
    return _("Nur im Wortlaut berichtigt (redaktionell)")


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


# --- The paper ---


def _manuscript(konzept, about, changed, *, at, nothing):
    town = current().shown_name
    title = _("Synopse: %(strategie)s") % {"strategie": isolated_text(str(about))}
    tables, strategie = [], None
    several = len({row.after.baustein.strategie_id for row in changed}) > 1
    for row in changed:
        if several and row.after.baustein.strategie_id != strategie:
            strategie = row.after.baustein.strategie_id
            tables.append(heading(isolated_text(str(row.after.baustein.strategie)), 1))
        tables += _table(row)
    return Manuscript(
        title=title,
        author=town,
        subject=konzept.title,
        at=at,
        head=f"{town} · {title} · {long_date(at)}",
        foot=_("Seite {page} von {pages}"),
        parts=(Turn(landscape=True), Title(title, _("Was sich geändert hat und warum")),
               legend(), *(tables or [paragraph(nothing)])),
    )  # fmt: skip


def _table(row):
    """The heading of one changed text, and its table."""
    baustein = row.after.baustein
    yield heading(f"{baustein.label}: {isolated_text(row.after.title)}", 2)
    rows = list(_rows(row.before, row.after))
    first = rows[0] if rows else ((), ())
    empty = (paragraph(""),)
    yield OwnTable(
        head=(_("Bisher"), _("Neu"), _("Warum")),
        widths_mm=_WIDTHS_MM,
        rows=tuple(
            GridRow((old or empty, new or empty, reason), whole=False)
            for (old, new), reason in [
                (first, row.why or empty),
                *((each, empty) for each in rows[1:]),
            ]
        ),
        title=_("Synopse zu „%(title)s“") % {"title": row.after.title},
        summary=_("Je Zeile ein Absatz: bisher, neu und warum"),
    )


def _rows(before, after):
    """(old, new) of each block that differs, and of the title; what stayed is one line."""
    comparison = compare(before or NoText, after)
    if comparison.title_changed:
        yield _sides(comparison.title, bold=True)
    for section in comparison.sections:
        if section.folded:
            side = (paragraph(gap(len(section.blocks)), look="small"),)
            yield side, side
            continue
        for block in section.blocks:
            if block.status != BlockStatus.AWAY:
                is_bold = block.kind == "heading" or block.is_head
                is_moved = block.status == BlockStatus.MOVED
                yield _sides(block.runs, bold=is_bold, mark=block.mark, is_moved=is_moved)


def _sides(runs, *, bold, mark="", is_moved=False):
    """The old and the new side of a difference, each with its own words only."""
    sides = []
    for other in ("insert", "delete"):
        line = spans([run for run in runs if run.kind != other], bold=bold)
        if line and mark:
            line.insert(0, OwnSpan(f"{mark} "))
        if line and is_moved and other == "delete":
            line.insert(0, moved())
        sides.append((OwnText(tuple(line)),) if line else ())
    return tuple(sides)
