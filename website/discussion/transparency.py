"""The public numbers on moderation in a Konzept: as a page, and as a table to calculate with."""

import csv

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.models import Beschwerde, Ground, Moderationsentscheidung
from comments.spreadsheets import BYTE_ORDER_MARK, defused
from comments.transparency import numbers_of
from municipality.current import current
from municipality.documents import machine_readable
from pagecache.decorators import public_page
from strategies.documents.writing.odf.sheets import (
    MEDIA_TYPE,
    TypedTable,
    number_cell,
    text_cell,
    write_sheets,
)
from strategies.models import Konzept


def _konzept(request, slug):
    return get_object_or_404(Konzept.objects.visible_to(request.user), slug=slug)


@require_safe
@public_page
def transparency(request, konzept):
    row = _konzept(request, konzept)
    report = numbers_of(row)
    context = {"konzept": row, "report": report, "groups": table(report)}
    return render(request, "comments/transparency.html", context)


@require_safe
@public_page
@machine_readable
def transparency_csv(request, konzept):
    row = _konzept(request, konzept)
    report = numbers_of(row)
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="moderation-{row.slug}.csv"'},
    )
    response.write(BYTE_ORDER_MARK)
    writer = csv.writer(response, delimiter=";")
    writer.writerows(defused(line) for line in _all_lines(row, report))
    return response


@require_safe
@public_page
@machine_readable
def transparency_ods(request, konzept):
    """The same as an OpenDocument workbook."""
    row = _konzept(request, konzept)
    head, *lines = [[str(value) for value in line] for line in _all_lines(row, numbers_of(row))]
    cells = [
        [number_cell(int(value)) if value.isdecimal() else text_cell(value) for value in line]
        for line in lines
    ]
    columns = [(name, 40 if place < 2 else 12, place < 2) for place, name in enumerate(head)]
    sheet = TypedTable(str(_("Moderation")), columns, [cells])
    author = current().shown_name
    data = write_sheets([sheet], title=row.title, author=author, at=timezone.now())
    name = f'attachment; filename="moderation-{row.slug}.ods"'
    return HttpResponse(b"".join(data), MEDIA_TYPE, headers={"Content-Disposition": name})


def _all_lines(konzept, report):
    """Yield the lines of the file, its head first."""
    years = [_("gesamt") if year is None else year for year, _numbers in report.columns]
    yield [konzept.title, _("Angabe"), *years]
    for heading, lines in table(report):
        for label, values in lines:
            yield [heading, label, *values]


def table(report):
    """The report as groups of lines: [(heading, [(label, [value of each column])])]."""
    lines = _Lines(report)
    hidden = lines.each(Ground, lambda numbers: numbers.hidden_by_ground)
    return [
        (_("Meldungen"), _reports(lines)),
        (_("Entscheidungen"), _decisions(lines)),
        (
            _("Ausgeblendete Beiträge nach Grund"),
            hidden or [lines.one(_("keine"), lambda numbers: 0)],
        ),
        (_("Beschwerden"), _complaints(lines)),
    ]


class _Lines:
    def __init__(self, report):
        self._columns = [numbers for _year, numbers in report.columns]
        self._total = report.total

    def one(self, label, value):
        return label, [value(numbers) for numbers in self._columns]

    def each(self, choices, counter):
        """One line for each choice that occurs."""
        return [
            self.one(choice.label, lambda numbers, choice=choice: counter(numbers)[choice])
            for choice in choices
            if counter(self._total)[choice]
        ]


def _reports(lines):
    return [
        lines.one(_("eingegangen"), lambda numbers: numbers.reports),
        lines.one(_("davon noch offen"), lambda numbers: numbers.open_reports),
        lines.one(
            _("davon erledigt, weil der Beitrag zurückgezogen wurde"),
            lambda numbers: numbers.withdrawn_reports,
        ),
        lines.one(_("mittlere Zeit bis zur Entscheidung (Median)"), _report_time),
    ]


def _decisions(lines):
    return [
        lines.one(_("insgesamt"), lambda numbers: numbers.decision_total),
        *lines.each(Moderationsentscheidung.Action, lambda numbers: numbers.decisions),
        lines.one(_("davon durch ein Programm"), _automated),
    ]


def _complaints(lines):
    return [
        lines.one(_("eingegangen"), lambda numbers: numbers.complaint_total),
        *lines.each(Beschwerde.Status, lambda numbers: numbers.complaints),
        lines.one(_("mittlere Zeit bis zur Entscheidung (Median)"), _complaint_time),
    ]


def _report_time(numbers):
    return duration(numbers.report_median)


def _complaint_time(numbers):
    return duration(numbers.complaint_median)


def _automated(numbers):
    if numbers.automated_percent is None:
        return "–"
    return _("%(number)d (%(percent)d %%)") % {
        "number": numbers.automated,
        "percent": numbers.automated_percent,
    }


def duration(time):
    """A timedelta in the unit that says most: „40 Minuten“, „5 Stunden“, „3 Tage“."""
    if time is None:
        return "–"
    minutes = round(time.total_seconds() / 60)
    if not minutes:
        return _("unter 1 Min.")
    if minutes < 100:
        return _("%(n)d Min.") % {"n": minutes}
    hours = round(minutes / 60)
    return (
        _("%(n)d Std.") % {"n": hours} if hours < 48 else _("%(n)d Tage") % {"n": round(hours / 24)}
    )
