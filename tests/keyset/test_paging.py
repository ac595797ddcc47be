"""Pages that follow one another by key; how each list does it is tested with the list."""

import pytest

from comments.models import Kommentar
from keyset import key_in, load_page
from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_every_row_is_on_one_page_and_only_the_last_has_no_next(rows, pages):
    baustein = factories.open_baustein()
    keys = [factories.comment(baustein).pk for _number in range(rows)]

    seen, firsts, after = [], [], 0
    while after is not None:
        rest = Kommentar.objects.filter(pk__gt=after).order_by("pk")
        page = load_page(rest, size=2, after=after)
        seen += [row.pk for row in page.rows]
        firsts.append(page.is_first)
        after = page.next_key

    assert seen == keys
    assert firsts == [True] + [False] * (pages - 1)


@pytest.mark.django_db
def test_a_page_is_one_query_and_reads_one_row_more(django_assert_num_queries):
    baustein = factories.open_baustein()
    for _number in range(3):
        factories.comment(baustein)

    with django_assert_num_queries(1) as asked:
        load_page(Kommentar.objects.order_by("pk"), size=2, after=0)

    assert "LIMIT 3" in asked.captured_queries[0]["sql"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("345", 345),
        ("", 0),
        ("x", 0),
        ("-1", 0),
        ("²", 0),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, 0),
    ],
)
def test_what_is_no_key_begins_at_the_beginning(text, key):
    assert key_in(text) == key
