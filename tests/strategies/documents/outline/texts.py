"""Small documents in Markdown, and what becomes of them."""

from strategies.documents import parse_document
from strategies.documents.outline import Decisions, make_outline

LIMIT = 1_000_000


def outline(text, *, name="a.md", title="", **decided):
    data = text if isinstance(text, bytes) else text.encode()
    parsed = parse_document(name, data, limit=LIMIT)
    return make_outline(parsed, decisions=Decisions(**decided), title=title)


def named(made):
    """Kind, number and title of all Bausteine."""
    return [
        (baustein.kind, baustein.number, baustein.title)
        for strategie in made.baum().strategien
        for baustein in strategie.bausteine
    ]


def kinds(made):
    return [(row.title, row.kind) for row in made.rows]


def row(made, title):
    (found,) = [row for row in made.rows if row.title == title]
    return found
