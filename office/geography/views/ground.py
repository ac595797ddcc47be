"""What sketches are drawn on: the layers and the named places of the municipality."""

from django.db import transaction
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from municipality.geography.ground import refresh
from municipality.geography.sketch import draw
from municipality.models import Kartenebene, Ort

from ..access import ground_editors_only
from ..forms import LayerForm, OrtForm
from ..page import PlacePage


@ground_editors_only
@require_safe
def ground(request):
    context = {
        "layers": list(Kartenebene.objects.defer("geometry")),
        "orte": list(Ort.objects.all()),
        "sketch": draw([]),
    }
    return render(request, "places/ground.html", context)


@ground_editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def layer(request, pk=None):
    row = get_object_or_404(Kartenebene, pk=pk) if pk else Kartenebene()
    page = PlacePage(
        request, LayerForm, row, template="places/layer.html", back="places:ground", picks=False
    )
    return page.answer(
        saved=_("Gespeichert. Alle Skizzen zeigen es jetzt."),
        removed=_("Entfernt. Auf den Skizzen ist es nicht mehr."),
        after=refresh,
    )


@ground_editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def ort(request, pk=None):
    row = get_object_or_404(Ort, pk=pk) if pk else Ort()
    page = PlacePage(request, OrtForm, row, template="places/ort.html", back="places:ground")
    return page.answer(
        saved=_("Gespeichert. Alle Skizzen zeigen es jetzt."),
        removed=_("Entfernt. Auf den Skizzen ist es nicht mehr."),
        after=refresh,
    )
