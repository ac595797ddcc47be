"""What browsers ask for without being told of it."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from . import pictures
from .current import current
from .gates import passes_gates

_A_DAY = "public, max-age=86400"


@passes_gates
@require_safe
def favicon(request):
    return _picture(pictures.favicon(current()), "image/x-icon")


@passes_gates
@require_safe
def touch_icon(request):
    return _picture(pictures.touch_icon(current()), "image/png")


def _picture(content, content_type):
    return HttpResponse(content, content_type=content_type, headers={"Cache-Control": _A_DAY})
