"""Sentences with numbers, as people speak: none, one, several."""

import pytest

from office.importing import labels
from strategies.documents.outline import Summary

KINDS = ("strategie", "leitziel", "handlungsfeld", "leitprojekt")


def summary(counts=(0, 0, 0, 0), left_out=0, pages=0, open_rows=0):
    counts = dict(zip(KINDS, counts, strict=True))
    return Summary(counts, left_out, 0, pages, open_rows)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 0, 0, 0), "Noch wird nichts übernommen"),
        ((1, 1, 1, 1), "1 Strategie, 1 Leitziel, 1 Handlungsfeld, 1 Leitprojekt"),
        ((2, 2, 2, 2), "2 Strategien, 2 Leitziele, 2 Handlungsfelder, 2 Leitprojekte"),
        ((1, 0, 2, 0), "1 Strategie, 2 Handlungsfelder"),
    ],
)
def test_what_it_becomes(counts, words):
    assert labels.what_it_becomes(summary(counts)) == words


@pytest.mark.parametrize(
    ("left_out", "pages", "words"),
    [
        (0, 0, ""),
        (1, 0, "1 Teil bleibt weg"),
        (2, 0, "2 Teile bleiben weg"),
        (2, 1, "1 Seite nicht übernommen"),
        (2, 2, "2 Seiten nicht übernommen"),
    ],
)
def test_what_stays(left_out, pages, words):
    assert labels.what_stays(summary(left_out=left_out, pages=pages)) == words


@pytest.mark.parametrize(("n", "words"), [(0, ""), (1, "1 Stelle offen"), (2, "2 Stellen offen")])
def test_what_is_open(n, words):
    assert labels.what_is_open(n) == words
