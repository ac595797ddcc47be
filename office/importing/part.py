"""One part of a document as the public will see it, block by block, with what is open in it."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from lxml import html
from PIL import Image

from strategies.documents.blocks import Paragraph
from strategies.documents.outline import IMPLIED
from strategies.documents.outline.keys import text_of
from strategies.documents.outline.make import pictures_in
from strategies.documents.serialise import serialise
from strategies.markdown import ShownPicture, render

from . import decide, labels
from .decide import picture_words

MOST_BLOCKS = 120
"""So many paragraphs of a part are rendered at once."""

MOST_SIZES = 30
MOST_PICTURES = 40
"""So many have their fields on one page."""

_TAKEN = {"strategie", "leitziel", "handlungsfeld", "leitprojekt"}


@dataclass(frozen=True)
class PictureView:
    """A picture of the part with what is said of it; its fields stand below it."""

    sha256: str
    url: str
    size: tuple
    words: dict
    is_open: bool


@dataclass(frozen=True)
class BlockView:
    """A paragraph, list or table as HTML; ``key`` names it where a part can begin at it."""

    number: int
    key: str
    html: str
    is_doubtful: bool = False
    pictures: tuple = ()


@dataclass(frozen=True)
class SectionView:
    """A row whose text stands in the part: its own, or that of a row that joins it."""

    row: object
    blocks: tuple
    left: int
    notes: str = ""
    pictures: tuple = ()


class PartView:
    """The chosen row, with the rows that are part of its text.

    Args:
        outline, index: of the chosen row.
        einlesung: whose pictures are shown.
        decisions: what was said of them, as `Decisions`.
        whole: render all of it, however long.
    """

    def __init__(self, outline, index, einlesung, decisions, *, whole=False):
        self.outline, self.einlesung, self._decisions = outline, einlesung, decisions
        self._seen = set()
        self.index, self.row = index, outline.rows[index]
        self._room = len(outline.dokument.blocks) + 1 if whole else MOST_BLOCKS

    @property
    def number(self):
        return self.index + 1

    @property
    def title(self):
        return self.row.title or self.row.heading

    @property
    def becomes(self):
        """„wird Leitziel 2 in „Wohnen““."""
        row = self.row
        if row.kind == "weg":
            return _("bleibt weg")
        above = next((r for r in self._above() if r.kind == "strategie"), None)
        kind = str(labels.KINDS[row.kind])
        name = f"{kind} {row.number}".strip() if row.kind in _TAKEN else kind
        if row.kind == "strategie" or above is None:
            return _("wird %(name)s") % {"name": name}
        return _("wird %(name)s in „%(title)s“") % {"name": name, "title": above.title}

    def _above(self):
        return reversed(self.outline.rows[: self.index])

    @property
    def title_before(self):
        """Of the row before, with which it could be joined."""
        before = self.outline.rows[self.index - 1] if self.index else None
        return (before.title or before.heading) if before else ""

    @cached_property
    def sections(self):
        """What stands under its title, the row's own text first."""
        found = []
        for index in self._joining():
            section = self._section(index)
            self._room -= len(section.blocks)
            found.append(section)
        return found

    def _joining(self):
        """Indices of the rows whose text stands in the part (see ``outline.build``)."""
        yield self.index
        rows, kind = self.outline.rows, self.row.kind
        if kind not in _TAKEN:
            return
        # „einleitung“ goes to the Strategie, „text“ to the part before it.
        is_last = True
        for index in range(self.index + 1, len(rows)):
            below = rows[index].kind
            if below == "strategie" or (below in _TAKEN and kind != "strategie"):
                return
            if below in _TAKEN:
                is_last = False
            elif (below == "text" and is_last) or (below == "einleitung" and kind == "strategie"):
                yield index

    def _section(self, index):
        row = self.outline.rows[index]
        blocks = zip(row.block_keys, row.blocks, strict=True)
        shown = list(islice(blocks, max(self._room, 0)))
        pieces, notes = self._pieces([block for _key, block in shown], index)
        in_heading = self._pictures(row, [Paragraph(self.outline.parts[index].line)])
        views = tuple(
            BlockView(number, key, piece, key in row.doubts, self._pictures(row, [block]))
            for number, ((key, block), piece) in enumerate(zip(shown, pieces, strict=True), 1)
        )
        return SectionView(row, views, len(row.blocks) - len(shown), notes, in_heading)

    def _pictures(self, row, blocks):
        """The pictures of the blocks that were not shown before, as far as there is room."""
        found = []
        for picture in pictures_in(blocks) if row.is_taken else ():
            sha256 = picture.sha256
            if sha256 in self._seen or len(self._seen) == MOST_PICTURES:
                continue
            self._seen.add(sha256)
            words = picture_words(self._decisions, picture.alt, sha256)
            size = self._size(sha256)
            found.append(
                PictureView(
                    sha256,
                    self.picture_url(sha256),
                    size[1] if size else ("", ""),
                    words,
                    is_open=not (words["alt"].strip() or words["decorative"]),
                )
            )
        return tuple(found)

    def _pieces(self, blocks, index):
        """The HTML of each block, and that of the notes below them."""
        notes, level = self.outline.dokument.notes, self.row.level
        whole = self._html(blocks, notes, level, f"teil-{index}")
        pieces = [html.tostring(each, encoding="unicode") for each in _elements(whole)]
        below = ""
        if pieces and 'class="footnotes"' in pieces[-1][:60]:
            below = mark_safe(pieces.pop())  # noqa: S308 (rendered by strategies.markdown)
        if len(pieces) != len(blocks):
            # Two blocks became one, or none: each by itself.
            pieces = [
                self._html([block], notes, level, f"teil-{index}-{number}")
                for number, block in enumerate(blocks)
            ]
        return [mark_safe(piece) for piece in pieces], below  # noqa: S308 (the same)

    def _html(self, blocks, notes, level, prefix):
        text = serialise(blocks, notes, heading_level=level)
        rendered = render(text, prefix=prefix, pictures=self._shown(text))
        return re.sub(r'src="[^"]*?([0-9a-f]{64})[^"]*"', self._own_source, rendered)

    def _own_source(self, match):
        return f'src="{self.picture_url(match[1])}"'

    def picture_url(self, sha256):
        return reverse("importing:picture", args=[self.einlesung.pk, sha256])

    def _shown(self, text):
        """What is known of its pictures: their size, so that nothing moves, and their credit."""
        names = dict.fromkeys(re.findall(r"bild:([0-9a-f]{64})", text))
        sizes = dict(filter(None, map(self._size, islice(names, MOST_SIZES))))
        said = self._decisions.pictures
        return {
            sha256: ShownPicture(sizes.get(sha256), said.get(sha256, {}).get("credit", ""))
            for sha256 in names
        }

    def _size(self, sha256):
        try:
            with self.einlesung.open(sha256) as file, Image.open(file) as image:
                return sha256, image.size
        except OSError:
            return None

    @cached_property
    def places(self):
        """Where a part can be added that the document has no heading for: value and words."""
        if self.row.key == IMPLIED:
            return []
        last = self.outline.rows[list(self._joining())[-1]]
        found = [(f"nach-{last.key}", _("am Ende dieses Teils"))]
        for section in self.sections:
            known = dict(zip(section.row.block_keys, section.row.blocks, strict=True))
            for block in section.blocks:
                if not block.key or (section.row.origin == "added" and block.number == 1):
                    continue
                words = Truncator(" ".join(text_of(known[block.key]).split())).chars(60)
                found.append((f"vor-{block.key}", _("vor „%(words)s“") % {"words": words}))
        return found

    @property
    def kinds_to_add(self):
        """Value, label and whether it is the one."""
        like = decide.kind_like(self.outline, self.row).get("kind", "leitziel")
        return [(kind, label, kind == like) for kind, label in labels.KINDS.items()]

    @property
    def facts(self):
        """The lines of its Steckbrief, each with what it can become."""
        return [
            (fact, [(key, label, key == fact.field) for key, label in labels.FACTS.items()])
            for fact in self.row.facts
        ]

    @property
    def words(self):
        return self.row.words


def _elements(text):
    """The elements of rendered HTML; none where there is nothing."""
    return html.fragments_fromstring(text, no_leading_text=False) if text.strip() else []
