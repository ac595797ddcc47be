"""Vorhaben: begun out of an Anliegen, a Steckbrief or nothing; changed, published, archived."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from municipality.choices import load_choices
from progress import actions, rules
from progress.models import Vorhaben
from strategies.actions import ActionRefused

from .access import editors_only, planned_by
from .beginning import beginning_of
from .forms import VorhabenForm


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def new(request):
    """Begin a Vorhaben of the Konzept, Anliegen or Baustein that the URL names."""
    begun = beginning_of(request.GET, rules.edited_konzepte(request.user))
    if begun is None:
        raise Http404
    row = Vorhaben(konzept=begun.konzept)
    initial = None if request.method == "POST" else begun.initial()
    form = VorhabenForm(request.POST or None, instance=row, initial=initial)
    if request.method != "POST":
        return _render(request, form)
    if not form.is_valid():
        return _render(request, form, status=422)
    try:
        row = actions.create_vorhaben(begun.konzept, by=request.user, **form.planned())
    except ActionRefused as refused:
        form.add_error(None, str(refused))
        return _render(request, form, status=422)
    messages.success(request, _("Angelegt. Schreiben Sie jetzt den ersten Stand."))
    return redirect("umsetzung:stand", row.pk)


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit(request, pk):
    row = get_object_or_404(planned_by(request.user), pk=pk)
    form = VorhabenForm(request.POST or None, instance=row)
    if request.method != "POST":
        return _render(request, form)
    if not form.is_valid():
        return _render(request, form, status=422)
    try:
        actions.change_vorhaben(row, by=request.user, **form.planned())
    except ActionRefused as refused:
        form.add_error(None, str(refused))
        return _render(request, form, status=422)
    messages.success(request, _("Gespeichert."))
    return redirect("umsetzung:vorhaben", row.pk)


def _render(request, form, status=200):
    row = form.instance
    context = {"form": load_choices(form), "row": row, "konzept": row.konzept}
    return render(request, "office/progress/vorhaben.html", context, status=status)


@editors_only
@require_POST
def publish(request, pk):
    """Publish a Vorhaben with its first Stand."""
    return _act(request, pk, actions.publish_vorhaben, _("Das Vorhaben ist veröffentlicht."))


@editors_only
@require_POST
def archive(request, pk):
    return _act(request, pk, actions.archive, _("Das Vorhaben ist archiviert."))


@editors_only
@require_POST
def restore(request, pk):
    """Show an archived Vorhaben again."""
    return _act(request, pk, actions.restore, _("Das Vorhaben ist wieder öffentlich."))


@editors_only
@require_POST
def remove(request, pk):
    """Delete a Vorhaben that was never public."""
    return _act(request, pk, actions.remove_draft, _("Der Entwurf ist gelöscht."))


def _act(request, pk, action, done):
    row = get_object_or_404(planned_by(request.user), pk=pk)
    try:
        action(row, by=request.user)
    except PermissionDenied:
        messages.error(request, _("Diesen Stand gibt eine zweite Person frei."))
    except ActionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("umsetzung:start")
