"""Internal data of an Auswertung: each download is a line in the record."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from evaluation import actions
from evaluation.access import evaluators_only, own_auswertungen
from evaluation.exports import Internal
from evaluation.exports.columns import concern_columns, contribution_columns
from evaluation.exports.form import ExportForm
from evaluation.exports.size import sizes


@evaluators_only
@require_http_methods(["GET", "HEAD", "POST"])
def data(request, pk):
    auswertung = get_object_or_404(own_auswertungen(request.user).with_strategie(), pk=pk)
    if not actions.may_export(auswertung, request.user):
        raise Http404
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        export = form.export(auswertung)
        actions.record_export(auswertung, by=request.user, details=form.details(export))
        return export.response()
    context = {
        "auswertung": auswertung,
        "form": form,
        "sizes": sizes(Internal(auswertung.strategie, [auswertung.kommentierphase])),
        "contribution_columns": contribution_columns(internal=True),
        "concern_columns": concern_columns(internal=True),
    }
    return render(request, "auswertung/daten.html", context, status=422 if form.errors else 200)
