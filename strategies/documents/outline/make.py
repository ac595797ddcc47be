"""A document and the decisions about it → its outline, with the tree it would become."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _

from municipality.wording import says_something

from ..blocks import (
    Heading,
    ListBlock,
    Paragraph,
    ParsedDocument,
    Picture,
    Quote,
    Table,
    plain_text,
)
from ..tree import MAX_LENGTHS
from .build import build, fitting, most_of_title
from .decisions import Decisions
from .keys import Keys
from .lists import unfolded
from .looks import Looks
from .names import KIND_NAMES, Reading, title_of
from .parts import FRONT, IMPLIED, Part, cut_apart, join, with_added
from .presets import BAUSTEINE, propose
from .rows import Fact, Row
from .steckbriefe import leading_facts
from .tables import Tables
from .words import Words

_TAKEN = ("strategie", *BAUSTEINE)
_JOINING = {"einleitung", "text"}


@dataclass(frozen=True)
class Summary:
    """What will happen, in numbers.

    Attributes:
        counts: how many rows become a Strategie, Leitziel, Handlungsfeld, Leitprojekt.
        left_out: rows that stay away.
        words_left_out: words of these.
        pages_left_out: their pages, 0 where the document does not say.
        open: rows with a question, a doubt or a picture without description.
    """

    counts: dict
    left_out: int
    words_left_out: int
    pages_left_out: int
    open: int


@dataclass(frozen=True)
class Outline:
    """The rows of a document. ``parts`` are what they are made of, for `baum`."""

    rows: tuple[Row, ...]
    parts: tuple[Part, ...]
    dokument: ParsedDocument

    def baum(self):
        """The `Dokumentbaum` that is imported; nothing is refused for its outline."""
        return build(self.rows, self.parts, self.dokument)

    @property
    def described(self):
        """The description of each picture in the text, by its sha256."""
        found = {}
        for picture in pictures_in(self.dokument.blocks):
            found.setdefault(picture.sha256, picture.alt)
        return found

    def summary(self):
        counts = Counter(row.kind for row in self.rows)
        away = [row for row in self.rows if row.kind == "weg"]
        return Summary(
            counts={kind: counts[kind] for kind in _TAKEN},
            left_out=len(away),
            words_left_out=sum(row.words for row in away),
            pages_left_out=_pages(self.rows, self.dokument.pages),
            open=sum(bool(r.questions or r.doubts or r.undescribed) for r in self.rows),
        )


def make_outline(parsed, *, words=None, decisions=None, title=""):
    """The `Outline` of a document.

    Args:
        parsed: a `ParsedDocument`.
        words: how kinds are called, as `Words`.
        decisions: what a person decided about it, as `Decisions`.
        title: that of the Konzept, for a Strategie where the document names none.
    """
    words = words or Words()
    decisions = decisions or Decisions()
    parsed = _with_alternatives(parsed, decisions.pictures)
    parsed = replace(parsed, blocks=tuple(unfolded(parsed.blocks, words)))
    keys = Keys()
    looks = Looks(parsed.blocks, words)
    tables = Tables(parsed.blocks, words, decisions.facts, keys)
    parts = cut_apart(
        parsed, words=words, decisions=decisions, keys=keys, looks=looks, tables=tables
    )
    parts = join(parts, frozenset(decisions.joined), frozenset(decisions.cuts))
    parts = with_added(parts, decisions.added, words=words)
    for part in parts:
        if part.reading.kind == "leitprojekt" and not part.facts:
            part.facts = leading_facts(part.plain_blocks, decisions.facts)
            part.blocks = part.blocks[len(part.facts) :]
    for part in parts:
        level = str(decisions.rows.get(part.key, {}).get("level", ""))
        part.level = int(level) if level.isdigit() and 1 <= int(level) <= 9 else part.level
    propose(parts, words=words, decisions=decisions)
    parts = _in_order(_with_strategie(parts, title), decisions.order)
    parts = _with_strategie(parts, title)
    rows = [_row(part, decisions) for part in parts]
    rows = _with_questions(rows)
    return Outline(tuple(rows), tuple(parts), parsed)


def _with_strategie(parts, title):
    """With a Strategie before the first part that needs one; it bears the Konzept's title."""
    kinds = [part.kind for part in parts]
    first = next((n for n, kind in enumerate(kinds) if kind in _TAKEN), None)
    if first is None or kinds[first] == "strategie":
        return parts
    place = next((n for n, kind in enumerate(kinds[:first]) if kind in _JOINING), first)
    parts = [part for part in parts if part.key != IMPLIED]
    implied = Part(IMPLIED, origin="look", kind="strategie", preset="strategie", guess=True)
    implied.reading = Reading("", "", "", title or _document_title(parts) or _("Konzept"))
    implied.questions.append(_("Das Dokument nennt hier keine Strategie. Wie soll sie heißen?"))
    return [*parts[:place], implied, *parts[place:]]


def _document_title(parts):
    """The first line of what stands before all headings, or the heading that was the title."""
    if parts and parts[0].key == FRONT:
        for block in parts[0].plain_blocks:
            if isinstance(block, Paragraph) and (text := plain_text(block.line)):
                return text if len(text) <= 150 else ""
    return ""


def _in_order(parts, order):
    """The parts as a person moved them; new ones stay behind the one before them."""
    if not order:
        return parts
    wanted = {key: index for index, key in enumerate(order)}
    placed, position = [], (-1, 0)
    for index, part in enumerate(parts):
        position = (wanted[part.key], 0) if part.key in wanted else (position[0], index + 1)
        placed.append((position, index, part))
    return [part for _position, _index, part in sorted(placed, key=lambda entry: entry[:2])]


def _row(part, decisions):
    decided = decisions.rows.get(part.key, {})
    kind = decided.get("kind") or part.kind
    if part.key == IMPLIED:
        kind = "strategie"
    reading = part.reading
    number = reading.number
    outline = reading.outline_number
    if kind == "strategie" and not number:
        number, outline = outline, ""
    elif kind in BAUSTEINE and not reading.kind and reading.simple_number and part.level > 1:
        number, outline = reading.simple_number, ""
    number = str(decided.get("number", number)).strip()
    full = _title(part, kind)
    title = str(decided.get("title") or full).strip()
    if len(number) > MAX_LENGTHS["number"]:
        title, number = f"{number} {title}", ""
    short = fitting(title, most_of_title(kind))
    questions = list(part.questions)
    if short != title:
        questions.append(_("Der Titel ist zu lang und wurde gekürzt; ganz steht er im Text."))
    return Row(
        key=part.key,
        kind=kind,
        preset=part.preset,
        heading=part.text or title,
        number=number,
        outline_number=outline[: MAX_LENGTHS["outline_number"]],
        title=short,
        source=fitting(reading.source, MAX_LENGTHS["source"]),
        level=part.level,
        origin=part.origin,
        guess=part.guess,
        page=part.page,
        blocks=tuple(part.plain_blocks),
        facts=tuple(Fact(*fact) for fact in part.facts),
        questions=tuple(questions) if not decided.get("kind") else (),
        undescribed=_undescribed(part, decisions) if kind != "weg" else (),
        block_keys=tuple(key for key, _block in part.blocks),
        doubts=tuple(
            key for key in part.doubts if decisions.rows.get(key, {}).get("kind") != "text"
        ),
        joined=tuple(part.joined),
        title_was_cut=short != title,
    )


def _title(part, kind):
    reading = part.reading
    if kind == "strategie":
        if reading.kind and reading.kind != "strategie":
            return reading.title or part.text
        return reading.title or part.text or _("Strategie")
    if says_something(reading.title):
        return reading.title
    if kind in KIND_NAMES and not reading.kind:
        return part.text or KIND_NAMES[kind]
    return title_of(reading)


def _with_questions(rows):
    """The rows, those marked whose number another one of the kind has, not counted anew."""
    seen, result = {}, []
    for row in rows:
        if row.kind == "strategie":
            seen = {}
        elif row.kind == "handlungsfeld":
            seen = {key: place for key, place in seen.items() if key[0] == "handlungsfeld"}
        identity = (row.kind, row.number)
        if row.kind in BAUSTEINE and row.number:
            if identity in seen:
                text = _("%(name)s gibt es schon: %(first)s") % {
                    "name": f"{KIND_NAMES[row.kind]} {row.number}",
                    "first": seen[identity],
                }
                row = replace(row, questions=(*row.questions, text))
            seen.setdefault(identity, row.heading)
        result.append(row)
    return result


def _undescribed(part, decisions):
    found = [item.sha256 for item in pictures_in([*part.plain_blocks, Paragraph(part.line)])
             if not item.alt.strip()]  # fmt: skip
    decided = decisions.pictures
    return tuple(s for s in dict.fromkeys(found) if not decided.get(s, {}).get("decorative"))


def pictures_in(blocks):
    """All pictures of the blocks, in their order."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield from (item for item in block.line if isinstance(item, Picture))
            case ListBlock():
                for item in block.items:
                    yield from pictures_in(item)
            case Quote():
                yield from pictures_in(block.blocks)
            case Table():
                for row in block.rows:
                    for cell in row:
                        yield from (item for item in cell if isinstance(item, Picture))


def _with_alternatives(parsed, pictures):
    """The document with what a person said of its pictures."""
    texts = {
        key: "" if entry.get("decorative") else entry["alt"]
        for key, entry in pictures.items()
        if entry.get("decorative") or entry.get("alt")
    }
    credits = {key: entry["credit"] for key, entry in pictures.items() if entry.get("credit")}
    if credits:
        bilder = (replace(b, credit=credits.get(b.sha256, "")) for b in parsed.bilder)
        parsed = replace(parsed, bilder=tuple(bilder))
    if not texts:
        return parsed

    def line(items):
        return tuple(
            replace(item, alt=texts.get(item.sha256, item.alt))
            if isinstance(item, Picture)
            else item
            for item in items
        )

    def block(one):
        match one:
            case Paragraph() | Heading():
                return replace(one, line=line(one.line))
            case ListBlock():
                return replace(one, items=tuple(tuple(map(block, item)) for item in one.items))
            case Quote():
                return replace(one, blocks=tuple(map(block, one.blocks)))
            case Table():
                return replace(one, rows=tuple(tuple(map(line, row)) for row in one.rows))
        return one

    notes = {key: tuple(map(block, inner)) for key, inner in parsed.notes.items()}
    return replace(parsed, blocks=tuple(map(block, parsed.blocks)), notes=notes)


def _pages(rows, last):
    """How many pages the rows that stay away cover."""
    if not last:
        return 0
    starts = [(row.page, row.kind == "weg") for row in rows if row.page]
    total = 0
    runs = [(away, next(group)[0]) for away, group in groupby(starts, key=lambda entry: entry[1])]
    for (away, start), (_other, end) in zip(runs, [*runs[1:], (False, last + 1)], strict=True):
        total += max(end - start, 0) if away else 0
    return total
