"""Rows of an outline → the tree of Strategien and Bausteine."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from municipality.wording import says_something

from ..blocks import Block, Heading, Hinweis, NoteRef, Paragraph, Picture, Run
from ..places import heading_place
from ..serialise import serialise
from ..tree import (
    MAX_LENGTHS,
    MAX_STRATEGIE_TITLE,
    BausteinTeil,
    Dokumentbaum,
    StrategieTeil,
    region_of,
    take_supports,
    words_of,
)
from .parts import FRONT
from .presets import BAUSTEINE
from .rows import FACTS


@dataclass
class _Section:
    """A row that becomes a Strategie or a Baustein, with the text of rows that join it."""

    row: object
    part: object
    blocks: list[Block] = field(default_factory=list)
    bausteine: list["_Section"] = field(default_factory=list)


def build(rows, parts, dokument):
    """The `Dokumentbaum` of the rows. ``parts`` are those of the rows, in the same order."""
    hinweise = list(dokument.hinweise)
    strategien = []
    last = None
    for row, part in zip(rows, parts, strict=True):
        if row.kind == "strategie":
            last = _Section(row, part, _own_blocks(part))
            strategien.append(last)
        elif row.kind in BAUSTEINE:
            last = _Section(row, part, _own_blocks(part))
            strategien[-1].bausteine.append(last)
        elif row.kind == "einleitung" and strategien:
            strategien[-1].blocks += _as_text(part, strategien[-1].part)
        elif row.kind == "text" and last:
            last.blocks += _as_text(part, last.part)
    hinweise += _left_out(rows)
    built = tuple(_strategie(section, dokument.notes, hinweise) for section in strategien)
    return Dokumentbaum(built, dokument.bilder, tuple(hinweise))


def _own_blocks(part):
    """What stands below a heading; pictures in the heading stand at the beginning."""
    pictures = tuple(item for item in part.line if isinstance(item, Picture))
    return [*([Paragraph(pictures)] if pictures else []), *part.plain_blocks]


def _as_text(part, owner):
    """A part as text of another: its heading with what stands below it."""
    if not says_something(part.text):
        return part.plain_blocks
    if part.origin in {"cut", "row"} and part.source_block is not None:
        return [part.source_block, *part.plain_blocks]
    level = part.level
    if part.origin != "heading" or part.level <= owner.level:
        level = min(owner.level + 1, 9)
    if isinstance(part.source_block, Heading):
        return [replace(part.source_block, level=level), *part.plain_blocks]
    line = part.line or (Run(part.text),)
    return [Heading(level, line, part.label), *part.plain_blocks]


def _left_out(rows):
    """A hint for each chapter that stays away, not for each heading below it."""
    within = None
    for row in rows:
        if row.is_taken:
            within = None
            continue
        words = row.words
        if row.key == FRONT:
            if text := " ".join(words_of(row.blocks)):
                yield Hinweis(
                    _("vor der ersten Überschrift"),
                    _("Der Text vor der ersten Überschrift wurde nicht übernommen: „%(text)s“")
                    % {"text": shortened(text)},
                )
            continue
        if within is None or row.level <= within:
            within = row.level
            yield Hinweis(
                heading_place(row.heading),
                ngettext(
                    "Bleibt weg (%(count)d Wort Text).",
                    "Bleibt weg (%(count)d Wörter Text).",
                    words,
                )
                % {"count": words},
            )


def _strategie(section, notes, hinweise):
    row = section.row
    bausteine = tuple(_baustein(part, notes, hinweise) for part in section.bausteine)
    place = heading_place(row.heading)
    if not bausteine:
        hinweise.append(Hinweis(place, _("Unter dieser Überschrift steht kein Leitziel.")))
    return StrategieTeil(
        number=row.number,
        title=row.title,
        intro=_text(section, _without_bare_headings(section.blocks), notes, hinweise),
        bausteine=bausteine,
        place=place,
        key=row.key,
    )


def _without_bare_headings(blocks):
    """Without headings such as "Leitziele" that have no text of their own."""
    return [
        block
        for block, after in pairwise([*blocks, None])
        if not (isinstance(block, Heading) and (after is None or isinstance(after, Heading)))
    ]


def _baustein(section, notes, hinweise):
    row = section.row
    blocks, region, supports = section.blocks, "", ()
    if row.kind == "leitprojekt":
        blocks, supports = take_supports(blocks)
        region = region_of(blocks)[: MAX_LENGTHS["region"]]
    return BausteinTeil(
        kind=row.kind,
        number=row.number,
        outline_number=row.outline_number,
        title=row.title,
        text=_text(section, blocks, notes, hinweise),
        source=row.source,
        region=region,
        supports=supports,
        place=heading_place(row.heading),
        key=row.key,
        facts=facts_of(row),
    )


def facts_of(row):
    """Field and value of what a Steckbrief says; what has the same field stands together."""
    found = {}
    for fact in row.facts if row.kind == "leitprojekt" else ():
        if fact.field in FACTS and fact.value:
            found.setdefault(fact.field, []).append(fact.value)
    return tuple((name, "; ".join(dict.fromkeys(found[name]))) for name in FACTS if name in found)


def _text(section, blocks, notes, hinweise):
    if any(isinstance(item, NoteRef) for item in section.part.line):
        place = heading_place(section.row.heading)
        hinweise.append(Hinweis(place, _("Die Fußnote in der Überschrift wurde ausgelassen.")))
    text = serialise(blocks, notes, heading_level=section.part.level)
    if section.row.title_was_cut:
        text = f"{section.row.heading}\n\n{text}".strip()
    return text


def shortened(text):
    return text if len(text) <= 80 else f"{text[:79]}…"


def fitting(value, most):
    """The value if the database holds it, else its beginning up to a word's end."""
    if len(value) <= most:
        return value
    return f"{value[: most - 1].rsplit(' ', 1)[0][: most - 1]}…"


def most_of_title(kind):
    return MAX_STRATEGIE_TITLE if kind == "strategie" else MAX_LENGTHS["title"]
