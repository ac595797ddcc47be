"""Text for XML 1.0, which knows no control characters (https://www.w3.org/TR/xml/#charsets)."""

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legible(text):
    """``text`` without what XML cannot hold; not yet escaped."""
    return _ILLEGAL.sub("", str(text))
