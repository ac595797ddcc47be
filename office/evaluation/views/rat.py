"""The step of the council, and the paper it gets."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evaluation import actions
from evaluation.access import auswertung_for, evaluators_only
from evaluation.models import Ratsbefassung

from ..rat import RatForm


@evaluators_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def rat(request, pk):
    auswertung = auswertung_for(request.user, pk)
    row = Ratsbefassung.objects.filter(auswertung=auswertung).first()
    row = row or Ratsbefassung()
    row.auswertung = auswertung
    form = RatForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method != "POST" or not form.is_valid():
        return _render(request, auswertung, form)
    actions.record_council(auswertung, by=request.user, **form.content())
    messages.success(request, _saved(auswertung))
    return redirect("auswertung:rat", pk)


def _saved(auswertung):
    if auswertung.is_published:
        return _("Gespeichert. Öffentlich steht es mit der nächsten Ausgabe.")
    return _("Gespeichert. Öffentlich wird es mit der Veröffentlichung.")


def _render(request, auswertung, form):
    context = {
        "auswertung": auswertung,
        "form": form,
        "is_new": form.instance.pk is None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "auswertung/rat.html", context, status=status)
