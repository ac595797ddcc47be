"""Against what is there already: what each part of the document is in the Konzept, and doing it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from office.windows import number_of
from strategies import einlesungen
from strategies.documents import DocumentError
from strategies.documents.abgleich import ImportConflict, ImportOutdated
from strategies.einlesungen import EinlesungChanged

from .. import comparing
from ..access import editors_only, einlesung_for
from .reading import lost


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request, pk):
    """Show what would change; a POST decides about rows, or takes everything over as shown."""
    row = einlesung_for(request.user, pk)
    if not row.is_ready:
        return redirect(row)
    if request.method == "POST":
        return _post(request, row)
    try:
        shown = einlesungen.plan_of(row)
    except DocumentError as error:
        messages.error(request, error.sentence)
        return redirect(row)
    except FileNotFoundError:
        return lost(request)
    start = number_of(request.GET.get("ab")) or 0
    view = comparing.PlanView(shown, start, request.GET.get("alle", ""))
    return render(request, "office/importing/plan.html", {"einlesung": row, "plan": view})


def _here(request, row):
    """The page, with the window of lines it showed."""
    address = reverse("importing:plan", args=[row.pk])
    start = number_of(request.GET.get("ab"))
    return f"{address}?ab={start}" if start else address


def _post(request, row):
    here = _here(request, row)
    if request.POST.get("stand") != str(row.version):
        messages.warning(request, comparing.outdated())
        return redirect(here)
    decisions = comparing.decided(einlesungen.decisions_of(row), request.POST)
    button, _colon, key = request.POST.get("tun", "").partition(":")
    if button == "alle":
        start = number_of(request.GET.get("ab")) or 0
        here = f"{reverse('importing:plan', args=[row.pk])}?{urlencode({'ab': start, 'alle': key})}"
    try:
        einlesungen.decide(row, comparing.stored(decisions), by=request.user)
        if button == "uebernehmen":
            return _take_over(request, row)
    except EinlesungChanged:
        messages.warning(request, comparing.outdated())
    return redirect(f"{here}#zeile-{key}" if key else here)


def _take_over(request, row):
    """Into the Konzept, as the page showed it; or say why not."""
    is_new = row.konzept is None
    try:
        konzept = einlesungen.take_over(row, by=request.user, seen=request.POST.get("abdruck"))
    except ImportOutdated:
        messages.warning(request, comparing.changed_meanwhile())
    except (ImportConflict, DocumentError) as error:
        messages.error(request, str(error))
    else:
        LogEntry.objects.log_actions(
            request.user.pk,
            [konzept],
            ADDITION if is_new else CHANGE,
            change_message=_("Dokument eingelesen."),
        )
        messages.success(request, comparing.taken_over())
        return redirect(konzept)
    return redirect(_here(request, row))
