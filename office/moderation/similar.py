"""Comments of a queue that say nearly the same: for waves of advertising, read once.

By the words they share (``fulltext.shared_words``); computed when asked, of the oldest of a list.
"""

from fulltext.shared_words import SharedWords, beginnings

# So many of a list are compared.
MOST_COMPARED = 500
# From here on most words that say something are shared.
CLOSE = 0.5


def similar_to(kommentar, rows):
    """Keys of those of ``rows`` that are close to a comment, and its own.

    Args:
        rows: a queryset of comments, such as those of a tab.
    """
    texts = _texts(rows)
    words = SharedWords({**texts, kommentar.pk: kommentar.text}, by=beginnings)
    scores = words.compare(kommentar.text)
    return [kommentar.pk, *(pk for pk in texts if pk in scores and scores[pk] >= CLOSE)]


def count_similar(kommentare, rows):
    """How many others of ``rows`` are close to each of some comments: {primary key: number}."""
    texts = _texts(rows) if kommentare else {}
    shown = {row.pk: row.text for row in kommentare}
    words = SharedWords({**texts, **shown}, by=beginnings)
    return {row.pk: _close(words, row, texts) for row in kommentare}


def _close(words, kommentar, texts):
    scores = words.compare_one(kommentar.pk).items()
    close = {pk for pk, score in scores if score >= CLOSE}
    return len((close - {kommentar.pk}) & texts.keys())


def _texts(rows):
    return dict(rows.order_by("pk").values_list("pk", "text")[:MOST_COMPARED])
