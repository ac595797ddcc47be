"""A contribution that came by letter, e-mail or word of mouth, entered on behalf."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.actions import ActionRefused
from evaluation import actions
from evaluation.access import auswertung_for, evaluators_only
from evaluation.models import Absender
from keyset import is_key
from municipality.choices import load_choices

from ..forms import EntryForm


@evaluators_only
@require_http_methods(["GET", "HEAD", "POST"])
def erfassen(request, pk):
    auswertung = auswertung_for(request.user, pk)
    form = _form(request, auswertung)
    if request.method != "POST":
        return _render(request, auswertung, form)
    if not form.is_valid():
        return _render(request, auswertung, form, status=422)
    key = form.cleaned_data["idempotency_key"]
    try:
        row = actions.enter(
            auswertung, form.entry(), by=request.user, idempotency_key=key, sender=form.sender()
        )
    except ActionRefused as refusal:
        return _render(request, auswertung, form, refused=str(refusal), status=409)
    messages.success(
        request, _("Beitrag %(number)d ist erfasst und öffentlich zu lesen.") % {"number": row.pk}
    )
    if "noch_einer" in request.POST:
        return _next(pk, row, form)
    return redirect("auswertung:beitrag", row.pk)


def _form(request, auswertung):
    phase, initial = auswertung.kommentierphase, _same_sender(request, auswertung)
    return EntryForm(request.POST or None, kommentierphase=phase, initial=initial)


def _next(pk, row, form):
    """The empty form again, with the sender of the contribution before."""
    address = reverse("auswertung:erfassen", args=[pk])
    return redirect(f"{address}?wie={row.pk}" if form.sender() else address)


def _same_sender(request, auswertung):
    """Who sent the contribution before, for who may know: a letter is entered in parts."""
    before = request.GET.get("wie", "")
    if not is_key(before) or not actions.may_export(auswertung, request.user):
        return {}
    row = Absender.objects.filter(auswertung=auswertung, beitraege__kommentar=before).first()
    return {"sender_name": row.name, "sender_address": row.address} if row else {}


def _render(request, auswertung, form, refused="", status=200):
    context = {"auswertung": auswertung, "form": load_choices(form), "refused": refused}
    return render(request, "auswertung/erfassen.html", context, status=status)
