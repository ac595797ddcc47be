"""The photos of Stände."""

from django.http import Http404
from django.views.decorators.http import require_safe

from progress.models import Foto

from ..strategies.pictures import hand_out


@require_safe
def foto(request, key, width):
    """Hand out one width of a photo to whom may read the Stand it came with."""
    rows = Foto.objects.filter(key=key).visible_to(request.user)
    rows = list(rows.select_related("stand__vorhaben__konzept"))
    if not rows:
        raise Http404
    rows.sort(key=lambda row: not row.is_public)
    return hand_out(rows[0], width, is_public=rows[0].is_public)
