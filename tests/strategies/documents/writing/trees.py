"""Texts of every shape that planners write, for what has to go out and come in again."""

from hypothesis import strategies as st

from municipality.wording import says_something
from strategies.documents.blocks import (
    Break,
    Code,
    Heading,
    ListBlock,
    NoteRef,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
)
from strategies.documents.canonical import canonical_blocks, canonical_line
from strategies.documents.serialise import serialise
from strategies.steckbrief import FIELDS

# Words with what means something to Markdown, XML or a reader of headings.
WORDS = st.sampled_from(
    ["Wege", "für", "alle", "Bürger*innen", "ß", "10 %", "a_b", "<b>", "&amp;", "[x]", "#1", "3.",
     "„so“", "Nr. 4", "–", "Ä", "http://x.example", "(y)", "|", "*", "`", "\\", "CO₂", "🚲", "~~"]
)  # fmt: skip
PHRASES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
LINKS = st.sampled_from(["", "", "", "https://a.example/b?c=d&e", "mailto:rat@a.example"])
RUNS = st.builds(
    Run, PHRASES, st.booleans(), st.booleans(), st.booleans(), st.just(False), LINKS
) | st.builds(Run, PHRASES, code=st.just(True))


def lines(*, with_breaks=True):
    items = RUNS | st.just(Run(" ")) | (st.just(Break()) if with_breaks else st.nothing())
    return st.lists(items, min_size=1, max_size=5).map(tuple)


PARAGRAPHS = st.builds(Paragraph, lines().filter(canonical_line))
# Level 3 is the highest below the heading of a Baustein.
HEADINGS = st.builds(
    Heading,
    st.integers(3, 6),
    st.sampled_from(["Kosten", "Was zu tun ist", "Stand 2026"]).map(lambda words: (Run(words),)),
)
CODES = st.lists(st.sampled_from(["x = 1", "  y", "Ende"]), min_size=1, max_size=3).map(
    lambda rows: Code("\n".join(rows))
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(lines() | st.just(()), min_size=width, max_size=width).map(tuple),
        min_size=2,
        max_size=4,
    ).map(lambda rows: Table(tuple(rows)))
)
QUOTES = st.lists(PARAGRAPHS, min_size=1, max_size=3).map(lambda rows: Quote(tuple(rows)))
ITEMS = st.recursive(
    PARAGRAPHS.map(lambda paragraph: (paragraph,)),
    lambda deeper: (
        st.tuples(
            PARAGRAPHS,
            st.builds(
                ListBlock,
                st.none() | st.integers(1, 30),
                st.lists(deeper, min_size=1, max_size=3).map(tuple),
            ),
        )
        | st.tuples(PARAGRAPHS, PARAGRAPHS)
    ),
    max_leaves=6,
)
LISTS = st.builds(
    ListBlock, st.none() | st.integers(1, 30), st.lists(ITEMS, min_size=1, max_size=4).map(tuple)
)
BLOCKS = st.lists(
    PARAGRAPHS | HEADINGS | CODES | TABLES | QUOTES | LISTS | st.just(Rule()), max_size=7
)


def _with_notes(draw, blocks):
    """The blocks with marks of notes at the ends of some paragraphs, and these notes."""
    found, notes = [], {}
    for block in blocks:
        if isinstance(block, Paragraph) and draw(st.booleans()):
            key = str(len(notes) + 1)
            notes[key] = tuple(draw(st.lists(PARAGRAPHS, min_size=1, max_size=2)))
            block = Paragraph((*block.line, NoteRef(key)))
        found.append(block)
    return found, notes


def _apart(blocks):
    """Without two neighbours that are one on the page of any document."""
    found = []
    for block in blocks:
        if found and type(found[-1]) is type(block) and isinstance(block, Quote | Code | ListBlock):
            continue
        found.append(block)
    return found


@st.composite
def texts(draw):
    """The Markdown of a text, as the import writes it."""
    blocks, notes = _with_notes(draw, _apart(draw(BLOCKS)))
    notes = {
        key: canonical_blocks(note) or (Paragraph((Run("n"),)),) for key, note in notes.items()
    }
    return serialise(_apart(canonical_blocks(blocks)), notes, heading_level=2)


NAMES = st.sampled_from(
    ["Wege für alle", "„Rad“ und Bus", "Wohnen – gut und bezahlbar", "Die Mitte", "Plan B (neu)"]
)
# Some fields of a Steckbrief, in their order.
FACTS = st.dictionaries(
    st.sampled_from(list(FIELDS)), PHRASES.filter(says_something), max_size=3
).map(lambda found: tuple((name, found[name]) for name in FIELDS if name in found))
