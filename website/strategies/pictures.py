"""The pictures at the head of pages."""

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from strategies.models import Titelbild

from .views import FILE_CSP

# Its address is that of its content; after a day, a picture taken away is gone everywhere.
_PUBLIC = "public, max-age=86400, immutable"


@require_safe
def titelbild(request, key, width):
    """Hand out one width of a picture to whom may read what it belongs to."""
    rows = Titelbild.objects.filter(key=key).visible_to(request.user).with_target()
    # The same picture may stand at a draft, too.
    rows = sorted(rows, key=lambda row: not row.target.is_public)
    if not rows:
        raise Http404
    return hand_out(rows[0], width, is_public=rows[0].target.is_public)


def hand_out(picture, width, *, is_public):
    """The response with one width of a picture that may be seen.

    Args:
        picture: a Photograph.
        width: as in the URL.
        is_public: whether everybody may; a draft's must not stay in any cache.

    Raises:
        Http404: there is no such width, or its file is gone.
    """
    try:
        file = picture.open(int(width))
    except FileNotFoundError as error:
        raise Http404 from error
    if file is None:
        raise Http404
    response = FileResponse(file, content_type="image/webp")
    response.headers["Content-Security-Policy"] = FILE_CSP
    response.headers["Cache-Control"] = _PUBLIC if is_public else "private, no-store"
    return response
