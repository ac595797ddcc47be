"""Uploaded pictures, decoded under limits: one rule for all that somebody may hand in.

What a file says of itself (its name, its type) counts for nothing: Pillow looks at the bytes,
and tries the decoders of the formats that were asked for, no other. Only pixels are handed on.
"""

import struct
import warnings
from contextlib import contextmanager

from PIL import Image, ImageOps, UnidentifiedImageError


class ImageRefused(Exception):
    """The picture is not decoded."""


class UnknownFormat(ImageRefused):
    """It is none of the formats that were asked for."""


class TooManyPixels(ImageRefused):
    """It would take more memory than it is worth."""


class Damaged(ImageRefused):
    """Its decoder gave up."""


@contextmanager
def decoding(file, *, formats, most_pixels, at_most=None):
    """Give out the picture in ``file``, upright as its camera was held.

    Also what happens to it inside of the block is turned into the errors below, as most
    decoders begin to read when the first pixel is asked for.

    Args:
        file: open, binary.
        formats: names of Pillow's formats.
        most_pixels: told from the head of the file, before anything is decoded.
        at_most: (width, height) that are enough; a large JPEG is decoded smaller, in a
            fraction of the time and memory, but never smaller than this.

    Raises:
        UnknownFormat, TooManyPixels, Damaged.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=formats) as image:
                if image.width * image.height > most_pixels:
                    raise TooManyPixels
                if at_most:
                    image.draft("RGB", at_most)
                yield ImageOps.exif_transpose(image), image.format
    except UnidentifiedImageError as error:
        raise UnknownFormat from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError, struct.error) as error:
        raise Damaged from error
