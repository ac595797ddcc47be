"""Bars for the report, as PNG at the resolution of a printer. They hold no words:
labels and numbers stand beside them, where they can be read aloud, searched and enlarged.
"""

import io

from PIL import Image, ImageDraw

DPI = 300
_TRACK = (232, 238, 239)
_LINE = (118, 123, 128)


def bar(number, of, *, width_mm, height_mm, ink):
    """A bar that fills ``number`` / ``of`` of its width; at least a hair's breadth of it."""
    image, draw = _canvas(width_mm, height_mm, _TRACK)
    if number:
        length = max(_pixels(0.5), round(image.width * number / of))
        draw.rectangle((0, 0, length - 1, image.height), fill=ink)
    return _png(image)


def columns(numbers, *, width_mm, height_mm, ink):
    """A column for each number, side by side; the highest fills the height."""
    image, draw = _canvas(width_mm, height_mm, "white")
    base, highest = image.height - _pixels(0.3), max(numbers)
    step = image.width / len(numbers)
    gap = min(_pixels(0.8), step / 4)
    for index, number in enumerate(numbers):
        if number:
            top = base - max(_pixels(0.5), round(base * number / highest))
            box = (index * step + gap / 2, top, (index + 1) * step - gap / 2, base)
            draw.rectangle(box, fill=ink)
    draw.rectangle((0, base, image.width, image.height), fill=_LINE)
    return _png(image)


def _pixels(mm):
    return round(mm / 25.4 * DPI)


def _canvas(width_mm, height_mm, colour):
    image = Image.new("RGB", (_pixels(width_mm), _pixels(height_mm)), colour)
    return image, ImageDraw.Draw(image)


def _png(image):
    file = io.BytesIO()
    image.quantize(16).save(file, "PNG", dpi=(DPI, DPI), optimize=True)
    return file.getvalue()
