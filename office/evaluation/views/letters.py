"""Answers by post: who wrote by letter, and one file with a letter for each."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from comments.actions import ActionRefused
from comments.models import Channel, Kommentar
from evaluation import actions
from evaluation.access import auswertung_for, evaluators_only, own_auswertungen
from evaluation.exports.letters import letters as manuscript
from evaluation.models import Absender
from strategies.documents.writing import write

from ..senders import AbsenderForm, LettersForm
from .abwaegung import paper_response

# So many senders, and contributions without one, are listed.
SHOWN = 200


@evaluators_only
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request, pk):
    auswertung = _own(request, pk)
    if request.method != "POST":
        return _render(request, auswertung)
    if "vergessen" in request.POST:
        return _forget(request, auswertung)
    form = LettersForm(request.POST)
    ausgabe = auswertung.ausgaben.first()
    if not form.is_valid() or ausgabe is None:
        refused = "" if ausgabe else _("Briefe gibt es, sobald das Ergebnis veröffentlicht ist.")
        return _render(request, auswertung, form=form, refused=refused, status=422)
    try:
        paper = manuscript(ausgabe)
    except ActionRefused as refusal:
        return _render(request, auswertung, form=form, refused=str(refusal), status=422)
    strategie, format = auswertung.strategie, form.cleaned_data["format"]
    name = f"briefe-nicht-oeffentlich-{strategie.konzept.slug}-{strategie.slug}.{format}"
    actions.record_letters(auswertung, by=request.user, details=name)
    return paper_response(write(paper, format), format, name)


def _own(request, pk):
    """An Auswertung of which one may have internal data, or a 404."""
    auswertung = auswertung_for(request.user, pk)
    if not actions.may_export(auswertung, request.user):
        raise Http404
    return auswertung


def _forget(request, auswertung):
    if "bestaetigt" not in request.POST:
        refused = _("Bitte setzen Sie zuerst das Häkchen: Gelöscht ist gelöscht.")
        return _render(request, auswertung, refused=refused, status=422)
    number = actions.forget_senders(auswertung, by=request.user)
    text = ngettext("%(n)d Anschrift ist gelöscht.", "%(n)d Anschriften sind gelöscht.", number)
    messages.success(request, text % {"n": number})
    return redirect("auswertung:letters", auswertung.pk)


def _render(request, auswertung, form=None, refused="", status=200):
    entered = _entered(auswertung)
    without = entered.filter(absenderbeitrag=None)
    senders = Absender.objects.filter(auswertung=auswertung).annotate(n=Count("beitraege"))
    context = {
        "auswertung": auswertung,
        "form": form or LettersForm(),
        "ausgabe": auswertung.ausgaben.first(),
        "senders": list(senders.prefetch_related("beitraege")[:SHOWN]),
        "sender_count": senders.count(),
        "without": list(without.order_by("pk")[:SHOWN]),
        "without_count": without.count(),
        "refused": refused,
    }
    return render(request, "auswertung/briefe.html", context, status=status)


def _entered(auswertung):
    """What staff entered in the phase, on whatever way it came."""
    rows = Kommentar.objects.filter(kommentierphase=auswertung.kommentierphase_id)
    return rows.exclude(channel=Channel.ONLINE)


@evaluators_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def sender(request, pk):
    """Who one contribution is from; what changes holds for all of theirs."""
    rows = Kommentar.objects.exclude(channel=Channel.ONLINE)
    rows = rows.filter(kommentierphase__auswertung__in=own_auswertungen(request.user))
    kommentar = get_object_or_404(rows.select_related("kommentierphase__auswertung"), pk=pk)
    auswertung = _own(request, kommentar.kommentierphase.auswertung.pk)
    row = Absender.objects.filter(beitraege__kommentar=kommentar).first()
    form = AbsenderForm(request.POST or None, instance=row or Absender(auswertung=auswertung))
    if request.method == "POST" and form.is_valid():
        try:
            _save(form, row, auswertung, kommentar, by=request.user)
        except ActionRefused as refusal:
            return _sender(request, auswertung, kommentar, form, refused=str(refusal), status=409)
        messages.success(request, _("Absender gespeichert."))
        return redirect("auswertung:letters", auswertung.pk)
    status = 422 if request.method == "POST" else 200
    return _sender(request, auswertung, kommentar, form, status=status)


def _save(form, row, auswertung, kommentar, *, by):
    told = {name: form.cleaned_data[name] for name in ("name", "address")}
    if row is None:
        actions.enter_sender(auswertung, kommentar, by=by, **told)
    else:
        stored = Absender.objects.select_related("auswertung").get(pk=row.pk)
        actions.change_sender(stored, by=by, **told)


def _sender(request, auswertung, kommentar, form, refused="", status=200):
    context = {
        "auswertung": auswertung, "kommentar": kommentar, "form": form, "refused": refused,
    }  # fmt: skip
    return render(request, "auswertung/absender.html", context, status=status)
