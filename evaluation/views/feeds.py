"""Atom feeds of what is new: the same for whoever asks."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from pagecache.decorators import public_page
from strategies.models import Baustein

from .. import news
from .data import public_strategie


@require_safe
@public_page
def strategie_feed(request, konzept, strategie):
    row = public_strategie(konzept, strategie)
    return _respond(request, row, news.of_strategie(row))


@require_safe
@public_page
def baustein_feed(request, konzept, strategie, kind, slug):
    row = get_object_or_404(
        Baustein.objects.published().select_related("strategie__konzept"),
        strategie__konzept__slug=konzept,
        strategie__slug=strategie,
        kind=kind,
        slug=slug,
    )
    return _respond(request, row, news.of_baustein(row))


def _respond(request, row, rows):
    content = news.atom(str(row), row.get_absolute_url(), request.path, rows)
    return HttpResponse(content, content_type=Atom1Feed.content_type)
