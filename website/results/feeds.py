"""Atom feeds of what is new: the same for whoever asks."""

from datetime import UTC, datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipality.current import current
from municipality.documents import machine_readable
from pagecache.decorators import public_page
from strategies.models import Baustein

from . import news
from .data import public_strategie

# What a feed without news was updated at, where nothing else is known of it.
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@require_safe
@public_page
@machine_readable
def feed(request):
    """Everything that is new on the platform."""
    title = _("%(name)s: Neues") % {"name": current().shown_name}
    content = news.atom(
        title, reverse("phases:start"), request.path, news.of_everything(), begun_at=_LONG_AGO
    )
    return HttpResponse(content, content_type=Atom1Feed.content_type)


@require_safe
@public_page
@machine_readable
def strategie_feed(request, konzept, strategie):
    row = public_strategie(konzept, strategie)
    return _respond(request, row, row.konzept, news.of_strategie(row))


@require_safe
@public_page
@machine_readable
def baustein_feed(request, konzept, strategie, kind, slug):
    row = get_object_or_404(
        Baustein.objects.published().select_related("strategie__konzept"),
        strategie__konzept__slug=konzept,
        strategie__slug=strategie,
        kind=kind,
        slug=slug,
    )
    return _respond(request, row, row.strategie.konzept, news.of_baustein(row))


def _respond(request, row, konzept, rows):
    address = row.get_absolute_url()
    content = news.atom(str(row), address, request.path, rows, begun_at=konzept.created_at)
    return HttpResponse(content, content_type=Atom1Feed.content_type)
