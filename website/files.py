"""Documents to take along: made once, kept for an hour, handed out as what they are."""

import hashlib

from django.core.cache import cache
from django.http import Http404, HttpResponse

from strategies.documents.writing import FORMATS, stationery_state, write

# Making one costs seconds; what it says of one state stays the same.
KEPT_SECONDS = 60 * 60


def kept_document(key, format, paper):
    """The bytes of a document on the stationery of the town, written unless they are kept.

    Args:
        key: names what it says, whatever the format.
        format: one of FORMATS.
        paper: a function that returns the Manuscript.

    Raises:
        Http404: there is no such format.
    """
    if format not in FORMATS:
        raise Http404
    kept = hashlib.sha256(f"{key}{stationery_state()}".encode()).hexdigest()
    return cache.get_or_set(
        f"document-{format}-{kept}", lambda: write(paper(), format), KEPT_SECONDS
    )


def document_response(content, format, name):
    """The answer with a document called ``name`` (without its ending)."""
    return HttpResponse(
        content,
        content_type=FORMATS[format].MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}.{format}"'},
    )
