"""The published result: newest edition of an Auswertung, and each earlier one."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from evaluation.models import Ausgabe, Auswertung
from evaluation.report import AusgabeReport
from municipality.documents import absolute, machine_readable
from pagecache.decorators import public_page
from progress.readings import attach

from ..cards import cards


def _published(konzept, strategie):
    return Auswertung.objects.published().filter(
        kommentierphase__strategie__konzept__slug=konzept,
        kommentierphase__strategie__slug=strategie,
    )


def _ausgaben(auswertungen):
    """The editions of public Auswertungen, newest first."""
    return (
        Ausgabe.objects.filter(auswertung__in=auswertungen)
        .select_related("auswertung__kommentierphase__strategie__konzept")
        .order_by("-auswertung__kommentierphase__ends_at", "-number")
    )


@require_safe
def newest(request, konzept, strategie):
    """The result of the last Kommentierphase that has one."""
    return _render(request, _ausgaben(_published(konzept, strategie)).first())


@require_safe
@public_page
def auswertung(request, konzept, strategie, pk):
    return _render(request, _ausgaben(_published(konzept, strategie).filter(pk=pk)).first())


@require_safe
@public_page
def ausgabe(request, konzept, strategie, pk, number):
    return _render(request, _edition(konzept, strategie, pk, number))


@require_safe
@machine_readable
def dokument(request, konzept, strategie, pk, number):
    """Hand out the document of an edition, byte for byte: its SHA-256 is the one shown."""
    row = _edition(konzept, strategie, pk, number)
    response = HttpResponse(row.document.encode(), content_type="application/json")
    name = f"auswertung-{strategie}-{pk}-ausgabe-{number}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    described = absolute(reverse("municipality:schema", args=["auswertung", 1]))
    response.headers["Link"] = f'<{described}>; rel="describedby"'
    return response


def _edition(konzept, strategie, pk, number):
    rows = _ausgaben(_published(konzept, strategie).filter(pk=pk))
    return get_object_or_404(rows, number=number)


def _render(request, ausgabe):
    if ausgabe is None:
        raise Http404
    report = AusgabeReport(ausgabe, request.GET)
    card = None if report.newer else cards.named(cards.of_result(ausgabe, report.figures))
    attach(report.ergebnisse)
    context = {
        "report": report,
        "ausgabe": ausgabe,
        "changed": report.changed,
        "ergebnisse": report.ergebnisse,
        "topics": report.by_topic(),
        "card": card,
    }
    return render(request, "evaluation/ausgabe.html", context)


@require_safe
@public_page
def canvas(request, konzept, strategie, pk):
    """The newest edition in large letters, one change a screen, for a wall in a meeting."""
    ausgabe = _ausgaben(_published(konzept, strategie).filter(pk=pk)).first()
    if ausgabe is None:
        raise Http404
    report = AusgabeReport(ausgabe, {})
    context = {"report": report, "ausgabe": ausgabe, "changed": report.changed}
    return render(request, "evaluation/canvas.html", context)
