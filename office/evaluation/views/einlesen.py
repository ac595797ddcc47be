"""Contributions from a spreadsheet: upload → report on every row → confirmation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from comments.actions import ActionRefused
from evaluation import actions, sheets
from evaluation.access import auswertung_for, evaluators_only
from strategies.documents.uploads import find_upload, keep_upload, remove_upload

from ..forms import SheetForm

# So many rows are shown; the report says how many there are.
SHOWN = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@evaluators_only
@require_http_methods(["GET", "HEAD", "POST"])
def einlesen(request, pk):
    auswertung = auswertung_for(request.user, pk)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and not form.is_valid():
        return _render(request, "einlesen", auswertung, status=422, form=form)
    if request.method != "POST":
        return _render(request, "einlesen", auswertung, form=SheetForm())
    token = keep_upload(
        form.cleaned_data["table"].name,
        form.cleaned_data["data"],
        konzept=auswertung.strategie.konzept,
        user=request.user,
    )
    return redirect("auswertung:preview", pk, token)


@evaluators_only
@require_safe
def sheet_template(request, pk):
    auswertung = auswertung_for(request.user, pk)
    response = HttpResponse(sheets.template(auswertung), content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="beitraege.xlsx"'
    return response


@evaluators_only
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request, pk, token):
    """Report on every row; a POST enters them all, or none."""
    auswertung = auswertung_for(request.user, pk)
    kept = {"konzept": auswertung.strategie.konzept, "user": request.user}
    data = find_upload(token, **kept)
    if data is None:
        return _start_again(request, pk)
    if "abbrechen" in request.POST:
        remove_upload(token, **kept)
        return redirect("auswertung:einlesen", pk)
    try:
        table = sheets.check(sheets.read(token, data), auswertung, upload=token)
    except sheets.SheetError:
        return _start_again(request, pk)
    if request.method != "POST":
        return _report(request, auswertung, table)
    return _enter(request, auswertung, table, lambda: remove_upload(token, **kept))


def _enter(request, auswertung, table, forget):
    """Enter all rows and forget the upload, or say why not."""
    if table.refused:
        return _report(request, auswertung, table, status=409)
    try:
        rows = actions.enter_many(
            auswertung, table.entries, by=request.user, starts=table.starts, senders=table.senders
        )
    except ActionRefused as refusal:
        return _report(request, auswertung, table, refused=str(refusal), status=409)
    forget()
    messages.success(request, _entered(len(rows)))
    return redirect("auswertung:beitraege", auswertung.pk)


def _start_again(request, pk):
    messages.warning(
        request, _("Diese Tabelle liegt nicht mehr vor. Bitte laden Sie sie noch einmal hoch.")
    )
    return redirect("auswertung:einlesen", pk)


def _entered(number):
    return ngettext(
        "%(n)d Beitrag ist erfasst und öffentlich zu lesen.",
        "%(n)d Beiträge sind erfasst und öffentlich zu lesen.",
        number,
    ) % {"n": number}


def _report(request, auswertung, table, refused="", status=200):
    context = {
        "table": table,
        "refused_rows": table.refused[:SHOWN],
        "entries": [row for row in table.rows if row.entry][:SHOWN],
        "refused": refused,
    }
    return _render(request, "preview", auswertung, status=status, **context)


def _render(request, name, auswertung, status=200, **context):
    context["auswertung"] = auswertung
    return render(request, f"auswertung/{name}.html", context, status=status)
