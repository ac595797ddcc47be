"""Marks in the text of a mail, which its HTML part turns into elements and its text part drops.

They are letters of the private use area, which nobody types; from words of people they are
taken out first.
"""

import re
import unicodedata

from municipality.language import isolated_text

# Around words of people here, and around their names, until it is known whether they go into
# the text or the HTML.
OPEN, CLOSE, NAME = "\ue000", "\ue001", "\ue002"
# Around words that a new text has lost, or gained.
GONE, CAME, END = "\ue003", "\ue004", "\ue005"
# Around the name of a look, at the beginning of a line.
LOOK, LOOKS = "\ue006", "\ue007"
ALL = f"{OPEN}{CLOSE}{NAME}{GONE}{CAME}{END}{LOOK}{LOOKS}"

OWN = re.compile(f"({OPEN}|{NAME})([^{OPEN}{NAME}{CLOSE}]*){CLOSE}")
LOOK_OF_LINE = re.compile(f"{LOOK}([a-z]+){LOOKS}")

SUBJECT_LENGTH = 200


def one_line(text):
    """Return ``text`` as a header can carry it: one line, no control characters, not endless.

    A line break in a pseudonym or title would otherwise begin a header of its own
    (RFC 5322, 2.2).
    """
    clean = _one_line(text)
    return clean if len(clean) <= SUBJECT_LENGTH else f"{clean[: SUBJECT_LENGTH - 1].rstrip()}…"


def _one_line(text):
    words = " ".join(unmarked(str(text)).split())
    return "".join(char for char in words if unicodedata.category(char) not in ("Cc", "Cs"))


def own(text):
    """Return words of people here in one line, marked: the HTML says that they are in German."""
    return f"{OPEN}{one_line(text)}{CLOSE}"


def own_paragraph(text):
    """The same for words that may be longer than a title."""
    return f"{OPEN}{_one_line(text)}{CLOSE}"


def name(text):
    """Return somebody's name in one line, marked: its letters turn nothing around it."""
    return f"{NAME}{one_line(text)}{CLOSE}"


def changed(pieces):
    """Words of a text, marked where they went or came.

    Args:
        pieces: of one side of a ``strategies.diff.Passage``.
    """
    begins = {"delete": GONE, "insert": CAME}
    parts = []
    for piece in pieces:
        text = re.sub(r"\s+", " ", unmarked(piece.text))
        begin = begins.get(piece.kind, "")
        parts.append(f"{begin}{text}{END}" if begin else text)
    return f"{OPEN}{''.join(parts).strip()}{CLOSE}"


def look(text, name):
    """A line that looks like ``name`` in the HTML part: a verdict, or „old“ and „new“."""
    return f"{LOOK}{name}{LOOKS}{text}"


def quote(text):
    """Return ``text`` with every line marked as a quotation (RFC 3676, 4.5)."""
    return "\n".join(f"> {line}".rstrip() for line in unmarked(str(text)).splitlines())


def unmarked(text):
    """The text as its plain part has it."""
    text = LOOK_OF_LINE.sub("", text)
    text = OWN.sub(lambda match: isolated_text(match[2]), text)
    return re.sub(f"[{ALL}]", "", text)
