"""When one may comment: a line of time, and what can be done with each phase."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from municipality.choices import load_choices
from phases import actions
from phases.admin.buttons import announcement
from phases.hours import release_in_words
from phases.inviting import may_invite
from phases.looks import look_of
from phases.models import Kommentierphase
from progress.discussion import included_in
from strategies.models import Baustein

from .access import editors_only, phases_of, strategien_of
from .entries import entry, offered
from .forms import PhaseForm, neighbours
from .line import LineOfTime

Status, State = Kommentierphase.Status, Kommentierphase.State
# So many that are over are listed.
OVER_SHOWN = 20
# So many of the Vorhaben that a phase is about are named.
VORHABEN_SHOWN = 12


@editors_only
@require_safe
def start(request):
    now = timezone.now()
    rows = list(phases_of(request.user).filter(ends_at__gt=now).order_by("starts_at", "pk"))
    over = list(phases_of(request.user).filter(ends_at__lte=now).order_by("-ends_at")[:OVER_SHOWN])
    context = {
        "line": LineOfTime([*reversed(over), *rows], now),
        "rows": [entry(row, now) for row in rows],
        "over": [entry(row, now) for row in over],
        "has_strategien": strategien_of(request.user).exists(),
        "now": now,
    }
    return render(request, "plan/start.html", context)


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def phase(request, pk=None):
    """Set up a phase or change one; „Ansehen“ shows what would come of it, and saves nothing."""
    row = get_object_or_404(phases_of(request.user), pk=pk) if pk else Kommentierphase()
    data = request.POST if request.method == "POST" else None
    with transaction.atomic():
        form = PhaseForm(data, instance=row, strategien=strategien_of(request.user))
        form.was_draft = not pk or row.status == Status.DRAFT
        if data is None:
            return _render(request, form)
        if not form.is_valid() or "ansehen" in data:
            return _render(request, form, status=422 if form.errors else 200)
        return _save(request, form)


def _save(request, form):
    row, is_new = form.instance, form.instance.pk is None
    try:
        with transaction.atomic():
            (actions.create if is_new else actions.change)(row, by=request.user)
    except actions.PhaseConflict as conflict:
        form.add_error(None, str(conflict))
        return _render(request, form, status=409)
    form.log(request.user, ADDITION if is_new else CHANGE)
    if row.status == Status.DRAFT:
        messages.warning(
            request, _("Noch nicht angekündigt. Ohne Ankündigung beginnt die Phase nicht.")
        )
    else:
        messages.success(request, announcement(row))
    if may_invite(row, timezone.now()) and not row.einladungen.exists():
        words = _("Noch ist niemand eingeladen: Tragen Sie hier die Adressen ein.")
        messages.warning(request, words)
        return redirect("plan:invited", row.pk)
    return redirect("plan:start")


def _render(request, form, status=200):
    row = form.instance
    looks = "ansehen" in request.POST and row.strategie_id and row.starts_at and row.ends_at
    context = {
        "form": load_choices(form),
        "row": row,
        "parts": form.parts(),
        "shown": _shown(row) if looks else None,
        "others": list(phases_of(request.user).filter(ends_at__gt=timezone.now())[:20]),
    }
    return render(request, "plan/phase.html", context, status=status)


def _shown(row):
    """What residents would see, what opens, and what is in the way."""
    now = timezone.now()
    public = Baustein.objects.goals().filter(strategie=row.strategie_id, fassung__isnull=False)
    return {
        "look": look_of(row, now),
        "announcement": announcement(row),
        "release": release_in_words(row),
        "goals": public.count(),
        **_vorhaben(row),
        "is_public": row.strategie.is_public,
        "overlaps": list(neighbours(row)),
        "is_over": row.state_at(now) == State.OVER,
    }


def _vorhaben(row):
    """The Vorhaben that would be opened too: how many, and the first of them."""
    if not row.about_vorhaben:
        return {}
    rows = included_in(row.strategie).select_related("konzept")
    return {
        "vorhaben_count": rows.count(),
        "vorhaben": list(rows.order_by("position", "pk")[:VORHABEN_SHOWN]),
    }


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def act(request, pk, name):
    """Announce, open, extend or end a phase, once somebody has read what it means."""
    row = get_object_or_404(phases_of(request.user), pk=pk)
    action = next((each for each in offered(row) if each.name == name), None)
    if action is None:
        raise Http404
    form = action.form_class(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            action.perform(row, by=request.user, **form.cleaned_data)
        except action.refusals as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, action.done % {"count": 1})
            return redirect("plan:start")
    context = {
        "row": row, "action": action, "form": form, "consequences": action.consequences([row]),
        "warnings": action.warnings([row], request.user),
    }  # fmt: skip
    return render(request, "plan/act.html", context, status=422 if form.errors else 200)
