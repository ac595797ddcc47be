"""What a heading says: number, kind, title, source.

Written after real headings, such as "Strategie 3 - Lebendige Stadt Lenzen" and
"3.4.9 Leitprojekt X „…“ (aus Leitprojekt XI ILEK Magdeburg)".
"""

import re
from dataclasses import dataclass

from municipality.wording import says_something

KIND_NAMES = {
    "leitziel": "Leitziel",
    "handlungsfeld": "Handlungsfeld",
    "leitprojekt": "Leitprojekt",
}
DEFAULT_KIND = "leitziel"

_ARABIC = r"\d{1,2}(?:\.\d{1,2})*[a-z]?"
_ROMAN = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_OUTLINE = re.compile(
    rf"(?P<outline>\d{{1,2}}(?:\.\d{{1,2}})+|\d{{1,2}}(?=\.\s)|{_ROMAN}(?=\.\s))\.?\s+"
)
_NUMBER = rf"(?P<number>{_ARABIC}|{_ROMAN}|[A-Z](?:\.?\d{{1,2}})?(?=\s*[:–—„\"»“-]|\.?\s*\Z))"
_AFTER_NAME = rf"(?:\s+(?:Nr\.\s*)?{_NUMBER}(?=[\s:.,–—„\"»“-]|\Z))?"
_SEPARATOR = re.compile(r"\s*(?:[:–—]|\.(?=\s)|-(?=\s)|(?<=[\s\d])-)\s*|\s+|\Z")
_GROUPS = {
    "leitziele": "leitziel",
    "handlungsfelder": "handlungsfeld",
    "leitprojekte": "leitprojekt",
}
_SOURCE = re.compile(r"\s*\(\s*aus\s+(?P<source>(?:[^()]|\([^()]*\))+?)\s*\)\s*\Z", re.IGNORECASE)
_QUOTES = {"„": "“”", "“": "”", "»": "«", "«": "»", '"': '"', "‚": "‘", "›": "‹"}


@dataclass(frozen=True)
class BausteinHeading:
    """A heading read as that of a Baustein; `kind` is "" where it names none."""

    outline_number: str
    kind: str
    number: str
    title: str
    source: str


@dataclass(frozen=True)
class StrategieHeading:
    """A heading read as that of a Strategie; `named` if it begins with that word."""

    number: str
    title: str
    named: bool


def read_baustein_heading(text, *, label=""):
    """Take a heading apart into a `BausteinHeading`.

    Args:
        text: the heading with normalised blanks.
        label: the number Word shows before it without it being in the text.
    """
    outline, kind, number, rest = _take_apart(text, label, "|".join(KIND_NAMES.values()))
    source = ""
    if match := _SOURCE.search(rest):
        source, rest = match["source"], rest[: match.start()]
    title = unquoted(rest)
    if not says_something(title):
        title = " ".join(filter(None, (KIND_NAMES.get(kind), number)))
    return BausteinHeading(outline, kind, number, title, source)


def read_strategie_heading(text, *, label=""):
    """Take a heading apart into a `StrategieHeading`; arguments as in `read_baustein_heading`."""
    outline, name, number, rest = _take_apart(text, label, "Strategie")
    named = bool(name) and rest != text
    return StrategieHeading(number or outline, unquoted(rest) or text, named)


def group_kind(text):
    """The kind a bare plural such as "3.2 Leitziele" announces for what follows, or ""."""
    match = _OUTLINE.match(text)
    rest = text[match.end() :] if match else text
    return _GROUPS.get(rest.rstrip(" :").lower(), "")


def unquoted(title):
    """The title without the one pair of quotation marks round the whole of it."""
    title = title.strip()
    if len(title) > 1 and title[-1] in _QUOTES.get(title[0], ""):
        inner = title[1:-1]
        if title[0] not in inner and not any(mark in inner for mark in _QUOTES[title[0]]):
            return inner.strip()
    return title


def _take_apart(text, label, names):
    """Outline number, name (lower case), number and title, each "" where missing."""
    outline = ""
    if label:
        outline, text = _outline_of_label(label, text)
    elif match := _OUTLINE.match(text):
        outline, text = match["outline"], text[match.end() :]
    named = re.match(rf"(?P<name>(?i:{names}))\b{_AFTER_NAME}", text)
    if not named:
        return outline, "", "", text
    rest = text[named.end() :]
    separator = _SEPARATOR.match(rest)
    if separator is None:
        if rest[0] not in _QUOTES:
            return outline, "", "", text
        return outline, named["name"].lower(), named["number"] or "", rest
    title = rest[separator.end() :]
    only_blank = bool(title) and not separator[0].strip()
    if named["number"] is None and only_blank and title[0].islower():
        title = text  # "Leitziel der Stadt": the word is part of the title
    return outline, named["name"].lower(), named["number"] or "", title


def _outline_of_label(label, text):
    """Word's label is an outline number, or says the kind itself ("Leitziel 2:")."""
    if (
        label[0].isalpha()
        and len(label.rstrip(".):")) > 1
        and not re.fullmatch(rf"{_ROMAN}[.):]*", label)
    ):
        return "", f"{label} {text}"
    return label.strip("().: "), text
