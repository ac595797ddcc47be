"""Who may write first in a phase: their addresses, seen by the Redaktion of the Konzept alone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from phases.actions import PhaseConflict
from phases.invitations import KEPT
from phases.inviting import invite, may_invite, uninvite

from .access import editors_only, phases_of
from .forms import AddressesForm


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request, pk):
    """The list, and the form that puts addresses on it or takes them off."""
    phase = get_object_or_404(phases_of(request.user), pk=pk)
    if request.method != "POST":
        return _render(request, phase, AddressesForm())
    one = request.POST.get("streichen")
    form = AddressesForm({"addresses": one or request.POST.get("addresses", "")})
    if not form.is_valid():
        return _render(request, phase, form, status=422)
    change = _take_off if one or "alle_streichen" in request.POST else _put_on
    try:
        messages.success(request, change(phase, form.cleaned_data["addresses"], request.user))
    except PhaseConflict as conflict:
        form.add_error(None, str(conflict))
        return _render(request, phase, form, status=409)
    return redirect("plan:invited", phase.pk)


def _put_on(phase, addresses, user):
    number = invite(phase, addresses, by=user)
    if not number:
        return _("Alle diese Adressen stehen schon auf der Liste.")
    words = ngettext("%(n)d Adresse eingetragen.", "%(n)d Adressen eingetragen.", number)
    return words % {"n": number}


def _take_off(phase, addresses, user):
    number = uninvite(phase, addresses, by=user)
    words = ngettext("%(n)d Adresse gestrichen.", "%(n)d Adressen gestrichen.", number)
    return words % {"n": number}


def _render(request, phase, form, status=200):
    rows = list(phase.einladungen.all())
    context = {
        "row": phase,
        "form": form,
        "rows": rows,
        "told": sum(row.told_at is not None for row in rows),
        "may_invite": may_invite(phase, timezone.now()),
        "kept_until": phase.ends_at + KEPT,
    }
    return render(request, "plan/invited.html", context, status=status)
