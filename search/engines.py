"""How words are found: by German word stems on PostgreSQL, as they are typed elsewhere.

Both narrow a queryset and add ``excerpt`` to its rows: some text around the hits, in which
``MARK`` and ``END`` stand around every word found. They are characters that no stored text
has, so the page can escape the text and then turn them into ``<mark>``.
"""

import re
from html import unescape

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVector
from django.db import connection
from django.db.models import Q
from django.utils.html import escape, strip_tags
from django.utils.safestring import mark_safe

CONFIG = "german"
MARK, END = "\ue000", "\ue001"
EXCERPT_LENGTH = 240


class PostgresEngine:
    """Full-text search; ``search.migrations`` has an index for every vector."""

    def find(self, rows, words, kind):
        query = SearchQuery(words, config=CONFIG, search_type="websearch")
        headline = SearchHeadline(
            kind.excerpt, query, config=CONFIG, start_sel=MARK, stop_sel=END,
            max_words=35, min_words=20,
        )  # fmt: skip
        matches = Q()
        for number, vector in enumerate(kind.vectors):
            name = f"vector{number}"
            rows = rows.alias(**{name: SearchVector(*vector, config=CONFIG)})
            matches |= Q(**{name: query})
        return rows.filter(matches).annotate(excerpt=headline)


class PlainEngine:
    """Every word somewhere in the text, in any case."""

    def find(self, rows, words, kind):
        for word in words.split():
            matches = Q()
            for field in {name for vector in kind.vectors for name in vector}:
                matches |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(matches)
        return rows


def engine():
    return PostgresEngine() if connection.vendor == "postgresql" else PlainEngine()


def excerpt_html(row, kind, words):
    """Some of the row's text as HTML, with the words that were found marked."""
    has_excerpt = hasattr(row, "excerpt")
    found = _plain(row.excerpt) if has_excerpt else _marked(_plain(kind.text_of(row)), words)
    # Escaped first; the two marks are no characters of HTML.
    html = escape(found).replace(MARK, "<mark>").replace(END, "</mark>")
    return mark_safe(html)  # noqa: S308


def _plain(text):
    """The text of HTML or Markdown on one line."""
    return " ".join(unescape(strip_tags(text)).split())


def _marked(text, words):
    pattern = re.compile("|".join(re.escape(word) for word in words.split()), re.IGNORECASE)
    first = pattern.search(text)
    start = max(first.start() - EXCERPT_LENGTH // 3, 0) if first else 0
    # Whole words: from the next blank on, up to the last one.
    start = text.find(" ", start) + 1 if start else 0
    end = start + EXCERPT_LENGTH
    is_cut = end < len(text)
    part = text[start:end].rpartition(" ")[0] if is_cut else text[start:]
    marked = pattern.sub(lambda match: f"{MARK}{match[0]}{END}", part)
    return f"{'… ' if start else ''}{marked}{' …' if is_cut else ''}"
