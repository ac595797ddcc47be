"""The empty table that staff fill in."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from comments.models import Category, Channel
from municipality.current import current
from phases.times import long_date

from ..exports.columns import Column
from ..exports.export import ExportTable
from ..exports.xlsx_format import write
from .read import COLUMNS

_WIDTHS = (16, 14, 30, 16, 24, 80, 12, 24, 40)


@dataclass(frozen=True)
class _Book:
    title: str
    creator: str
    written_at: datetime
    tables: list[ExportTable]


def template(auswertung):
    """Return the bytes of an XLSX: the headings, and a second sheet with what may stand there.

    In German like the words that may stand in it, whoever fills it in.
    """
    phase = auswertung.kommentierphase
    with translation.override(settings.LANGUAGE_CODE):
        book = _Book(str(phase), current().shown_name, timezone.now(), _tables(phase))
        return b"".join(write(book))


def _tables(phase):
    heads = [Column(name, "", None, width) for name, width in zip(COLUMNS, _WIDTHS, strict=True)]
    helps = [Column(_("Spalte"), "", None, 16), Column(_("Was dort stehen kann"), "", None, 90)]
    return [
        ExportTable("beitraege", _("Beiträge"), heads, []),
        ExportTable("hinweise", _("Hinweise"), helps, _help(phase)),
    ]


def _help(phase):
    channels = [str(row.label) for row in Channel if row != Channel.ONLINE]
    days = _("Tag des Eingangs, vom %(start)s bis zum %(end)s") % {
        "start": long_date(phase.starts_at),
        "end": long_date(phase.ends_at, end=True),
    }
    yield "Weg", ", ".join(channels)
    yield "Datum", days
    yield "Baustein", _("Art und Nummer, zum Beispiel „Leitziel 1“, oder der Titel")
    yield "Art", _("leer oder: %(labels)s") % {"labels": ", ".join(map(str, Category.labels))}
    yield "Name", _("leer, oder wie die Person öffentlich genannt werden will (mit Einwilligung)")
    yield "Text", _("im Wortlaut, ohne Namen und Anschriften; höchstens 20.000 Zeichen")
    yield "Teil von", _("leer, oder für alle Abschnitte eines Briefs dieselbe Nummer")
    yield "Absender", _("leer, oder an wen die Antwort per Post geht; wird nie veröffentlicht")
    yield "Anschrift", _("zum Absender, wie auf dem Umschlag; Zeilen oder durch Komma getrennt")
    for row in phase.bausteine():
        yield str(row.label), row.title
