"""Frames and drawn shapes of OpenDocument: pictures, text boxes, formulas, charts."""

import re
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image

from ..blocks import Run
from ..errors import DocumentError
from .mathml import MathReader
from .names import CHART, DRAW, FO, MATH, OFFICE, SVG, TABLE, TEXT, points
from .package import part_of

_READABLE = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_CLIP = re.compile(r"rect\(([^)]*)\)\Z")
_POINTS_PER_INCH = 72
_SCREEN = 96
_CONTENT = {f"{TEXT}p", f"{TEXT}h", f"{TEXT}list", f"{TABLE}table", f"{TEXT}section"}


class Frames:
    """Reads what is drawn in one document.

    Attributes:
        boxes: elements whose content is text, put aside to be read as blocks, once.
    """

    def __init__(self, package, styles, shelf, position):
        self.boxes = []
        self._package = package
        self._styles = styles
        self._shelf = shelf
        self._position = position

    def read(self, element):
        """The pictures and formulas of a frame or shape, as items of a line."""
        before = (len(self.boxes), self._shelf.count)
        items = list(self._read(element))
        yield from items
        if not items and before == (len(self.boxes), self._shelf.count):
            self._leave_out(_alternative_text(element), _("gezeichnete Form"))

    def _read(self, element):
        tag = element.tag
        if tag == f"{DRAW}frame":
            yield from self._frame(element)
        elif tag in {f"{DRAW}g", f"{DRAW}a"}:
            for child in element:
                if isinstance(child.tag, str) and child.tag.startswith(DRAW):
                    yield from self._read(child)
        elif any(child.tag in _CONTENT and "".join(child.itertext()).strip() for child in element):
            self.boxes.append(element)

    def _frame(self, frame):
        """Of several forms of the same content the first that can be shown."""
        alt = _alternative_text(frame)
        box = frame.find(f"{DRAW}text-box")
        if box is None:
            box = frame.find(f"{TABLE}table")
        if box is not None:
            self.boxes.append(box if box.tag == f"{DRAW}text-box" else frame)
            return
        for found in frame.iterchildren(f"{DRAW}object"):
            root = self._object(found)
            if root is not None and (formula := _formula(root)) is not None:
                yield from self._formula_run(formula)
                return
            if root is not None and next(root.iter(f"{CHART}chart"), None) is not None:
                yield from self._chart(frame, found, alt)
                return
        is_object = any(frame.find(f"{DRAW}{name}") is not None for name in ("object-ole",))
        yield from self._image(frame, alt, _("eingebettetes Objekt") if is_object else "")

    def _chart(self, frame, found, alt):
        data = self._package.data(f"{part_of(found)}/content.xml")
        if data is None or not self._shelf.knows(data):
            yield from self._image(frame, alt, _("Diagramm"))
        elif picture := self._shelf.take(data, alt, str(self._position)):
            yield picture

    def _object(self, element):
        try:
            return self._package.object(element)
        except DocumentError:  # a damaged object is no reason to refuse the document
            return None

    def _formula_run(self, formula):
        reader = MathReader()
        text = reader.text(formula)
        if text:
            yield Run(text)
        if not reader.complete or not text:
            self._shelf.note_formula(text, str(self._position))

    def _image(self, frame, alt, reason):
        images = list(frame.iterchildren(f"{DRAW}image"))
        found = [data for image in images if (data := self._package.picture(image))]
        readable = next((data for data in found if data.startswith(_READABLE)), None)
        if readable is not None:
            crop = self._crop(frame, readable)
            name = frame.get(f"{DRAW}name", "")
            place = str(self._position)
            if picture := self._shelf.take(readable, alt, place, crop=crop, name=name):
                yield picture
        elif reason:
            self._leave_out(alt, reason)
        elif found:
            if picture := self._shelf.take(found[0], alt, str(self._position)):
                yield picture
        elif images:
            self._leave_out(alt, _("das Bild liegt nicht in der Datei"))

    def _crop(self, frame, data):
        """What is cut off, as fractions; the file says it in lengths of the whole picture."""
        clip = _CLIP.match(self._styles.graphic(frame.get(f"{DRAW}style-name", ""))(f"{FO}clip")
                           or "")  # fmt: skip
        lengths = [points(part) for part in re.split(r"[,\s]+", clip[1].strip())] if clip else []
        if len(lengths) != 4 or not any(lengths):
            return (0, 0, 0, 0)
        width, height = _size(data)
        top, right, bottom, left = (length or 0 for length in lengths)
        crop = (left / width, top / height, right / width, bottom / height)
        return tuple(round(min(max(part, 0), 1), 5) for part in crop)

    def _leave_out(self, alt, reason):
        self._shelf.leave_out(alt, str(self._position), str(reason))


def _formula(root):
    """The MathML of an embedded object; None where it is none."""
    return root if root.tag == f"{MATH}math" else root.find(f"{OFFICE}body/{MATH}math")


def _alternative_text(element):
    for name in ("desc", "title"):
        found = element.find(f"{SVG}{name}")
        if found is not None and (text := "".join(found.itertext()).strip()):
            return text
    return ""


def _size(data):
    """Width and height of a picture in points; 1 where it cannot be told."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF")) as image:
            dpi = image.info.get("dpi") or (_SCREEN, _SCREEN)
            return tuple(
                max(pixels / (float(per_inch) or _SCREEN) * _POINTS_PER_INCH, 1)
                for pixels, per_inch in zip(image.size, dpi, strict=False)
            )
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return (1, 1)
