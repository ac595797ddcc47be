"""Where the work begins: own Auswertungen, phases to evaluate, Anliegen of one's office."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comments.actions import ActionRefused
from evaluation import actions
from evaluation.access import evaluators_only, has_office, own_auswertungen, staff_of_offices_too
from evaluation.models import Anliegen
from evaluation.models.auswertung import evaluated_konzepte
from phases.models import Kommentierphase

from ...teamwork.marks import mark
from ..lists import key_of, load_work
from ..progress import progress_of


@staff_of_offices_too
@require_safe
def start(request):
    user, today = request.user, timezone.localdate()
    rows = list(own_auswertungen(user).with_strategie())
    progress = progress_of(rows, today)
    phases = _own_phases(user).filter(auswertung=None, starts_at__lte=timezone.now())
    context = {
        "auswertungen": [(row, progress[row.pk], progress[row.pk].bars(row)) for row in rows],
        "phases": list(phases),
        "evaluates": evaluated_konzepte(user).exists(),
        "work": _work_of_office(request) if has_office(user) else None,
        "today": today,
    }
    return render(request, "auswertung/start.html", context)


def _own_phases(user):
    return (
        Kommentierphase.objects.public()
        .filter(strategie__konzept__in=evaluated_konzepte(user))
        .select_related("strategie__konzept")
    )


def _work_of_office(request):
    """The Anliegen one has for one's office alone."""
    whole = own_auswertungen(request.user)
    rows = Anliegen.objects.visible_to(request.user).active().exclude(auswertung__in=whole)
    work = load_work(rows, after=key_of(request))
    mark(work.rows, "anliegen")
    return work


@evaluators_only
@require_POST
def begin(request, pk):
    phase = get_object_or_404(_own_phases(request.user), pk=pk)
    try:
        row = actions.begin(phase, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("auswertung:start")
    messages.success(request, _("Die Auswertung hat begonnen."))
    return redirect("auswertung:auswertung", row.pk)
