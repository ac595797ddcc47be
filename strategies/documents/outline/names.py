"""What a heading says: number, kind, title, source.

Written after real headings, such as "Strategie 3 - Lebendige Stadt Lenzen" and
"3.4.9 Leitprojekt X „…“ (aus Leitprojekt XI ILEK Magdeburg)".
"""

import re
from dataclasses import dataclass

from municipality.wording import says_something

from .words import CODES, Words, away, introduces

KIND_NAMES = {
    "leitziel": "Leitziel",
    "handlungsfeld": "Handlungsfeld",
    "leitprojekt": "Leitprojekt",
}
DEFAULT_WORDS = Words()

_ROMAN = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_OUTLINE = re.compile(
    rf"(?P<outline>\d{{1,2}}(?:\.\d{{1,2}})+(?!\d)|\d{{1,3}}(?=\.\s|\))|\(\d{{1,3}}\)"
    rf"|(?i:Nr\.?\s?)\d{{1,3}}(?=[\s:.])|{_ROMAN}(?=\.\s|\))|[A-Z](?=\.\s|\))"
    rf"|(?:[A-Z]|{_ROMAN})\.\d{{1,2}}(?:\.\d{{1,2}})*(?=\.?\s)|[a-z](?=\))"
    rf"|§\s?\d{{1,3}})[.)]?[\s:–—-]+"
)
_CHAPTER = re.compile(
    rf"(?:Teil|Kapitel|Kap\.|Abschnitt)\s+(?P<outline>\d{{1,2}}|{_ROMAN}|[A-Z])(?:\s*[:.)–—|-]|(?=\s))\s*",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?<!\S)(?:[A-ZÄÖÜ]\s){3,}[A-ZÄÖÜ](?!\S)")
_BARE = re.compile(r"(?P<outline>\d{1,2})\s+(?=[^\W\d_])")
_SIMPLE = re.compile(rf"\(?(?:(?i:Nr)\.?\s?)?(?P<number>\d{{1,3}}|{_ROMAN}|[A-Za-z])[.):]*")
_ARABIC = r"\d{1,3}(?:\s?\.\s?\d{1,3})*(?!\d)(?:\.?[a-z](?![^\W_]))?"
_LETTERED = r"[A-Z]{1,3}[ .\-]?\d{1,3}(?:\.\d{1,2})*(?:[a-z](?![^\W_]))?"
_SIGNS = r"[:.,;|/\\·•–—‒―−\-‐→►▶▸▪■●◆=_~<>]"  # noqa: RUF001
_END = rf"(?=[\s)„\"»“]|{_SIGNS}|\Z)"
_BETWEEN = r"[\s_.#(\[]*(?:[\s\-–]*(?:(?i:(?:Nr|Nummer|No|Num)\b)\.?|№|N°))?[\s.:_]*"  # noqa: RUF001
_NUMBER = re.compile(
    rf"(?P<before>{_BETWEEN}(?P<far>(?:[:–—‒―−|]|-(?=\s))\s*)?-?[(\[]?)"  # noqa: RUF001
    rf"(?P<number>{_ARABIC}|{_LETTERED}|{_ROMAN}|[A-Z](?=\s*[):–—|„\"»“\-]|\.?\s*\Z|\.\s|\s+[A-ZÄÖÜ])"
    rf"|[a-z](?=\)))(?P<close>[)\]])?{_END}(?!\s?[%€°])"
)
_AFTER = re.compile(rf"\s*(?P<signs>{_SIGNS}*)(?:\s|{_SIGNS})*")
_GENERIC = re.compile(
    r"(?P<name>[A-ZÄÖÜ][\w-]*(?:ziel|feld|thema|projekt|maßnahme|massnahme|vorhaben"
    r"|strategie))(?=[\s_:#(]+(?:Nr\.?\s*)?(?:\d{1,3}(?!\d)|[A-Z]\d|[IVX]+\b))",
    re.IGNORECASE,
)
_GENERIC_KINDS = {
    "ziel": "leitziel", "feld": "handlungsfeld", "thema": "handlungsfeld", "strategie": "strategie",
}  # fmt: skip
_CODE_KINDS = {code: kind for kind, codes in CODES.items() for code in codes}
_CODE = re.compile(
    rf"(?P<name>{'|'.join(sorted(_CODE_KINDS, key=len, reverse=True))})"
    rf"(?:[ .\-_:]?(?=\d|[A-Z]\.?\d|{_ROMAN}\b)|(?<=[A-Z]{{2}})[ \-_](?=[A-Z](?:[\s:–—|]|\Z)))"
)
_SHORT = re.compile(r"(?P<number>[MP][ .\-]?\d{1,3}(?:\.\d{1,2})*)(?=\s*[:–—|]|\s+[A-ZÄÖÜ„])")
_ORDINALS = (
    "erst", "zweit", "dritt", "viert", "fünft", "sechst", "sieb(?:en)?t", "acht", "neunt", "zehnt",
    "elft", "zwölft",
)  # fmt: skip
_ORDINAL = re.compile(
    r"(?:das |die |der |unser )?(?P<ordinal>" + "|".join(_ORDINALS) + r")e[rsn]?\s+", re.IGNORECASE
)
_ATTRIBUTES = re.compile(r"\s*\{[#.][\w .:#-]*\}\s*\Z")
_CARDINALS = (
    "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
    "zwölf",
)  # fmt: skip
_IN_WORDS = re.compile(
    rf"\s+(?P<word>{'|'.join(_CARDINALS)})(?=\s*[:–—|]|\s+-\s|\Z)", re.IGNORECASE
)
_BEFORE = re.compile(r"(?:[^\w„“\"»«‚'§#&+%€]|_)*(?:(?:Das|Der|Die|Unser|Unsere)\s+(?=\S+\s+\d))?")
_AT_END = re.compile(
    r"\s*[(\[](?P<inner>[^()\[\]]{2,60})[)\]]\s*\Z|\s+[–—|-]\s+(?P<behind>[^–—|]{2,40})\Z"
)
_REMARK = re.compile(r"\s*[(\[][^()\[\]]{1,40}[)\]]\s*(?=[:–—|])")
_SOURCE = re.compile(r"\s*\(\s*aus\s+(?P<source>(?:[^()]|\([^()]*\))+?)\s*\)\s*\Z", re.IGNORECASE)
_OF_THE_TOWN = re.compile(
    r"\s+(?:der|des|für|bis|in)\s+(?:(?:die|das|den|der)\s+)?(?:[\w-]*stadt\w*|[\w-]*gemeinde\w*|"
    r"[\w-]*region\w*|[\w-]*entwicklung\w*|[\w-]*dorf\w*|(?:jahr\s+)?20\d\d)\Z|\s+20\d\d\Z"
)
_NOTE_MARK = re.compile(r"(?<=[a-zäöüß]{3})[\u00b9\u00b2\u00b3\u2074-\u2079]{1,2}\s*\Z")
_QUOTES = {"„": "“”", "“": "”", "»": "«", "«": "»", '"': '"', "‚": "‘", "›": "‹"}  # noqa: RUF001
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True)
class Reading:
    """A heading taken apart; each part is "" where it is missing.

    Attributes:
        kind: "strategie" or that of a Baustein, "" where the heading names none.
        name: the word that names the kind, as written.
        is_sure: whether that word means nothing else.
    """

    outline_number: str
    kind: str
    number: str
    title: str
    source: str = ""
    name: str = ""
    is_sure: bool = False

    @property
    def simple_number(self):
        """The number before a heading that names no kind, unless it counts chapters."""
        match = _SIMPLE.fullmatch(self.outline_number)
        return match["number"] if match else ""


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


def read_heading(text, *, label="", words=DEFAULT_WORDS):
    """Take a heading apart into a `Reading`.

    Args:
        text: the heading with normalised blanks.
        label: the number Word shows before it without it being in the text.
        words: how kinds are called.
    """
    outline = ""
    text = _SPACED.sub(lambda found: found[0].replace(" ", ""), _ATTRIBUTES.sub("", text))
    if label:
        outline, text = _outline_of_label(label, text)
    elif match := _OUTLINE.match(text) or _CHAPTER.match(text):
        outline, text = match["outline"], text[match.end() :]
    elif named := _named_behind_number(text, words):
        return named
    return _named(outline, text, words) or Reading(outline, "", "", *_title_and_source(text))


def _named_behind_number(text, words):
    """ "3 Strategie Lebendige Mitte": as a page shows the number that Word generates."""
    match = _BARE.match(text)
    named = _named(match["outline"], text[match.end() :], words) if match else None
    if named and named.name and (named.is_sure or named.number or named.kind == "strategie"):
        return named
    return None


def _named(outline, text, words):
    plain = text.translate(_WIDE)
    ordinal = ""
    start = _BEFORE.match(plain).end()
    if match := _ORDINAL.match(plain, start):
        ordinal, start = _ordinal(match["ordinal"]), match.end()
    name, kind, end, is_sure = _name_at(plain, start, words)
    if not kind:
        return _short(outline, text, plain) or _named_at_end(outline, text, words)
    number, after = "", end
    match = _NUMBER.match(plain, end)
    if match and (not _needs_sign(match) or _has_sign(plain, match.end())):
        number, after = match["number"], match.end()
    elif match := _IN_WORDS.match(plain, end):
        number, after = str(_CARDINALS.index(match["word"].lower()) + 1), match.end()
    if remark := number and _REMARK.match(plain, after):
        after = remark.end()
    signs = _AFTER.match(plain, after)
    title = re.sub(r"\A»\s+", "", text[signs.end() :])
    has_sign = bool(signs["signs"])
    if not number and ordinal:
        number = ordinal
    if not number and not _may_stand_alone(title, has_sign=has_sign, is_sure=is_sure):
        return None
    if not number and title and not has_sign and _goes_on(title):
        return Reading(outline, kind, "", *_title_and_source(text), name, False)
    if not number and end < len(plain) and signs.end() == end and title[:1] not in _QUOTES:
        return None  # "Leitziel+": no name at all
    simple = Reading(outline, "", "", "").simple_number
    if not number and simple and kind != "strategie":
        number, outline = simple, ""
    return Reading(outline, kind, number, *_title_and_source(title), name, is_sure)


def _name_at(plain, start, words):
    """Name, kind, where it ends, and whether the name can mean nothing else."""
    if match := words.name_pattern.match(plain, start):
        name = match["name"]
        return name, words.kind_of(name), match.end(), not words.is_unsure(name)
    if match := _GENERIC.match(plain, start):
        name = match["name"]
        kinds = (k for ending, k in _GENERIC_KINDS.items() if name.lower().endswith(ending))
        return name, next(kinds, "leitprojekt"), match.end(), False
    if match := _CODE.match(plain, start):
        return match["name"], _CODE_KINDS[match["name"]], match.end("name"), True
    return "", "", start, False


def _short(outline, text, plain):
    """ "M 3: Radweg", "P12 Badestelle": the letter of the number says the kind."""
    match = _SHORT.match(plain)
    if not match:
        return None
    title = text[_AFTER.match(plain, match.end()).end() :]
    return Reading(outline, "leitprojekt", match["number"], *_title_and_source(title), "", False)


def _named_at_end(outline, text, words):
    """ "Wohnen für alle (Leitziel 1)"."""
    match = _AT_END.search(text)
    said = match and (match["inner"] or match["behind"])
    if not said or not match.start() or said.lower().startswith("aus "):
        return None
    is_name = words.name_pattern.match(said) or _CODE.match(said)
    inner = _named("", said, words) if is_name else None
    if inner is None or not inner.number or says_something(inner.title):
        return None
    return Reading(
        outline,
        inner.kind,
        inner.number,
        *_title_and_source(text[: match.start()]),
        inner.name,
        True,
    )


def _needs_sign(match):
    """Whether a number could be one of the title: "Ziel: 3 Kitas", "Leitprojekt 100 Dächer"."""
    return bool(match["far"]) or re.fullmatch(r"\d{3}", match["number"]) is not None


def _may_stand_alone(title, *, has_sign, is_sure):
    """Whether a name without a number is one: a word of everyday use needs a sign behind it."""
    return is_sure or has_sign or bool(title and not _goes_on(title))


def _goes_on(title):
    """ "Leitziel der Stadt": the name is part of the title."""
    return title[0].islower() or title[0].isdigit()


def _has_sign(plain, position):
    return bool(_AFTER.match(plain, position)["signs"]) or position == len(plain)


def _ordinal(word):
    word = word.lower()
    found = (n for n, pattern in enumerate(_ORDINALS, 1) if re.fullmatch(pattern, word))
    return str(next(found, ""))


def _title_and_source(text):
    source = ""
    text = _NOTE_MARK.sub("", text)
    if match := _SOURCE.search(text):
        source, text = match["source"], text[: match.start()]
    return unquoted(text), source


def read_baustein_heading(text, *, label="", words=DEFAULT_WORDS):
    """Take a heading apart into a `BausteinHeading`; arguments as in `read_heading`."""
    read = read_heading(text, label=label, words=words)
    if read.kind == "strategie":
        whole = Reading(read.outline_number, "", "", *_title_and_source(text))
        return BausteinHeading(whole.outline_number, "", "", whole.title, whole.source)
    return BausteinHeading(read.outline_number, read.kind, read.number, title_of(read), read.source)


def title_of(read):
    """The title, or what names the part where there is none ("Leitziel 3")."""
    if says_something(read.title):
        return read.title
    return " ".join(filter(None, (KIND_NAMES.get(read.kind, "Strategie"), read.number)))


def read_strategie_heading(text, *, label="", words=DEFAULT_WORDS):
    """Take a heading apart into a `StrategieHeading`; arguments as in `read_heading`."""
    read = read_heading(text, label=label, words=words)
    if read.kind == "strategie" and (read.number or read.title != unquoted(text)):
        return StrategieHeading(read.number or read.outline_number, read.title or text, True)
    return StrategieHeading(read.outline_number, _title_without_outline(text, label), False)


def _title_without_outline(text, label):
    if not label and (match := _OUTLINE.match(text)):
        text = text[match.end() :]
    return unquoted(text)


def group_kind(text, *, words=DEFAULT_WORDS):
    """The kind a bare plural such as "3.2 Leitziele" announces for what follows, or ""."""
    match = _OUTLINE.match(text) or _CHAPTER.match(text) or re.match(r"\d{1,2}\s+", text)
    rest = text[match.end() :] if match else text
    rest = re.sub(r"^(?:die|unsere)\s+", "", rest.strip(" :.–-"), flags=re.IGNORECASE)
    rest = " ".join(rest.lower().replace("&", "und").split())
    return words.groups.get(rest) or words.groups.get(_OF_THE_TOWN.sub("", rest), "")


def is_usual(title):
    """What heads a paragraph below any goal ("Ausgangslage"), and titles none."""
    return bool(introduces(title) or away(title) or group_kind(title))


def unquoted(title):
    """The title without the one pair of quotation marks round the whole of it."""
    title = title.strip()
    if len(title) > 1 and title[-1] in _QUOTES.get(title[0], ""):
        inner = title[1:-1]
        if title[0] not in inner and not any(mark in inner for mark in _QUOTES[title[0]]):
            return inner.strip()
    return title


def _outline_of_label(label, text):
    """Word's label is an outline number, or says the kind itself ("Leitziel 2:")."""
    if (
        label[0].isalpha()
        and len(label.rstrip(".):")) > 1
        and not re.fullmatch(rf"{_ROMAN}[.):]*|[A-Z]?\.?\d[\d.]*[.):]*", label)
    ):
        return "", f"{label} {text}"
    return label.strip("().: "), text
