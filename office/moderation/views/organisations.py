"""Confirming the names of organisations."""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.names.pseudonyms import reserved_names, skeleton
from comments import actions
from comments.access import moderators_only
from comments.actions import ActionRefused, StatusConflict
from comments.models import Organisation

from ..forms import OrganisationDecisionForm


@moderators_only
@require_safe
def organisations(request):
    rows = Organisation.objects.select_related("person")
    order = list(Organisation.Status)
    context = {"rows": sorted(rows, key=lambda row: order.index(row.status))}
    return render(request, "moderation/organisationen.html", context)


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request, pk):
    row = get_object_or_404(Organisation.objects.select_related("person"), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = OrganisationDecisionForm(data, initial={"seen": row.seen})
    if request.method != "POST" or not form.is_valid():
        return _render(request, row, form, 422 if form.errors else 200)
    try:
        _decide(request, row, form)
    except (ActionRefused, StatusConflict) as refusal:
        form.add_error(None, str(refusal))
        return _render(request, row, form, 409)
    messages.success(request, _("Entschieden. Die Person bekommt eine E-Mail."))
    return redirect("moderation:organisations")


@transaction.atomic
def _decide(request, row, form):
    if form.cleaned_data["seen"] != row.seen:
        raise StatusConflict(
            _("Hier hat sich inzwischen etwas geändert. Bitte sehen Sie noch einmal hin.")
        )
    words = {name: form.cleaned_data[name] for name in ("status", "statement")}
    actions.decide_organisation(row, by=request.user, **words)
    LogEntry.objects.log_actions(
        request.user.pk, [row], CHANGE, change_message=[{"changed": {"fields": [row.status]}}]
    )


def _render(request, row, form, status):
    context = {"row": row, "form": form, **_likeness(row)}
    return render(request, "moderation/organisation.html", context, status=status)


def _likeness(row):
    """Whether somebody writes under this name already, or it reads like one of an office."""
    key = skeleton(row.name)
    others = Organisation.objects.filter(status=Organisation.Status.CONFIRMED).exclude(pk=row.pk)
    return {
        "is_taken": key in map(skeleton, others.values_list("name", flat=True)),
        "is_official": key in map(skeleton, reserved_names()),
    }
