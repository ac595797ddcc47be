"""How many took part, in tables with a bar in each row."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comments.models import Category, Channel
from strategies.documents.writing.parts import (
    PORTRAIT_MM,
    Figure,
    GridRow,
    OwnTable,
    OwnText,
    heading,
    paragraph,
)
from strategies.models import Baustein

from .pictures import bar, columns

_BAR_MM = (70, 3.4)
_DAYS_MM = (PORTRAIT_MM, 35)
# More days than this are shown by weeks.
_DAYS_SHOWN = 92


def participation(numbers, *, ink):
    """Yield the chapter.

    Args:
        numbers: what an edition says of the participation, and ``written``, how many
            contributions there were in all.
        ink: the colour of the bars, „#rrggbb“.
    """
    yield heading(_("Beteiligung in Zahlen"), 1)
    yield _totals(numbers)
    yield from _days(numbers["by_day"], ink)
    by_baustein = [(label, numbers["by_baustein"][key]) for key, label in _bausteine(numbers)]
    unit = _("Beiträge")
    yield from bars(_("Beiträge nach Thema"), _("Thema"), unit, by_baustein, ink=ink)
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
            yield from bars(title, label, unit, rows, ink=ink)
    if found := numbers.get("by_ortsteil", {}):
        names = sorted(found, key=lambda name: (not name, name))
        rows = [(name or _("ohne Angabe"), found[name]) for name in names]
        yield from bars(_("Beiträge nach Ortsteil"), _("Ortsteil"), unit, rows, ink=ink)


def _totals(numbers):
    rows = (
        (_("Beiträge"), "written"),
        (_("davon Antworten der Verwaltung"), "official"),
        (_("davon Antworten von Einwohnerinnen und Einwohnern"), "replies"),
        (_("davon auf anderem Weg als über die Plattform"), "entered"),
        (_("Personen mit Konto, die geschrieben haben"), "people"),
        (_("Bewertungen"), "votes"),
    )
    return OwnTable(
        head=(_("Angabe"), _("Zahl")),
        widths_mm=(PORTRAIT_MM - 25, 25),
        rows=tuple(table_row(label, numbers[key]) for label, key in rows),
        title=_("Beteiligung insgesamt"),
        summary=_("Zahl der Beiträge, Personen, Antworten und Bewertungen"),
    )


def table_row(*texts):
    """A row with one paragraph in each cell."""
    return GridRow(tuple((paragraph(text),) for text in texts))


def _bausteine(numbers):
    """(key, label) of the Bausteine that have contributions and that everybody may read."""
    public = Baustein.objects.published().filter(pk__in=numbers["by_baustein"])
    for row in public.order_by("strategie", "position", "pk"):
        yield str(row.pk), str(row)


def bars(title, label, unit, rows, *, ink):
    """Yield a heading and a table with a bar in each row; nothing without rows."""
    if not rows:
        return
    total = sum(number for _name, number in rows)
    highest = max(number for _name, number in rows)
    width, height = _BAR_MM

    def drawn(name, number):
        words = _("%(name)s: %(number)d von %(total)d")
        words = words % {"name": name, "number": number, "total": total}
        png = bar(number, highest, width_mm=width, height_mm=height, ink=ink)
        return OwnText((Figure(png, width, height, words),))

    yield heading(title, 2)
    yield OwnTable(
        head=(label, _("im Vergleich"), unit),
        widths_mm=(PORTRAIT_MM - width - 28, width + 4, 24),
        rows=tuple(
            GridRow(((paragraph(name),), (drawn(name, number),), (paragraph(number),)))
            for name, number in rows
        ),
        title=title,
        summary=_("Je Zeile eine Zahl und ein Balken"),
    )


def _days(by_day, ink):
    if not by_day:
        return
    numbers, is_weekly = series({date.fromisoformat(day): n for day, n in by_day.items()})
    first, last = min(by_day), max(by_day)
    words = (_("Beiträge je Woche") if is_weekly else _("Beiträge je Tag")) + _(
        " vom %(first)s bis zum %(last)s; höchstens %(most)d."
    ) % {"first": _day(first), "last": _day(last), "most": max(numbers)}
    width, height = _DAYS_MM
    png = columns(numbers, width_mm=width, height_mm=height, ink=ink)
    yield heading(_("Beiträge im Verlauf"), 2)
    yield OwnText((Figure(png, width, height, words),), keep=True)
    yield paragraph(words, look="caption")


def _day(iso):
    return date_format(date.fromisoformat(iso), _("j. F Y"))


def series(by_day):
    """Numbers of all days from the first to the last, or of weeks where these are many."""
    first, length = min(by_day), (max(by_day) - min(by_day)).days + 1
    is_weekly = length > _DAYS_SHOWN
    step = 7 if is_weekly else 1
    numbers = [0] * (-(-length // step))
    for day, number in by_day.items():
        numbers[(day - first).days // step] += number
    return numbers, is_weekly
