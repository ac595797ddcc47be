"""On PostgreSQL the indexes are of use for every query that a search asks."""

import json

import pytest
from django.db import connection

from accounts.models import User
from comments.models import Kommentar
from fulltext.words import matching
from strategies.models import Fassung, Konzept, Strategie
from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="Its indexes."),
]


def indexes_of(rows):
    """The indexes that PostgreSQL reads where it may not read whole tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
    plan = json.loads(rows.explain(format="json"))
    found, nodes = set(), [plan[0]["Plan"]]
    while nodes:
        node = nodes.pop()
        found.add(node.get("Index Name"))
        nodes += node.get("Plans", [])
    return found


@pytest.mark.parametrize("words", ["Radweg", "Radwege Brücke", "Ärzte"])
@pytest.mark.parametrize(
    ("model", "index"),
    [
        (User, "folded_user"),
        (Konzept, "folded_konzept"),
        (Strategie, "folded_strategie"),
        (Fassung, "folded_fassung"),
        (Kommentar, "folded_kommentar"),
    ],
)
def test_every_form_of_a_word_is_found_by_index(model, index, words):
    assert indexes_of(model.objects.filter(matching(words, "folded")).order_by()) == {index, None}


def test_names_and_words_are_found_by_index_together():
    factories.user("Deichgräfin")
    found = indexes_of(Kommentar.objects.with_words("Deichgräfin"))

    assert "folded_kommentar" in found
    assert any("author" in (name or "") for name in found)


def test_indexes_that_only_former_code_used_are_gone():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")
        indexes = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT stxname FROM pg_statistic_ext")
        statistics = cursor.fetchall()

    assert not indexes & {"words_of_comments", "words_in_place", "search_kommentar"}
    assert statistics == []
