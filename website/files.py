"""Documents to take along: made once, kept for an hour, handed out as what they are."""

from django.core.cache import cache
from django.http import Http404, HttpResponse

from strategies.documents.writing import FORMATS

# Making one costs seconds; what it says of one state stays the same.
KEPT_SECONDS = 60 * 60


def kept_document(key, format, paper):
    """The bytes of a document, written unless they are kept.

    Args:
        key: names what it says, whatever the format.
        format: one of FORMATS.
        paper: a function that returns the Manuscript.

    Raises:
        Http404: there is no such format.
    """
    if format not in FORMATS:
        raise Http404
    write = FORMATS[format].write
    return cache.get_or_set(f"document-{format}-{key}", lambda: write(paper()), KEPT_SECONDS)


def document_response(content, format, name):
    """The answer with a document called ``name`` (without its ending)."""
    return HttpResponse(
        content,
        content_type=FORMATS[format].MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}.{format}"'},
    )
