"""The last step: what still stands in its way, or what it will publish."""

from collections import Counter

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.actions import ActionRefused
from evaluation import actions
from evaluation.access import auswertung_for, evaluators_only
from evaluation.hurdles import hurdles
from evaluation.models import Verdict

from ..edition import differences_since
from ..forms import NoteForm


@evaluators_only
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, pk):
    auswertung = auswertung_for(request.user, pk)
    last = auswertung.ausgaben.first()
    # The first edition corrects nothing.
    form = NoteForm(request.POST or None) if last else None
    if request.method != "POST":
        return _render(request, auswertung, last, form)
    if form and not form.is_valid():
        return _render(request, auswertung, last, form, status=422)
    note = form.cleaned_data["note"] if form else ""
    try:
        ausgabe = actions.publish(auswertung, by=request.user, note=note)
    except ActionRefused as refusal:
        return _render(request, auswertung, last, form, refused=str(refusal), status=409)
    messages.success(
        request, _("Ausgabe %(number)d ist veröffentlicht.") % {"number": ausgabe.number}
    )
    return redirect(auswertung)


def _render(request, auswertung, last, form, refused="", status=200):
    context = {
        "auswertung": auswertung,
        "last": last,
        "number": last.number + 1 if last else 1,
        "hurdles": hurdles(auswertung, user=request.user),
        "may_publish": actions.may_publish(auswertung, request.user),
        "verdicts": _verdicts(auswertung),
        "drafts": _drafts(auswertung),
        "differences": differences_since(last) if last else [],
        "contribution_count": auswertung.contributions().count(),
        "form": form,
        "refused": refused,
    }
    return render(request, "auswertung/publish.html", context, status=status)


def _drafts(auswertung):
    """(draft, where it is compared with the Fassung in force) of each changed text."""
    drafts = auswertung.changed_drafts().select_related(
        "baustein__fassung", "baustein__strategie__konzept"
    )
    return [(draft, _difference_url(draft)) for draft in drafts]


def _difference_url(draft):
    current = draft.baustein.fassung
    if current is None:
        return ""
    # Whose address is needed, and which is here already.
    current.baustein = draft.baustein
    return current.get_difference_url(draft)


def _verdicts(auswertung):
    """(label, number) of each verdict that was given."""
    given = Counter(auswertung.anliegen.active().values_list("verdict", flat=True))
    return [(verdict.label, given[verdict]) for verdict in Verdict if given[verdict]]
