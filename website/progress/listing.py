"""What is being carried out: one line for each Vorhaben, of the town or of one Konzept."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluation.exports import FORMATS
from municipality.choices import load_choices
from pagecache.decorators import public_page
from progress import discussion, readings
from progress.filters import VorhabenFilter
from progress.overview import Overview
from progress.places import PLACES, sketch_of
from strategies.models import Konzept, Strategie

from ..strategies import views as strategies

PAGE_SIZE = 50


@require_safe
@public_page
def umsetzung(request):
    """All Vorhaben of the town."""
    return _render(request, readings.public_vorhaben(), konzept=None)


@require_safe
@public_page
def konzept(request, konzept):
    """Those of one Konzept; a Strategie that was called so before keeps its address."""
    own = Strategie.objects.visible_to(request.user).filter(konzept__slug=konzept)
    if own.filter(slug="umsetzung").exists():
        return strategies.strategie(request, konzept, "umsetzung")
    row = get_object_or_404(Konzept.objects.published().select_related("umsetzung"), slug=konzept)
    row.editions = list(row.umsetzungsberichte.all())
    return _render(request, readings.public_vorhaben().filter(konzept=row), konzept=row)


def _render(request, rows, *, konzept):
    rows = rows.order_by("konzept__title", "position", "pk")
    filter_ = VorhabenFilter(request.GET, queryset=rows)
    overview = Overview(rows, filter_)
    if konzept and not overview.total:
        raise Http404
    page = _page(filter_.qs, request.GET.get("seite"))
    context = {
        "konzept": konzept,
        "several": konzept is None and len({row.konzept_id for row in page}) > 1,
        "overview": overview,
        "filter": filter_,
        "form": load_choices(filter_.form),
        "page": page,
        **_talk_about(page),
        "formats": list(FORMATS),
        "news": readings.news_of(rows),
        **_places_of(page),
    }
    return render(request, "progress/umsetzung.html", context)


def _places_of(page):
    sketch, placed = sketch_of(page.object_list)
    return {"sketch": sketch, "placed": placed}


def _talk_about(page):
    """What people say about the Vorhaben of a page, and until when they can."""
    now = timezone.now()
    return {"open_phase": discussion.attach(page.object_list, now), "now": now}


def _page(rows, number):
    """So many lines, with the texts they belong to and where these are."""
    rows = readings.with_steps(rows)
    rows = rows.select_related(*PLACES)
    page = Paginator(rows, PAGE_SIZE).get_page(number)
    page.object_list = list(page.object_list)
    today = timezone.localdate()
    for row in page.object_list:
        row.stale = row.stale_months(today)
    return page
