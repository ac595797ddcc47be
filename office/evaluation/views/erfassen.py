"""A contribution that came by letter, e-mail or word of mouth, entered on behalf."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.actions import ActionRefused
from evaluation import actions
from evaluation.access import auswertung_for, evaluators_only
from municipality.choices import load_choices

from ..forms import EntryForm


@evaluators_only
@require_http_methods(["GET", "HEAD", "POST"])
def erfassen(request, pk):
    auswertung = auswertung_for(request.user, pk)
    form = EntryForm(request.POST or None, kommentierphase=auswertung.kommentierphase)
    if request.method != "POST":
        return _render(request, auswertung, form)
    if not form.is_valid():
        return _render(request, auswertung, form, status=422)
    key = form.cleaned_data["idempotency_key"]
    try:
        row = actions.enter(auswertung, form.entry(), by=request.user, idempotency_key=key)
    except ActionRefused as refusal:
        return _render(request, auswertung, form, refused=str(refusal), status=409)
    messages.success(
        request, _("Beitrag %(number)d ist erfasst und öffentlich zu lesen.") % {"number": row.pk}
    )
    if "noch_einer" in request.POST:
        return redirect("auswertung:erfassen", pk)
    return redirect("auswertung:beitrag", row.pk)


def _render(request, auswertung, form, refused="", status=200):
    context = {"auswertung": auswertung, "form": load_choices(form), "refused": refused}
    return render(request, "auswertung/erfassen.html", context, status=status)
