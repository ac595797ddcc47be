"""The step of the council, and the paper it gets."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evaluation import actions
from evaluation.access import auswertung_for, evaluators_only
from evaluation.models import Ratsbefassung

from ..rat import PaperForm, RatForm


@evaluators_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def rat(request, pk):
    auswertung = auswertung_for(request.user, pk)
    if request.method != "POST":
        return render_rat(request, auswertung)
    form = RatForm(request.POST, instance=_row_of(auswertung))
    if not form.is_valid():
        return render_rat(request, auswertung, form=form, status=422)
    actions.record_council(auswertung, by=request.user, **form.content())
    messages.success(request, _saved(auswertung))
    return redirect("auswertung:rat", pk)


def _saved(auswertung):
    if auswertung.is_published:
        return _("Gespeichert. Öffentlich steht es mit der nächsten Ausgabe.")
    return _("Gespeichert. Öffentlich wird es mit der Veröffentlichung.")


def render_rat(request, auswertung, *, form=None, paper=None, status=200):
    """Render the page of the step.

    Args:
        form: of the step, with what was typed.
        paper: of the Abwägungstabelle, with what was chosen.
    """
    ausgabe = auswertung.ausgaben.first()
    context = {
        "auswertung": auswertung,
        "form": form or RatForm(instance=_row_of(auswertung)),
        "paper": paper or PaperForm(ausgabe=ausgabe),
        "failed": paper or form,
    }
    return render(request, "auswertung/rat.html", context, status=status)


def _row_of(auswertung):
    row = Ratsbefassung.objects.filter(auswertung=auswertung).first() or Ratsbefassung()
    row.auswertung = auswertung
    return row
