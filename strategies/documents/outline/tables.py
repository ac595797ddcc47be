"""Tables that are goals or projects: a row each, or a Steckbrief."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from municipality.wording import says_something

from ..blocks import Heading, Paragraph, Run, Table, plain_text
from . import facts
from .keys import text_of
from .names import Reading, group_kind, read_heading
from .parts import FRONT, Part
from .shapes import BAUSTEINE, LONGEST_TITLE, apart, filled, title_of_row
from .steckbriefe import as_text, cell_blocks, read_steckbrief

_NUMBER = re.compile(r"(?:Nr\.?\s*)?(?P<number>[A-Z]{0,3}[ .\-]?\d{0,3}(?:\.\d{1,2})*[a-z]?)[.):]*")
_NUMBERED = re.compile(
    r"(?P<number>[A-Z]{0,2}\.?\d{1,3}(?:\.\d{1,2})*[a-z]?|[IVX]{1,4}|[A-Z](?=[.):]|\s+[A-ZÄÖÜ]))[.):]*\s+"
    r"(?=[^\W\d_]|[„\"»])"
)
_NUMBER_HEADS = {"nr", "nummer", "#", "lfd nr", "lfd. nr", "lfdnr", "ziel-nr", "ziel nr", "", "id"}


class Tables:
    """Makes parts of the tables of one document."""

    def __init__(self, blocks, words, decided, keys):
        self._words = words
        self._decided = decided
        self._keys = keys
        self._titles = {}
        for block in blocks:
            if isinstance(block, Heading):
                read = read_heading(plain_text(block.line), label=block.label, words=words)
                self._titles[read.title.casefold()] = read.kind

    def take(self, block, key, parts, current):
        """Append the parts that a table is to ``parts``.

        Args:
            current: the part it stands in.

        Returns:
            The part to which what follows belongs, None where it is just a table.
        """
        if not isinstance(block, Table):
            return None
        pieces = apart(block, self._words)
        if len(pieces) == 1:
            return self._take(block, key, parts, current)
        for piece in pieces:
            owner = self._take(piece, self._keys.of(text_of(piece)), parts, current)
            if owner is None:
                current.blocks.append(("", piece))
            current = owner or current
        return current

    def _take(self, block, key, parts, current):
        if len(block.rows[0]) == 1:
            return self._take_frame(block, parts, current)
        brief = read_steckbrief(block, self._words)
        if brief is not None:
            return self._take_steckbrief(brief, block, key, parts, current)
        if (owner := self._take_titled(block, parts)) is not None:
            return owner
        return self._take_rows(block, parts, current)

    # A Steckbrief

    def _take_steckbrief(self, brief, block, key, parts, current):
        owner = self._owner(brief, parts, current)
        if owner is None:
            has_title = says_something(brief.reading.title) or _title_above(current)
            if not has_title and current.reading.kind in {"leitziel", "handlungsfeld"}:
                return None
            current = owner = self._new_part(brief, block, key, parts, current)
            parts.append(owner)
        elif brief.reading.number and not owner.reading.number:
            owner.reading = replace(owner.reading, number=brief.reading.number)
        owner.fixed = owner.fixed or "leitprojekt"
        for label, value in brief.lines:
            name = facts.field_of(label, self._decided)
            owner.facts.append((label.strip().rstrip(":"), plain_text(value), name))
            if name == "text":
                current.blocks += [("", inner) for inner in as_text(label, value)]
        for line in brief.bare:
            current.blocks += [("", inner) for inner in cell_blocks(line)]
        return current

    def _owner(self, brief, parts, current):
        """The Leitprojekt whose heading stands above the Steckbrief, or None."""
        if self._belongs_to(brief, current):
            above = [p for p in parts if p.level < current.level][-1:]
            if not current.reading.kind and above and above[0].reading.kind == "leitprojekt":
                return above[0]
            return current
        return None

    def _belongs_to(self, brief, owner):
        """Whether the heading above is that of the Steckbrief."""
        if owner.key == FRONT or owner.facts or owner.reading.kind not in {"", "leitprojekt"}:
            return False
        if group_kind(owner.text, words=self._words) or owner.origin in {"row", "steckbrief"}:
            return False
        title, own = brief.reading.title.casefold(), owner.reading.title.casefold()
        if says_something(title) and title != own and title not in own and own not in title:
            return False
        is_near = len(owner.blocks) <= 2
        return is_near and (owner.level > 1 or owner.reading.kind == "leitprojekt")

    def _new_part(self, brief, block, key, parts, above):
        reading = brief.reading
        heading = brief.heading
        if not says_something(reading.title) and (line := _title_above(above)):
            above.blocks.pop()
            heading = line
            read = read_heading(plain_text(line), words=self._words)
            number = reading.number or read.number or read.simple_number
            reading = Reading("", "leitprojekt", number, read.title)
        guess = not says_something(reading.title)
        if guess:
            reading = replace(reading, title=_("Leitprojekt"))
        part = Part(key, heading, "", _level_below(parts), "steckbrief", above.page, reading)
        part.fixed, part.guess, part.source_block = "leitprojekt", guess, block
        if guess:
            part.questions.append(_("Der Steckbrief nennt keinen Titel. Wie soll er heißen?"))
        return part

    # One column: a frame round a heading and its text

    def _take_frame(self, block, parts, current):
        cells = [row[0] for row in block.rows if says_something(plain_text(row[0]))]
        if not cells:
            return None
        brief = read_steckbrief(block, self._words)
        if brief is not None and says_something(brief.reading.title):
            key = self._keys.of(plain_text(cells[0]), space="t")
            return self._take_steckbrief(brief, block, key, parts, current)
        read = read_heading(plain_text(cells[0]), words=self._words)
        if not (read.kind and read.number) or len(plain_text(cells[0])) > LONGEST_TITLE:
            return None
        if self._titles.get(read.title.casefold(), "-") == read.kind:
            return None
        for cell in cells:
            read = read_heading(plain_text(cell), words=self._words)
            if read.kind and read.number and len(plain_text(cell)) <= LONGEST_TITLE:
                key = self._keys.of(plain_text(cell), space="t")
                part = Part(key, cell, "", _level_below(parts), "row", 0, read, guess=True)
                part.source_block = Paragraph(cell)
                parts.append(part)
            else:
                parts[-1].blocks += [("", inner) for inner in cell_blocks(cell)]
        return parts[-1]

    # A goal whose name stands in the first row, above lines of its text

    def _take_titled(self, block, parts):
        read = title_of_row(block.rows[0], self._words)
        if (
            read is None
            or len(block.rows) < 2
            or any(self._reads(row[0]) for row in block.rows[1:])
        ):
            return None
        head, *rest = (filled(row) for row in block.rows)
        line = head[0] if len(head) == 1 else (*head[0], Run(" "), *head[1])
        if len(head) == 2:
            read = replace(read, title=plain_text(head[1]))
        if self._titles.get(read.title.casefold(), "-") == read.kind:
            return None
        key = self._keys.of(plain_text(line), space="t")
        part = Part(key, line, "", _level_below(parts), "row", 0, read, guess=True)
        part.fixed, part.source_block = read.kind, Paragraph(line)
        part.blocks = [("", inner) for inner in _lines_of(block.rows[1:], rest)]
        parts.append(part)
        return part

    # Rows

    def _take_rows(self, block, parts, current):
        heads = [plain_text(cell) for cell in block.rows[0]]
        columns = self._columns(heads, current, is_within=_is_within(parts, current))
        has_head = bool(columns)
        if not columns:
            kind = self._kind_of_rows(block)
            if not kind:
                return None
            columns = {0: kind}
            heads = heads if not self._reads(block.rows[0][0]) else [""] * len(heads)
            has_head = not self._reads(block.rows[0][0])
        rows = [row for row in block.rows[1 if has_head else 0 :] if any(map(plain_text, row))]
        found = self._parts_of(rows, heads, columns, parts)
        if not found or self._is_overview(found):
            return None
        parts += found
        return current

    def _columns(self, heads, current, *, is_within):
        """The columns that hold parts: their kind by their place."""
        columns = {}
        announced = group_kind(current.text, words=self._words) == "leitprojekt"
        for place, head in enumerate(heads):
            kind = self._kind_of_head(head)
            if self._words.is_unsure(head) and (columns or is_within):
                kind = ""
            if facts.is_measure(head):
                is_one = announced or head.rstrip().endswith(_ONE)
                kind = kind if is_one and not (columns or is_within) else ""
            if kind in BAUSTEINE and kind not in columns.values():
                columns[place] = kind
        return {} if columns and min(columns) > 2 else columns

    def _kind_of_head(self, head):
        if not says_something(head):
            return ""
        read = read_heading(head, words=self._words)
        if read.kind in BAUSTEINE and not read.number and not _goes_on(read, head):
            return read.kind
        return group_kind(head, words=self._words) or self._words.kind_of(head.strip(" :"))

    def _kind_of_rows(self, block):
        """The kind the first cells name with a number, where most of them do."""
        reads = [self._reads(row[0]) for row in block.rows]
        kinds = [read.kind for read in reads if read]
        if len(kinds) * 2 < len(reads) or len(kinds) < 2 and len(reads) > 2:
            return ""
        return kinds[0] if kinds else ""

    def _reads(self, cell):
        text = plain_text(cell)
        if not says_something(text) or len(text) > LONGEST_TITLE:
            return None
        read = read_heading(text, words=self._words)
        return read if read.kind in BAUSTEINE and read.number else None

    def _parts_of(self, rows, heads, columns, parts):
        found = []
        numbers = {p for p, head in enumerate(heads) if facts.flat(head) in _NUMBER_HEADS}
        first = min(columns)
        level = _level_below(parts)
        for row in rows:
            texts = [plain_text(cell) for cell in row]
            filled = {p for p in range(len(row)) if says_something(texts[p])}
            mine = [p for p in columns if p in filled]
            if not mine and len(filled) == 1 and self._reads(row[min(filled)]):
                mine = [*filled]  # "Handlungsfeld 1: Wohnen" across all columns
            for place in mine:
                own = self._reads(row[place])
                kind = own.kind if own else columns.get(place, "")
                reading = self._reading(texts, place, kind, numbers, heads)
                depth = sum(p < place for p in columns)
                part = Part(
                    self._keys.of(texts[place], space="t"), row[place], "",
                    min(level + depth, 9), "row", parts[-1].page, reading,
                )  # fmt: skip
                part.fixed, part.guess = kind, True
                part.source_block = Paragraph(row[place])
                found.append(part)
            if not found:
                continue
            for place in sorted(filled - set(columns) - set(mine)):
                if place in numbers and place < first and len(texts[place]) <= 20:
                    continue
                if found[-1].reading.title == texts[place]:
                    continue
                self._add_cell(found[-1], heads[place], row[place])
        return found

    def _reading(self, texts, place, kind, numbers, heads):
        text = texts[place]
        read = read_heading(text, words=self._words)
        if read.kind == kind:
            title, number = read.title, read.number
        elif match := _NUMBERED.match(text):
            title, number = text[match.end() :], match["number"]
        else:
            title, number = read.title, read.simple_number or read.outline_number
        after = place + 1
        if not number and _NUMBER.fullmatch(title) and after < len(texts) and texts[after]:
            title, number = texts[after], title.rstrip(".):")
        before = place - 1
        is_number = before in numbers or (before >= 0 and not says_something(heads[before]))
        if not says_something(title) and place + 1 < len(texts) and not heads[place + 1].strip():
            title = texts[place + 1]
        if not number and is_number and before >= 0 and (m := _NUMBER.fullmatch(texts[before])):
            number = m["number"]
        return Reading("", kind, number, title, read.source, read.name, True)

    def _add_cell(self, part, head, cell):
        name = facts.field_of(head, self._decided) if says_something(head) else "text"
        if part.fixed == "leitprojekt" and name != "text":
            part.facts.append((head, plain_text(cell), name))
            return
        blocks = as_text(head, cell) if says_something(head) else cell_blocks(cell)
        part.blocks += [("", block) for block in blocks]

    def _is_overview(self, found):
        """Whether the rows only list what has a heading of its own."""
        known = [p for p in found if self._titles.get(p.reading.title.casefold()) is not None]
        return len(known) * 2 >= len(found)


def _is_within(parts, current):
    """Whether a part is one of a goal or project, or stands below one."""
    level = current.level + 1
    for part in reversed(parts[: parts.index(current) + 1]):
        if part.level < level:
            level = part.level
            if part.reading.kind in BAUSTEINE:
                return True
    return False


def _lines_of(rows, cells):
    """Rows below a title as text: a label and what it says, or a table of its own."""
    if max(map(len, cells), default=0) > 2:
        return [Table(tuple(rows))]
    blocks = []
    for row in cells:
        if len(row) == 2:
            blocks += as_text(plain_text(row[0]), row[1])
        elif row:
            blocks += cell_blocks(row[0])
    return blocks


_ONE = ("maßnahme", "Maßnahme", "Projekt", "projekt", "Vorhaben", "vorhaben")


def _goes_on(read, head):
    """ "Ziel der Maßnahme" heads no column of goals."""
    return says_something(read.title) and read.title != read.name and len(head.split()) > 2


def _level_below(parts):
    """Below the last heading; parts of tables stand beside each other."""
    if not parts or parts[-1].key == FRONT:
        return 2
    last = parts[-1]
    if last.origin in {"row", "steckbrief"} or last.fixed:
        return last.level
    return min(last.level + 1, 9)


def _title_above(part):
    """The last line before the table, if it is short and stands by itself: its title."""
    if not part.blocks:
        return ()
    _key, block = part.blocks[-1]
    if not isinstance(block, Paragraph) or len(plain_text(block.line)) > 120:
        return ()
    text = plain_text(block.line)
    is_bold = all(i.bold for i in block.line if isinstance(i, Run) and i.text.strip())
    if not says_something(text) or text[-1] in ".:;," or not (is_bold or block.look):
        return ()
    if not is_bold and not (block.look.bold or block.look.apart):
        return ()
    return block.line
