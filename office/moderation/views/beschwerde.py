"""Complaints against decisions, for those who may decide them."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments import actions
from comments.access import deciders_only, moderated_konzepte, moderates_anywhere, own_complaints
from comments.actions import ActionRefused
from comments.decisions.forms import ComplaintForm, text_blocks_for
from comments.models import Beschwerde
from comments.words import age

from ..dossier import redactions_of
from ..outcome import Outcome, pop_outcome
from ..queue import COMPLAINTS, PAGE_SIZE, open_complaints, tabs_for


def _with_decision(complaints):
    return complaints.select_related(
        "decided_by", "entscheidung__by", "entscheidung__konzept",
        "entscheidung__kommentar__author", "entscheidung__kommentar__baustein__strategie__konzept",
    )  # fmt: skip


@deciders_only
@require_safe
def complaints(request):
    now = timezone.now()
    rows = _with_decision(open_complaints(request.user)).order_by("at", "pk")[:PAGE_SIZE]
    context = {
        "tabs": tabs_for(request.user, moderates=moderates_anywhere(request.user)),
        "current": COMPLAINTS,
        "complaints": [(row, age(row.at, now)) for row in rows],
        "outcome": pop_outcome(request),
    }
    return render(request, "moderation/beschwerden.html", context)


@deciders_only
@require_http_methods(["GET", "HEAD", "POST"])
def complaint(request, pk):
    row = get_object_or_404(_with_decision(own_complaints(request.user)), pk=pk)
    blocks = text_blocks_for([row.entscheidung.konzept_id])
    form = ComplaintForm(request.POST or None, text_blocks=blocks)
    if request.method != "POST":
        return _render(request, row, form)
    if "einsetzen" in request.POST:
        filled = ComplaintForm(initial=form.filled_in(), text_blocks=blocks)
        return _render(request, row, filled)
    if not form.is_valid():
        return _render(request, row, form, status=422)
    try:
        _decide(request.user, row, **form.content())
    except ActionRefused as refusal:
        row = get_object_or_404(_with_decision(own_complaints(request.user)), pk=pk)
        return _render(request, row, form, refused=str(refusal), status=409)
    Outcome(text=_("Die Beschwerde ist entschieden.")).remember(request)
    return redirect("moderation:complaint", pk)


def _decide(user, row, *, outcome, statement):
    actions.decide_complaint(row, by=user, uphold=outcome == "uphold", statement=statement)


def _render(request, row, form, refused="", status=200):
    entscheidung = row.entscheidung
    context = {
        "complaint": row,
        "is_open": row.status == Beschwerde.Status.OPEN,
        "entscheidung": entscheidung,
        "kommentar": entscheidung.kommentar,
        "redactions": redactions_of(entscheidung.kommentar),
        "moderates": _moderates(request, entscheidung.konzept_id),
        "form": form,
        "refused": refused,
        "outcome": pop_outcome(request),
    }
    return render(request, "moderation/beschwerde.html", context, status=status)


def _moderates(request, konzept_id):
    return moderated_konzepte(request.user).filter(pk=konzept_id).exists()
