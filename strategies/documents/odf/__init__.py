"""Reading an OpenDocument text (.odt, .fodt): what its reader sees, as blocks."""

from django.utils.translation import gettext as _

from ..blocks import ParsedDocument
from ..canonical import canonical_blocks
from ..errors import DocumentError
from ..pictures import Shelf
from ..places import Position
from ..word_xml import number
from .charts import draw_charts
from .limits import refuse_odf
from .names import META, OFFICE, TEXT
from .package import FlatPackage, OdfPackage
from .story import OdfStory

__all__ = ["read_odt"]


def read_odt(data, *, limit):
    """Read an OpenDocument text; what is taken over is the same as of a Word document.

    Args:
        data: the file, a ZIP or flat XML.
        limit: bytes the file may have (see `OdfPackage`).

    Returns:
        A `ParsedDocument`.

    Raises:
        DocumentError: the file cannot be read.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        package = FlatPackage(data)
    else:
        package = OdfPackage(data, limit=limit)
    body = package.content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise DocumentError(_("Die Datei hat keinen Text."))
    refuse_odf(package.content)
    shelf = Shelf()
    shelf.draw(package.files("Pictures/"))
    shelf.know(draw_charts(package))
    counted = _counted_pages(package)
    story = OdfStory(package, shelf, Position(), knows_pages=_knows_pages(body, counted))
    blocks = canonical_blocks(story.blocks(body))
    notes = {}
    # A note may hold a note.
    while waiting := story.take_notes():
        for key, note in waiting.items():
            notes[key] = canonical_blocks(story.blocks(note, nested=True))
    pages = counted or (story.page if story.page > 1 else 0)
    return ParsedDocument(blocks, notes, shelf.bilder, shelf.hinweise, pages)


def _counted_pages(package):
    """How many pages the program that wrote the document counted; 0 where it did not say."""
    path = f"{OFFICE}meta/{META}document-statistic"
    statistic = package.meta.find(path) if package.meta is not None else None
    return number(statistic.get(f"{META}page-count")) if statistic is not None else 0


def _knows_pages(body, counted):
    """Whether the breaks between pages are written down: all, or only those people made."""
    if body.get(f"{TEXT}use-soft-page-breaks") == "true" or counted == 1:
        return True
    return next(body.iter(f"{TEXT}soft-page-break"), None) is not None
