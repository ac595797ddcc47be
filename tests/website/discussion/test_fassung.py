"""A comment says which text it was written about once that is no longer in force."""

import uuid

import pytest

from comments import actions
from tests import factories


@pytest.fixture
def elsewhere(baustein):
    """Another Baustein of the same Konzept."""
    return factories.baustein(strategie=factories.strategie(konzept=baustein.strategie.konzept))


@pytest.fixture
def earlier(baustein):
    """A comment about the first Fassung, with an answer; now the second is in force."""
    kommentar = factories.comment(baustein, text="Zur ersten.")
    factories.comment(baustein, parent=kommentar, text="Auch zur ersten.")
    factories.fassung(baustein, text="Ein neuer Text.")
    return kommentar


def test_as_long_as_the_text_is_the_same_nothing_is_said(client, baustein):
    factories.comment(baustein)

    assert "geschrieben" not in client.get(baustein.get_absolute_url()).text


def test_it_offers_that_text_and_the_difference_to_today(client, baustein, earlier):
    fassungen = baustein.get_fassungen_url()
    factories.comment(baustein, text="Zur zweiten.")

    page = client.get(baustein.get_absolute_url()).text

    assert page.count(f'zu <a href="{fassungen}1/">Fassung 1</a> geschrieben') == 2
    assert page.count(f'<a href="{fassungen}1..2/">Unterschied zu heute</a>') == 2


def test_a_moved_comment_offers_the_text_it_was_about(
    client, baustein, earlier, moderator, elsewhere
):
    actions.move(earlier, by=moderator, baustein=elsewhere)

    page = client.get(elsewhere.get_absolute_url()).text

    assert f'<a href="{baustein.get_fassungen_url()}1/">Fassung 1</a>' in page
    assert "Unterschied zu heute" not in page


def test_the_thread_that_comes_back_after_an_answer_says_so_too(client, baustein, earlier):
    client.force_login(factories.user())

    page = client.post(
        f"/kommentare/{earlier.pk}/antworten/",
        {"text": "Zur zweiten.", "idempotency_key": uuid.uuid4()},
        headers={"HX-Request": "true"},
    )

    assert page.text.count("Fassung 1") == 2


@pytest.mark.parametrize("threads", [1, 3])
def test_it_costs_no_query_per_comment(client, baustein, threads, django_assert_num_queries):
    for _number in range(threads):
        factories.comment(baustein, parent=factories.comment(baustein))
    factories.fassung(baustein, text="Ein neuer Text.")

    with django_assert_num_queries(7):
        client.get(baustein.get_absolute_url())
