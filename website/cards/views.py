"""The cards that messengers and networks fetch for a link."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluation.figures import Figures
from evaluation.models import Ausgabe, Auswertung
from evaluation.readings import phases_of
from municipality.current import current
from phases.rules import about, current_phase
from strategies.models import Baustein, Strategie

from . import cards

# Under the version that pages name it never changes; under another, soon.
_FOREVER = "public, max-age=31536000, immutable"
_SHORT = "public, max-age=600"


@require_safe
def strategie(request, konzept, slug):
    rows = Strategie.objects.select_related("konzept")
    row = get_object_or_404(rows, konzept__slug=konzept, slug=slug)
    now = timezone.now()
    return _answer(request, cards.of_strategie(row, current_phase(phases_of(row), now), now))


@require_safe
def baustein(request, konzept, strategie, kind, slug):
    row = get_object_or_404(
        Baustein.objects.select_related("strategie__konzept"),
        strategie__konzept__slug=konzept,
        strategie__slug=strategie,
        kind=kind,
        slug=slug,
    )
    now = timezone.now()
    phase = current_phase(about(row, phases_of(row.strategie)), now)
    return _answer(request, cards.of_baustein(row, phase, now))


@require_safe
def result(request, konzept, strategie, pk):
    """The card of the newest edition."""
    published = Auswertung.objects.published().filter(
        pk=pk,
        kommentierphase__strategie__konzept__slug=konzept,
        kommentierphase__strategie__slug=strategie,
    )
    rows = Ausgabe.objects.filter(auswertung__in=published)
    rows = rows.select_related("auswertung__kommentierphase__strategie__konzept")
    row = rows.order_by("-number").first()
    return _answer(request, row and cards.of_result(row, Figures.of(row)))


def _answer(request, card):
    if card is None:
        raise Http404
    kommune = current()
    is_named = request.GET.get("v") == card.key(kommune)
    headers = {"Cache-Control": _FOREVER if is_named else _SHORT}
    return HttpResponse(card.png(kommune), content_type="image/png", headers=headers)
