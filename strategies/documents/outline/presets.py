"""What each part of a document could become: a proposal by words, level and neighbours."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.translation import gettext as _

from .names import group_kind
from .parts import FRONT
from .words import away, introduces

BAUSTEINE = ("leitziel", "handlungsfeld", "leitprojekt")
_LONGEST_TITLE = 250
_CHAPTER_NUMBER = re.compile(r"(?P<number>\d{1,2})\s+(?=[^\W\d_]|[„\"»])")


def propose(parts, *, words, decisions):
    """Set `kind` and `preset` of all parts. What a person decided counts for those below it."""
    number_chapters(parts)
    _Proposals(parts, words, decisions).make()


def number_chapters(parts):
    """Take typed chapter numbers ("1 Anlass", "2 Ziele") for numbers, where they count on."""
    by_level = {}
    for part in parts:
        reading = part.reading
        if reading.kind or reading.outline_number or part.label:
            continue
        if match := _CHAPTER_NUMBER.match(reading.title):
            by_level.setdefault(part.level, []).append((part, match))
    for found in by_level.values():
        numbers = [int(match["number"]) for _part, match in found]
        if len(numbers) > 1 and all(0 <= b - a <= 2 for a, b in pairwise(numbers)):
            for part, match in found:
                part.reading = _renumbered(part.reading, match)


def _renumbered(reading, match):
    return replace(reading, outline_number=match["number"], title=reading.title[match.end() :])


@dataclass
class _Node:
    """Where a part stands: the part above it and those below."""

    part: object
    above: "_Node | None"
    below: list


class _Proposals:
    def __init__(self, parts, words, decisions):
        self._parts = parts
        self._words = words
        self._decisions = decisions
        self._nodes = _tree(parts)
        self._count = Counter((p.reading.kind, p.reading.number) for p in parts)
        self._names_strategien = any(kind == "strategie" for kind, _number in self._count)
        self._title = self._document_title()
        self._chapter = self._chapter_level()
        # Whether goals that say so stand on the level of chapters.
        self._top_goals = any(
            p.level <= self._chapter and p.reading.kind in BAUSTEINE for p in parts
        )
        self._on_level = Counter(p.level for p in parts)
        self._strategie = None
        self._away = None
        self._group = None
        self._nested = any(node.below for node in self._nodes if not away(node.part.reading.title))

    def make(self):
        for node in self._nodes:
            part = node.part
            if self._away and part.level <= self._away[0]:
                self._away = None
            if self._group and part.level <= self._group[0]:
                self._group = None
            part.preset = self._proposal(node)
            part.kind = self._decided(part) or part.preset
            if part.kind != part.preset:
                part.guess, part.questions = False, []
            self._enter(node)

    def _decided(self, part):
        own = self._decisions.rows.get(part.key, {}).get("kind")
        if own or part.key == FRONT or self._away or part.origin in {"row", "steckbrief"}:
            return own
        return self._decisions.levels.get(str(part.level))

    def _enter(self, node):
        part = node.part
        if part.kind == "strategie":
            self._strategie = part
        elif part.kind == "weg" and not self._away and not self._is_passage(node):
            self._away = (part.level, away(part.reading.title) or 3)

    def _is_passage(self, node):
        """Whether what stands below a part stays although the part itself is away."""
        return node.part.key == FRONT or node.part is self._title or self._is_container(node)

    def _proposal(self, node):
        part = node.part
        reading = part.reading
        if part.key == FRONT:
            return "weg"
        if own := self._words.own_kind(reading.title):
            return own
        if self._away:
            return self._in_away_chapter(part)
        if part is self._title:
            return self._of_title(part)
        if part.fixed:
            return part.fixed
        if len(part.text) > _LONGEST_TITLE and part.origin != "row":
            part.guess = True
            part.questions.append(_("Das ist für einen Titel sehr lang. Ist es Text?"))
            return "text" if self._strategie else "weg"
        if reading.kind == "strategie":
            return self._of_named_strategie(part, node)
        if reading.kind and not self._is_word_in_text(node):
            return reading.kind
        if group := self._group_of(node):
            return group
        in_group = self._is_in_group(node)
        is_chapter = part.level <= self._chapter or self._strategie is None
        if is_chapter and not in_group and not self._above(node, set(BAUSTEINE)):
            return self._of_chapter(node)
        return self._below_strategie(node)

    def _in_away_chapter(self, part):
        reading = part.reading
        sureness = self._away[1]
        if sureness == 1 and reading.kind and reading.number and not self._is_twice(part):
            part.guess = True
            return reading.kind
        return "weg"

    def _is_twice(self, part):
        return self._count[part.reading.kind, part.reading.number] > 1

    def _of_title(self, part):
        part.guess = True
        if any(n.part.reading.kind == "strategie" for n in self._nodes) or self._has_containers():
            return "weg"
        return "strategie"

    def _has_containers(self):
        """Whether the chapters below the document's title are Strategien by themselves."""
        below = [n for n in self._nodes if n.part.level == self._chapter]
        return any(
            any(_has_named(child) or child.part.reading.kind for child in node.below)
            and not away(node.part.reading.title)
            and not node.part.reading.kind
            and not group_kind(node.part.text, words=self._words)
            for node in below
        )

    def _of_named_strategie(self, part, node):
        if part.reading.is_sure or not self._above(node, {"strategie"}):
            if self._above(node, {"strategie"}):
                part.guess = True
                part.questions.append(_("Steht unter einer anderen Strategie. Ist es selbst eine?"))
            return "strategie"
        part.guess = True
        return "text" if self._above(node, set(BAUSTEINE)) else "handlungsfeld"

    def _is_word_in_text(self, node):
        """ "Ziel: …" and "Maßnahme 1" below a Leitprojekt are parts of its text."""
        part = node.part
        if part.reading.is_sure:
            return False
        if self._above(node, {"leitprojekt"}):
            return True
        return not part.reading.number and bool(self._above(node, set(BAUSTEINE)))

    def _above(self, node, kinds):
        above = node.above
        while above is not None:
            if above.part.kind in kinds:
                return above.part
            above = above.above
        return None

    def _group_of(self, node):
        part = node.part
        kind = group_kind(part.text, words=self._words) or group_kind(
            part.reading.title, words=self._words
        )
        if not kind or part.reading.kind:
            return ""
        within = self._above(node, set(BAUSTEINE))
        if within and not node.below:
            return ""
        if kind == "strategie":
            part.guess = True
            return "weg" if node.below else ""
        self._group = (part.level, kind)
        part.guess = bool(part.blocks)
        strategie = self._strategie
        beside = strategie is not None and part.level <= min(strategie.level, self._chapter)
        if beside and strategie.reading.kind == "strategie":
            part.guess = True
            return "strategie"
        return "einleitung"

    def _of_chapter(self, node):
        part = node.part
        title = part.reading.title
        if away(title):
            return "weg"
        if self._is_container(node):
            part.guess = True
            if part.blocks:
                part.questions.append(_("Hat Text, aber die Strategien beginnen erst darunter."))
            return "weg"
        has_bausteine = _has_named(node)
        if introduces(title):
            part.guess = True
            if self._strategie is None and (has_bausteine or not self._names_strategien):
                return "einleitung"
            return "strategie" if has_bausteine else "weg"
        if has_bausteine:
            part.guess = self._names_strategien
            return "strategie"
        if self._names_strategien or self._top_goals:
            return self._beside_named(part, node)
        if node.below or self._nested:
            part.guess = not node.below
            return self._plain_chapter(part, node)
        if self._on_level[part.level] == 1 or not part.blocks:
            part.guess = True
            return "strategie"
        part.guess = True
        return "leitziel"

    def _plain_chapter(self, part, node):
        if not node.below and self._strategie is None and not part.blocks:
            part.guess = True
            return "weg"
        return "strategie"

    def _beside_named(self, part, node):
        """A chapter that names nothing, beside others that do."""
        part.guess = True
        if node.below and self._names_strategien and part.level <= self._chapter:
            return "strategie"
        if part.blocks:
            part.questions.append(_("Nennt keine Art. Soll es mit?"))
        return "weg"

    def _is_container(self, node):
        return any(_has_strategie(child) for child in node.below) and not node.part.reading.kind

    def _below_strategie(self, node):
        part = node.part
        title = part.reading.title
        if self._above(node, set(BAUSTEINE)) and not self._is_in_group(node):
            return "text"
        if self._is_in_group(node):
            if self._above_in_group(node):
                return "text"
            return self._group[1]
        sureness = away(title)
        if sureness == 3 or (sureness and self._strategie is self._title):
            part.guess = sureness != 3
            return "weg"
        if sureness or introduces(title):
            part.guess = True
            return "einleitung"
        return self._unnamed_baustein(node)

    def _unnamed_baustein(self, node):
        part = node.part
        above = self._above(node, {"einleitung", "text"})
        if above is not None and self._above(node, {"strategie"}) and above.level < part.level:
            return above.kind
        if _has_named(node) and not away(part.reading.title):
            part.guess = True
            return "handlungsfeld" if part.blocks else "einleitung"
        siblings = node.above.below if node.above else []
        named = [n for n in siblings if n.part.reading.kind in BAUSTEINE]
        if named:
            part.guess = True
            if siblings.index(node) < siblings.index(named[0]) and not node.below:
                return "einleitung"
            part.questions.append(_("Nennt keine Art. Ist es ein Leitziel?"))
        return "leitziel"

    def _is_in_group(self, node):
        return self._group is not None and node.part.level > self._group[0]

    def _above_in_group(self, node):
        above = node.above
        while above is not None and above.part.level > self._group[0]:
            if above.part.kind in BAUSTEINE:
                return True
            above = above.above
        return False

    def _document_title(self):
        """The only heading of its level, first of all, with chapters below it."""
        headings = [n for n in self._nodes if _counts(n.part)]
        if not headings:
            return None
        top = min(n.part.level for n in headings)
        first = headings[0]
        if first.part.level != top or sum(n.part.level == top for n in headings) > 1:
            return None
        if first.part.reading.kind or not first.below:
            return None
        if not any(_is_like_chapter(n.part, self._words) for n in first.below):
            return None
        return first.part

    def _chapter_level(self):
        levels = sorted({p.level for p in self._parts if _counts(p)})
        if not levels:
            return 1
        if self._title is not None and len(levels) > 1:
            return levels[1]
        return levels[0]


def _counts(part):
    return part.key != FRONT and part.origin in {"heading", "look", "cut"}


def _is_like_chapter(part, words):
    return bool(
        part.reading.kind == "strategie"
        or away(part.reading.title)
        or group_kind(part.text, words=words)
    )


def _has_named(node):
    return any(
        (child.part.reading.kind or child.part.fixed) in BAUSTEINE or _has_named(child)
        for child in node.below
    )


def _has_strategie(node):
    return node.part.reading.kind == "strategie" or any(map(_has_strategie, node.below))


def _tree(parts):
    """A node for each part, in order; parts of tables stand below the heading above them."""
    nodes, open_nodes = [], []
    for part in parts:
        while open_nodes and open_nodes[-1].part.level >= part.level:
            open_nodes.pop()
        above = open_nodes[-1] if open_nodes else None
        node = _Node(part, above, [])
        if part.key != FRONT:
            if above is not None:
                above.below.append(node)
            open_nodes.append(node)
        nodes.append(node)
    return nodes
