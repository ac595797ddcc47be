"""Where things are, as GeoJSON to take along: what a page shows, and to the same people."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from municipality.documents import machine_readable
from pagecache.decorators import public_page
from strategies.models import Konzept, Lage
from strategies.places import collection

MEDIA_TYPE = "application/geo+json"


@require_safe
@public_page
@machine_readable
def konzept(request, slug):
    row = get_object_or_404(Konzept.objects.visible_to(request.user), slug=slug)
    return _download(Lage.objects.visible_to(request.user).of_konzept(row), row.slug)


@require_safe
@public_page
@machine_readable
def baustein(request, konzept, strategie, kind, slug):
    rows = Lage.objects.visible_to(request.user).filter(
        baustein__strategie__konzept__slug=konzept,
        baustein__strategie__slug=strategie,
        baustein__kind=kind,
        baustein__slug=slug,
    )
    return _download(rows.select_related("baustein__strategie__konzept"), slug)


def _download(lagen, name):
    content = collection(lagen)
    if not content["features"]:
        raise Http404
    return HttpResponse(
        json.dumps(content, ensure_ascii=False, indent=1),
        content_type=MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}.geojson"'},
    )
