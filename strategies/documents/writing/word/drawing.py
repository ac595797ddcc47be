"""Pictures in the line (ECMA-376, part 1, 20.4), each with a text for who does not see it."""

from io import BytesIO

from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.shared import Mm

from ...pictures import name_of
from ..xml import legible
from .elements import element


def stored_picture(part, stored, picture, identifier, size_mm):
    """The run with a picture of a text.

    Its name lets the reader of the document know it again (``pictures.known_by_name``).
    """
    name = name_of(picture.sha256, stored.data)
    return drawing(part, stored.data, size_mm, identifier, name, picture.alt)


def figure(part, figure, identifier, size_mm):
    """The run with a drawing of the paper's own."""
    return drawing(part, figure.png, size_mm, identifier, f"bild{identifier}", figure.alternative)


def drawing(part, data, size_mm, identifier, name, alternative):
    """The run with any picture."""
    key, _image = part.get_or_add_image(BytesIO(data))
    width, height = map(Mm, size_mm)
    inline = CT_Inline.new_pic_inline(identifier, key, name, width, height)
    inline.docPr.set("name", name)
    inline.docPr.set("descr", legible(alternative))
    for side in "TBLR":
        # Without these some programs keep a distance of their own.
        inline.set(f"dist{side}", "0")
    inline.find(f".//{qn('pic:cNvPr')}").set("name", name)
    return element("r", element("drawing", inline))
