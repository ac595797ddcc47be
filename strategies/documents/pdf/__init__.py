"""Reading a PDF: bookmarks, tags, then what the page looks like.

PDFium finds out what is drawn; everything else is ours. It is one program for one thread, so
readers in one process take turns.
"""

from contextlib import closing
from threading import Lock

from pypdfium2 import PdfiumError

from .file import damaged, open_pdf
from .reader import PdfReader

_ONE_AT_A_TIME = Lock()


def read_pdf(data):
    """Read a PDF.

    Args:
        data: the file.

    Returns:
        A `ParsedDocument` with as many ``pages`` as the file; what looks like a heading is a
        `Paragraph` with a `Look`, what bookmarks or tags call one a `Heading`.

    Raises:
        DocumentError: the file cannot be read; the sentence says why.
    """
    with _ONE_AT_A_TIME, closing(open_pdf(data)) as document:
        try:
            return PdfReader(document).read()
        except PdfiumError as error:
            raise damaged() from error
