"""HTML as tests compare it."""

import re


def joined(html):
    """``html`` without white space beside tags: where a template breaks its lines is no matter."""
    return re.sub(r" ?(<[^>]*>) ?", r"\1", re.sub(r"[ \t\n]+", " ", html))
