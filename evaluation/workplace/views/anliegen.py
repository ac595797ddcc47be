"""One Anliegen: what it says, what it is made of, and each step with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comments.actions import ActionRefused

from ... import actions
from ..access import staff_of_offices_too
from ..dossier import (
    anliegen_for,
    build_form,
    changes_of,
    contributions_of,
    differences,
    history,
    realised,
    works_on_whole,
)
from ..lists import key_of
from ..steps import STEPS


@staff_of_offices_too
@require_http_methods(["GET", "HEAD", "POST"])
def anliegen(request, pk):
    """Show it; a POST saves what it says."""
    row = get_object_or_404(anliegen_for(request.user), pk=pk)
    if request.method != "POST":
        return redirect(row.merged_into) if row.merged_into else render_anliegen(request, row)
    whole = works_on_whole(request.user, row)
    form = build_form(row, whole=whole, data=request.POST)
    if "einsetzen" in request.POST:
        filled = build_form(row, whole=whole, initial=form.filled_in())
        return render_anliegen(request, row, form=filled)
    if not form.is_valid():
        return render_anliegen(request, row, form=form, status=422)
    try:
        version = form.cleaned_data["version"]
        actions.edit(row, by=request.user, version=version, **form.content())
    except ActionRefused as refusal:
        return _conflict(request, pk, form, refusal)
    messages.success(request, _("Gespeichert."))
    return redirect("auswertung:anliegen", pk)


def _conflict(request, pk, form, refusal):
    """What is stored beside what was typed; saved again, it counts as seen."""
    row = get_object_or_404(anliegen_for(request.user), pk=pk)
    data = request.POST.copy()
    data["version"] = row.version
    again = build_form(row, whole=works_on_whole(request.user, row), data=data)
    again.is_valid()
    return render_anliegen(
        request, row, form=again, refused=str(refusal),
        conflict=differences(row, form.content()), status=409,
    )  # fmt: skip


@staff_of_offices_too
@require_POST
def step(request, pk, name):
    taken = STEPS.get(name)
    if taken is None:
        raise Http404
    row = get_object_or_404(anliegen_for(request.user), pk=pk)
    if not (taken.of_office or works_on_whole(request.user, row)):
        raise PermissionDenied
    form = taken.own_form(row, request.POST)
    if not form.is_valid():
        return render_anliegen(request, row, failed=(name, form), status=422)
    try:
        target = taken.take(row, form, by=request.user)
    except ActionRefused as refusal:
        row = get_object_or_404(anliegen_for(request.user), pk=pk)
        again = {"failed": (name, form), "refused": str(refusal), "status": 409}
        return render_anliegen(request, row, **again)
    messages.success(request, str(taken.done))
    if "zum_beitrag" in request.POST:
        return redirect("auswertung:beitrag", form.cleaned_data["auswahl"][0].pk)
    return redirect(target)


def render_anliegen(request, row, *, form=None, failed=None, conflict=(), refused="", status=200):
    """Render its page.

    Args:
        form: of what it says, with what was typed.
        failed: (name of a step, its form) that could not be taken.
        conflict: what ``differences`` found.
        refused: why nothing was done.
    """
    whole = works_on_whole(request.user, row)
    forms = {name: step.own_form(row) for name, step in STEPS.items()} if whole else {}
    forms |= {name: STEPS[name].own_form(row) for name in ("vorlegen", "aenderungen")}
    if failed:
        forms[failed[0]] = failed[1]
    context = {
        "anliegen": row,
        "auswertung": row.auswertung,
        "whole": whole,
        "form": form or build_form(row, whole=whole),
        "forms": forms,
        "failed": failed[1] if failed else form,
        "failed_name": failed[0] if failed else "",
        "conflict": conflict,
        "refused": refused,
        "page": contributions_of(row, after=key_of(request)),
        "hidden": row.zuordnungen.count() - row.contributions().count(),
        "chosen": request.POST.getlist("auswahl"),
        "changes": changes_of(row, request.user),
        "realised": realised(row),
        "history": history(row),
        "is_overdue": row.is_overdue(timezone.localdate()),
    }
    return render(request, "auswertung/anliegen.html", context, status=status)
