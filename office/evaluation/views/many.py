"""Many Anliegen at once: office, deadline, verdict; and their release, each shown before."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from comments.actions import ActionRefused
from evaluation import actions
from evaluation.access import auswertung_for, evaluators_only
from evaluation.models import Anliegen

from ..forms import ManyForm, offices_of
from ..lists import PAGE_SIZE, PUBLIC_COUNT
from .auswertung import render_auswertung

MOST = 200
# Of a box: which Anliegen, and its version as it was shown.
_CHOICE = re.compile(r"(?P<pk>\d{1,18})-(?P<version>\d{1,9})")


@evaluators_only
@require_POST
def many(request, pk):
    """Change the chosen ones, or show those that are to be released; then release them."""
    auswertung = auswertung_for(request.user, pk)
    chosen = _chosen(request)
    rows = auswertung.anliegen.active().filter(pk__in=chosen).order_by("number")
    if not rows:
        refused = _("Bitte wählen Sie zuerst Anliegen aus.")
        return render_auswertung(request, auswertung, refused=refused, status=422)
    if "bestaetigt" in request.POST:
        return _release(request, auswertung, rows, chosen)
    if "freigeben" in request.POST:
        return _show(request, auswertung, rows)
    return _change(request, auswertung, rows, chosen)


def _chosen(request):
    """{pk: version as it was shown}"""
    found = [_CHOICE.fullmatch(value) for value in request.POST.getlist("auswahl")]
    if len(found) > MOST or not all(found):
        raise Http404
    return {int(match["pk"]): int(match["version"]) for match in found}


def _change(request, auswertung, rows, chosen):
    form = ManyForm(request.POST, offices=offices_of(auswertung.strategie.konzept))
    boxes = request.POST.getlist("auswahl")
    if not form.is_valid():
        return render_auswertung(request, auswertung, form=form, chosen=boxes, status=422)

    def change(row):
        actions.edit(row, by=request.user, version=chosen[row.pk], **form.content())

    done, refused = _each(rows, change)
    text = ngettext("%(n)d Anliegen geändert.", "%(n)d Anliegen geändert.", done) % {"n": done}
    return _back(request, auswertung, text if done else "", refused)


@evaluators_only
@require_safe
def to_release(request, pk):
    """All that waits for a release by the user, the first ones to be read and released at once."""
    auswertung = auswertung_for(request.user, pk)
    rows = auswertung.anliegen.to_release_by(request.user).order_by("number")
    return _show(request, auswertung, rows[:PAGE_SIZE], more=max(rows.count() - PAGE_SIZE, 0))


def _show(request, auswertung, rows, *, more=0):
    """What would be released, to be read before; what cannot be, with the reason."""
    rows = list(rows.annotate(contribution_count=PUBLIC_COUNT))
    prepared = [row for row in rows if row.status == Anliegen.Status.PREPARED]
    by_others = [row for row in prepared if row.prepared_by_id != request.user.pk]
    context = {
        "auswertung": auswertung,
        "ready": by_others,
        "own": [row for row in prepared if row not in by_others],
        "unprepared": [row for row in rows if row not in prepared],
        "more": more,
        "query": request.GET.urlencode(),
    }
    return render(request, "auswertung/freigeben.html", context)


def _release(request, auswertung, rows, chosen):
    def release(row):
        actions.release(row, by=request.user, version=chosen[row.pk])

    done, refused = _each(rows, release)
    text = ngettext("%(n)d Anliegen freigegeben.", "%(n)d Anliegen freigegeben.", done)
    return _back(request, auswertung, text % {"n": done} if done else "", refused)


def _each(rows, act):
    """Do it to each row; how many it was done to, and why not to the others."""
    done, refused = 0, []
    for row in rows:
        try:
            act(row)
        except ActionRefused as refusal:
            refused.append(f"{row.label}: {refusal}")
        else:
            done += 1
    return done, refused


def _back(request, auswertung, text, refused):
    if text:
        messages.success(request, text)
    for sentence in refused:
        messages.warning(request, sentence)
    address = reverse("auswertung:auswertung", args=[auswertung.pk])
    return redirect(f"{address}?{request.GET.urlencode()}#anliegen")
