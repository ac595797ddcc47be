"""The empty table that staff fill in."""

import io

from django.utils.translation import gettext as _

from comments.models import Category, Channel
from phases.times import long_date
from strategies.models import Baustein

from .read import COLUMNS

_WIDTHS = (16, 14, 30, 16, 24, 80)


def template(auswertung):
    """Return the bytes of an XLSX: the headings, and a second sheet with what may stand there."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = str(_("Beiträge"))
    sheet.append(list(COLUMNS))
    sheet.freeze_panes = "A2"
    for cell, width in zip(sheet[1], _WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    help_sheet = book.create_sheet(str(_("Hinweise")))
    help_sheet.column_dimensions["A"].width, help_sheet.column_dimensions["B"].width = 16, 90
    for line in _help(auswertung.kommentierphase):
        help_sheet.append(line)
    for cell, _hint in help_sheet.iter_rows():
        cell.font = Font(bold=True)
        _hint.alignment = Alignment(wrap_text=True, vertical="top")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _help(phase):
    bausteine = Baustein.objects.published().filter(strategie=phase.strategie_id)
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
    yield "Text", _("im Wortlaut, ohne Namen und Anschriften; höchstens 4.000 Zeichen")
    for row in bausteine:
        yield str(row.label), _defused(row.title)


def _defused(text):
    """A title is no formula, whatever it begins with."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
