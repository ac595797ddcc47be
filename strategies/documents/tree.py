"""Headings → Strategien and their Bausteine. The same for every format."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from municipality.wording import says_something

from .blocks import (
    BildTeil,
    Block,
    Heading,
    Hinweis,
    ListBlock,
    NoteRef,
    Paragraph,
    Picture,
    plain_text,
    split_lines,
)
from .errors import DocumentError
from .headings import (
    DEFAULT_KIND,
    KIND_NAMES,
    group_kind,
    read_baustein_heading,
    read_strategie_heading,
)
from .places import heading_place
from .serialise import serialise

MAX_LENGTHS = {"number": 20, "outline_number": 20, "title": 500, "source": 300, "region": 200}
"""What the database holds of each; longer values are refused with a sentence."""

_MAX_STRATEGIE_TITLE = 300
_MAX_HEADING = 1000
_SUPPORTS = re.compile(r"(?:Das|Dieses) Leitprojekt unterstützt(?: [^:.]*)?:\s*(?P<rest>.*)\Z")
_REGION = re.compile(
    r"bezieht sich auf das Gebiet (?:des|der|von|vom)\s+(?P<region>.+?)\s*\.(?=\s+[A-ZÄÖÜ]|\s*\Z)"
)


@dataclass(frozen=True)
class HandlungsfeldVerweis:
    """A Handlungsfeld that a Leitprojekt says it supports."""

    number: str
    title: str


@dataclass(frozen=True)
class BausteinTeil:
    """A Baustein as the document gives it. `number` is "" where the heading has none."""

    kind: str
    number: str
    outline_number: str
    title: str
    text: str
    source: str
    region: str
    supports: tuple[HandlungsfeldVerweis, ...]
    place: str


@dataclass(frozen=True)
class StrategieTeil:
    number: str
    title: str
    intro: str
    bausteine: tuple[BausteinTeil, ...]
    place: str


@dataclass(frozen=True)
class Dokumentbaum:
    """Everything the import takes from a document, and what it leaves out."""

    strategien: tuple[StrategieTeil, ...]
    bilder: tuple[BildTeil, ...]
    hinweise: tuple[Hinweis, ...]


@dataclass
class _Section:
    """A heading of the tree and the blocks below it, until the next one."""

    heading: Heading
    kind: str = ""
    blocks: list[Block] = field(default_factory=list)
    bausteine: list["_Section"] = field(default_factory=list)

    @property
    def title(self):
        return _full_title(self.heading)

    @property
    def place(self):
        return heading_place(self.title)


def build_tree(dokument):
    """Sort the blocks of a `ParsedDocument` into a `Dokumentbaum` of Strategien and Bausteine.

    Level-1 headings are Strategien, deeper ones Bausteine; a heading below that of a
    Baustein which names no kind is part of its text.

    Raises:
        DocumentError: no headings, an empty one, a Baustein before the first Strategie,
            or two of the same kind and number; the sentence names the heading.
    """
    hinweise = list(dokument.hinweise)
    sections = _sections(dokument, hinweise)
    strategien = tuple(_strategie(section, dokument.notes, hinweise) for section in sections)
    _refuse_same_identity([(("strategie", s.number), s.title, s.place) for s in strategien])
    return Dokumentbaum(strategien, dokument.bilder, tuple(hinweise))


def _sections(dokument, hinweise):
    strategien = []
    current = None
    group = None
    before_first = []
    last_title = ""
    for block in dokument.blocks:
        if not isinstance(block, Heading):
            (current.blocks if current else before_first).append(block)
            continue
        title = plain_text(block.line)
        if not says_something(title):
            if _visible(block):
                (current.blocks if current else before_first).append(Paragraph(block.line))
                continue
            raise _empty_heading(last_title)
        last_title = _full_title(block)
        _check_length(_Section(block), title, _MAX_HEADING)
        named = read_baustein_heading(title, label=block.label).kind
        if group and block.level <= group[0]:
            group = None
        if block.level == 1 and not named:
            current = _Section(block)
            strategien.append(current)
        elif not strategien:
            raise _before_first(block)
        elif not named and (announced := group_kind(title)):
            group = (block.level, announced)
            current = strategien[-1]
            current.blocks.append(block)
        elif named or not _is_part_of(block, current, strategien[-1]):
            current = _Section(block, named or (group[1] if group else DEFAULT_KIND))
            strategien[-1].bausteine.append(current)
        else:
            current.blocks.append(block)
    if not strategien:
        raise DocumentError(
            _(
                "Das Dokument hat keine Überschriften. Bitte geben Sie den Überschriften in "
                "Word die Formatvorlagen „Überschrift 1“, „Überschrift 2“ …, in Markdown #, ##."
            )
        )
    if text := " ".join(_words(before_first)):
        hinweise.append(
            Hinweis(
                _("vor der ersten Überschrift"),
                _("Der Text vor der ersten Überschrift wurde nicht übernommen: „%(text)s“")
                % {"text": _shortened(text)},
            )
        )
    return strategien


def _is_part_of(heading, current, strategie):
    return current is not strategie and heading.level > current.heading.level


def _strategie(section, notes, hinweise):
    read = read_strategie_heading(plain_text(section.heading.line), label=section.heading.label)
    _check_length(section, read.title, _MAX_STRATEGIE_TITLE)
    _check_length(section, read.number, MAX_LENGTHS["number"])
    bausteine = tuple(_baustein(part, notes, hinweise) for part in section.bausteine)
    _refuse_same_identity([((b.kind, b.number), b.title, b.place) for b in bausteine])
    if not bausteine:
        hinweise.append(Hinweis(section.place, _("Unter dieser Überschrift steht kein Leitziel.")))
    return StrategieTeil(
        number=read.number,
        title=read.title,
        intro=_text(section, _without_bare_groups(section.blocks), notes, hinweise),
        bausteine=bausteine,
        place=section.place,
    )


def _without_bare_groups(blocks):
    """Without headings such as "Leitziele" that have no text of their own."""
    return [
        block
        for block, after in pairwise([*blocks, None])
        if not (isinstance(block, Heading) and (after is None or isinstance(after, Heading)))
    ]


def _baustein(section, notes, hinweise):
    text = plain_text(section.heading.line)
    read = read_baustein_heading(text, label=section.heading.label)
    if read_strategie_heading(text, label=section.heading.label).named:
        hinweise.append(
            Hinweis(
                section.place,
                _(
                    "Die Überschrift wurde als Leitziel gelesen. Eine Strategie braucht die "
                    "oberste Überschriftenebene."
                ),
            )
        )
    blocks, region, supports = section.blocks, "", ()
    if section.kind == "leitprojekt":
        blocks, supports = _take_supports(blocks)
        match = _REGION.search(" ".join(_words(blocks)))
        region = match["region"] if match else ""
    for name, value in (
        ("number", read.number),
        ("outline_number", read.outline_number),
        ("title", read.title),
        ("source", read.source),
        ("region", region),
    ):
        _check_length(section, value, MAX_LENGTHS[name])
    return BausteinTeil(
        kind=section.kind,
        number=read.number,
        outline_number=read.outline_number,
        title=read.title,
        text=_text(section, blocks, notes, hinweise),
        source=read.source,
        region=region,
        supports=supports,
        place=section.place,
    )


def _text(section, blocks, notes, hinweise):
    """The section's Markdown; pictures in its heading stand at the beginning."""
    pictures = tuple(item for item in section.heading.line if isinstance(item, Picture))
    if any(isinstance(item, NoteRef) for item in section.heading.line):
        hinweise.append(
            Hinweis(section.place, _("Die Fußnote in der Überschrift wurde ausgelassen."))
        )
    start = [Paragraph(pictures)] if pictures else []
    return serialise([*start, *blocks], notes, heading_level=section.heading.level)


def _take_supports(
    blocks,
):
    """Cut "Das Leitprojekt unterstützt:" and the Handlungsfelder below it out of the text."""
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        first, *more = [plain_text(line) for line in split_lines(block.line)]
        match = _SUPPORTS.match(first)
        if not match:
            continue
        found = _references([match["rest"], *more] if match["rest"] else more)
        if found is None:
            continue
        end = index + 1
        while end < len(blocks):
            below = _references(_words([blocks[end]]))
            if not below:
                break
            found += below
            end += 1
        if found:
            unique = {(verweis.number, verweis.title): verweis for verweis in found}
            return [*blocks[:index], *blocks[end:]], tuple(unique.values())
    return blocks, ()


def _references(lines):
    """The Handlungsfelder the lines name; None if a line is anything else."""
    found = []
    for line in lines:
        read = read_baustein_heading(line)
        if read.kind != "handlungsfeld":
            return None
        found.append(HandlungsfeldVerweis(read.number, read.title))
    return found


def _words(blocks):
    return [line for block in blocks for line in _block_lines(block)]


def _block_lines(block):
    match block:
        case Paragraph() | Heading():
            yield from filter(None, map(plain_text, split_lines(block.line)))
        case ListBlock():
            for item in block.items:
                yield from _words(list(item))


def _visible(heading):
    return any(isinstance(item, Picture | NoteRef) for item in heading.line)


def _full_title(heading):
    return f"{heading.label} {plain_text(heading.line)}".strip()


def _check_length(section, value, most):
    if len(value) > most:
        raise DocumentError(
            _("%(place)s ist zu lang: „%(value)s“ hat %(length)d Zeichen, möglich sind %(most)d.")
            % {
                "place": section.place,
                "value": _shortened(value),
                "length": len(value),
                "most": most,
            }
        )


def _refuse_same_identity(parts):
    """Two parts that later imports could not tell apart are refused.

    Args:
        parts: kind and number, title, place of each.
    """
    seen = {}
    for (kind, number), title, place in parts:
        identity = (kind, number or f"={title.casefold()}")
        if identity in seen:
            name = _("Strategie") if kind == "strategie" else KIND_NAMES[kind]
            raise DocumentError(
                _(
                    "%(name)s kommt zweimal vor: %(first)s und %(second)s. Bitte geben Sie "
                    "einem der beiden eine andere Nummer oder einen anderen Titel."
                )
                % {
                    "name": f"{name} {number}" if number else f"{name} „{title}“",
                    "first": seen[identity],
                    "second": place,
                }
            )
        seen[identity] = place


def _empty_heading(last_title):
    if last_title:
        return DocumentError(
            _(
                "Nach „%(title)s“ steht eine leere Überschrift. Bitte füllen Sie sie aus oder "
                "löschen Sie den Absatz."
            )
            % {"title": _shortened(last_title)}
        )
    return DocumentError(
        _(
            "Am Anfang des Dokuments steht eine leere Überschrift. Bitte füllen Sie sie aus "
            "oder löschen Sie den Absatz."
        )
    )


def _before_first(heading):
    return DocumentError(
        _(
            "%(place)s steht vor der ersten Strategie. Bitte stellen Sie ihr die Überschrift "
            "der Strategie auf der obersten Ebene („Überschrift 1“) voran."
        )
        % {"place": heading_place(_full_title(heading))}
    )


def _shortened(text):
    return text if len(text) <= 80 else f"{text[:79]}…"
