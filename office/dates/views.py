"""Dates on which people meet: announced, moved, called off."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, DELETION
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from phases.models import Veranstaltung

from .access import editors_only, veranstaltungen_of
from .forms import VeranstaltungForm

# So many of those that are over are listed.
PAST_SHOWN = 50


@editors_only
@require_safe
def veranstaltungen(request):
    own, now = veranstaltungen_of(request.user).with_target(), timezone.now()
    upcoming = list(own.upcoming_at(now))
    over = own.exclude(pk__in=[row.pk for row in upcoming]).order_by("-starts_at", "-pk")
    context = {"upcoming": upcoming, "over": list(over[:PAST_SHOWN])}
    return render(request, "dates/list.html", context)


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def veranstaltung(request, pk=None):
    own = veranstaltungen_of(request.user)
    row = get_object_or_404(own, pk=pk) if pk else Veranstaltung()
    form = VeranstaltungForm(request.POST or None, instance=row, user=request.user)
    if request.method != "POST":
        return _render(request, form)
    if pk and "loeschen" in request.POST and row.status == Veranstaltung.Status.DRAFT:
        return _delete(request, form)
    if not form.is_valid():
        return _render(request, form, status=422)
    form.save()
    form.log(request.user, CHANGE if pk else ADDITION)
    messages.success(request, _saved(row))
    return redirect("dates:list")


def _delete(request, form):
    """Delete a draft, unless somebody else changed it meanwhile: others may know of it by now."""
    if form.forbids_removal():
        return _render(request, form, status=422)
    Veranstaltung.objects.filter(pk=form.instance.pk, status=Veranstaltung.Status.DRAFT).delete()
    form.log(request.user, DELETION)
    messages.success(request, _("Der Entwurf ist gelöscht."))
    return redirect("dates:list")


def _saved(row):
    return {
        Veranstaltung.Status.DRAFT: _("Gespeichert, noch nicht öffentlich."),
        Veranstaltung.Status.PUBLISHED: _("Gespeichert. Der Termin steht auf den Seiten und im "
                                          "Kalender."),
        Veranstaltung.Status.CANCELLED: _("Gespeichert. Der Termin steht als abgesagt auf den "
                                          "Seiten und im Kalender."),
    }[row.status]  # fmt: skip


def _render(request, form, status=200):
    # As stored: the form may have put something else into the row.
    is_draft = form["status"].initial == Veranstaltung.Status.DRAFT
    context = {"form": form, "row": form.instance, "is_draft": form.instance.pk and is_draft}
    return render(request, "dates/form.html", context, status=status)
