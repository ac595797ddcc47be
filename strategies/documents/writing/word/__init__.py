"""A paper as a Word document (.docx, ECMA-376): A4, German, real headings, numbered pages.

``story`` writes the parts, ``book`` holds them together; what python-docx has no words for is
written as WordprocessingML.
"""

from io import BytesIO

from ..packing import packed_again
from ..parts import PLAIN
from .book import Book

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write(paper, stationery=PLAIN):
    """The Word document of a `Manuscript`, as bytes.

    Args:
        stationery: the `Stationery` it is written on.
    """
    book = Book(paper, stationery)
    book.write()
    file = BytesIO()
    book.document.save(file)
    return packed_again(file.getvalue())
