"""The pictures of a page, taken out while it is open."""

import ctypes
from collections import defaultdict
from hashlib import sha256
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
from django.utils.translation import gettext as _

from ...limits import MOST_PICTURES
from ..limits import refuse
from ..pictures import MAX_PIXELS
from .model import Ready

_SMALLEST = 24  # points; smaller ones are bullets and ornaments
_MOST_OF_PAGE = 0.7
_MOST_TEXT_ON_IT = 200  # characters
_MOST_PLACES = 5_000
_EDGE = 0.14  # of the page's height
_OFTEN = 4  # pages


class Images:
    """Pictures by what they hold: one that stands on each page is decoded once.

    Attributes:
        covered: pages of which a picture is the most.
    """

    def __init__(self):
        self.covered = set()
        self._data = {}
        self._places = 0

    def take(self, document, page, content):
        """Decode the pictures of a page that are content; return them as `Ready`."""
        self._places += len(content.images)
        refuse(self._places, _MOST_PLACES, _("Bilder"))
        return [
            ready
            for image in content.images
            if (ready := self._one(document, page, content, image))
        ]

    def _one(self, document, page, content, image):
        left, bottom, right, top = image.box
        if min(right - left, top - bottom) < _SMALLEST:
            return None
        share = (right - left) * (top - bottom) / max(content.width * content.height, 1)
        if share > _MOST_OF_PAGE:
            self.covered.add(content.number)
            if sum(len(span.text) for span in content.spans) > _MOST_TEXT_ON_IT:
                return None
        image.key = self._decode(document, page, image.handle)
        image.handle = None
        return Ready(image.page, image.box, picture=image)

    def data(self, key):
        """The bytes of a picture, "" with the reason why there are none."""
        return self._data[key]

    def _decode(self, document, page, handle):
        width, height = ctypes.c_uint(), ctypes.c_uint()
        pdfium.FPDFImageObj_GetImagePixelSize(handle, width, height)
        if width.value * height.value > MAX_PIXELS:
            self._data["large"] = (b"", _("das Bild hat zu viele Bildpunkte"))
            return "large"
        length = pdfium.FPDFImageObj_GetImageDataRaw(handle, None, 0)
        raw = ctypes.create_string_buffer(length)
        pdfium.FPDFImageObj_GetImageDataRaw(handle, raw, length)
        key = sha256(b"%d %d " % (width.value, height.value) + bytes(raw)).hexdigest()
        if key not in self._data:
            refuse(len(self._data) + 1, MOST_PICTURES, _("Bilder"))
            self._data[key] = _encoded(document, page, handle, bytes(raw))
        return key


def without_logos(pictures, heights):
    """The pictures without those that stand on page after page.

    Args:
        pictures: `Ready` by page.
        heights: of the pages.
    """
    pages, edges = defaultdict(set), defaultdict(set)
    for found, height in zip(pictures, heights, strict=True):
        for ready in found:
            key, (_left, bottom, _right, top) = ready.picture.key, ready.box
            pages[key].add(ready.page)
            if bottom > (1 - _EDGE) * height or top < _EDGE * height:
                edges[key].add(ready.page)
    gone = {key for key, on in pages.items() if len(on) >= _OFTEN or len(edges[key]) > 1}
    return [[r for r in found if r.picture.key not in gone] for found in pictures]


def _encoded(document, page, handle, raw):
    if raw.startswith(b"\xff\xd8\xff"):
        return raw, ""
    image = pypdfium2.PdfImage(handle, page=page, pdf=document)
    try:
        picture = image.get_bitmap(render=True, scale_to_original=True).to_pil()
    except (pypdfium2.PdfiumError, ValueError):
        return b"", _("das Bild ist beschädigt")
    target = BytesIO()
    picture.save(target, "PNG", compress_level=1)
    return target.getvalue(), ""
