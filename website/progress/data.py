"""The Umsetzung of a Konzept for programs: tables, places, a feed, and its steps as calendar."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from evaluation.exports import FORMATS
from municipality.documents import machine_readable
from pagecache.decorators import public_page
from progress.calendar import ical
from progress.exports import NAMES, UmsetzungExport
from progress.models import Vorhaben
from progress.places import PLACES, collection
from progress.readings import news_of, public_vorhaben
from strategies.models import Konzept

from ..results import news
from ..strategies.places import MEDIA_TYPE


def _konzept(slug):
    """The Konzept, if everybody may read what of it is carried out."""
    rows = Konzept.objects.published().filter(vorhaben__in=Vorhaben.objects.published())
    return get_object_or_404(rows.distinct(), slug=slug)


@require_safe
def download(request, konzept, name, format):
    row = _konzept(konzept)
    if name not in NAMES or format not in FORMATS:
        raise Http404
    return UmsetzungExport(row, name, format).response()


@require_safe
@public_page
@machine_readable
def feed(request, konzept):
    row = _konzept(konzept)
    stands = news_of(public_vorhaben().filter(konzept=row), most=news.MOST)
    address = f"{row.get_absolute_url()}umsetzung/"
    content = news.atom(
        _("%(title)s: Umsetzung") % {"title": row.title}, address, request.path,
        [_entry(stand) for stand in stands], begun_at=row.created_at,
    )  # fmt: skip
    return HttpResponse(content, content_type=Atom1Feed.content_type)


@require_safe
@public_page
@machine_readable
def places(request, konzept):
    """Where its Vorhaben are, as GeoJSON."""
    row = _konzept(konzept)
    rows = public_vorhaben().filter(konzept=row).select_related(*PLACES)
    content = collection(rows.order_by("position", "pk"))
    if not content["features"]:
        raise Http404
    return HttpResponse(
        json.dumps(content, ensure_ascii=False, indent=1),
        content_type=MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="vorhaben-{row.slug}.geojson"'},
    )


@require_safe
@public_page
@machine_readable
def calendar(request, konzept):
    """The months in which steps are due, for the calendars of those who subscribe to it."""
    return HttpResponse(ical(_konzept(konzept)), content_type="text/calendar; charset=utf-8")


def _entry(stand):
    vorhaben = stand.vorhaben
    parts = [text for text in (stand.reason, stand.text, stand.next_step) if text]
    return news.News(
        at=stand.published_at,
        title=f"{vorhaben.title}: {stand.get_state_display()}",
        address=vorhaben.get_absolute_url(),
        key=f"stand-{stand.number}",
        html=format_html("<p>{}</p>", " ".join(parts)) if parts else "",
    )
