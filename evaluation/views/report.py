"""The published result: newest edition of an Auswertung, and each earlier one."""

import json

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import Ausgabe, Auswertung


def _published(konzept, strategie):
    return Auswertung.objects.published().filter(
        kommentierphase__strategie__konzept__slug=konzept,
        kommentierphase__strategie__slug=strategie,
    )


@require_safe
def newest(request, konzept, strategie):
    """The result of the last Kommentierphase that has one."""
    row = _published(konzept, strategie).order_by("-kommentierphase__ends_at").first()
    if row is None:
        raise Http404
    return _render(request, row.ausgaben.first())


@require_safe
def auswertung(request, konzept, strategie, pk):
    row = get_object_or_404(_published(konzept, strategie), pk=pk)
    return _render(request, row.ausgaben.first())


@require_safe
def ausgabe(request, konzept, strategie, pk, number):
    rows = Ausgabe.objects.filter(auswertung__in=_published(konzept, strategie), auswertung=pk)
    return _render(request, get_object_or_404(rows, number=number))


def _render(request, ausgabe):
    context = {"ausgabe": ausgabe, "content": json.loads(ausgabe.document)}
    return render(request, "evaluation/ausgabe.html", context)
