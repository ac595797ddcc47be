"""What stands beside a Baustein: the others of its Strategie, and what it is linked with."""

import pytest

from tests import factories

SUPPORTS, SUPPORTED = "Unterstützt", "Wird unterstützt von"


@pytest.fixture
def leitprojekt(baustein):
    row = factories.baustein("leitprojekt", strategie=another_strategie(baustein), title="Rufbus")
    row.supports.add(baustein)
    return row


def another_strategie(baustein):
    return factories.strategie(konzept=baustein.strategie.konzept)


def links(page, heading):
    """The addresses that are listed under a heading."""
    part = page.text.partition(f"<h2>{heading}</h2>")[2].partition("</section>")[0]
    return [each.partition('"')[0] for each in part.split('href="')[1:]]


def test_both_ends_of_a_link_name_the_other_across_strategien(client, baustein, leitprojekt):
    here, there = baustein.get_absolute_url(), leitprojekt.get_absolute_url()

    assert links(client.get(here), SUPPORTED) == [there]
    assert links(client.get(there), SUPPORTS) == [here]


def test_the_others_of_the_strategie_are_listed_in_order_and_the_linked_are_not(client, baustein):
    strategie = another_strategie(baustein)
    last, this, first = (
        factories.baustein("leitprojekt", strategie=strategie, position=place)
        for place in (9, 5, 0)
    )
    factories.baustein(strategie=strategie, published=False)
    this.supports.add(baustein)

    page = client.get(this.get_absolute_url())

    # This one is named, and no link to itself.
    listed = [first.get_absolute_url(), last.get_absolute_url()]
    assert links(page, "In dieser Strategie") == listed


def test_a_draft_that_supports_is_for_those_who_work_on_it(client, baustein, leitprojekt):
    type(leitprojekt).objects.filter(pk=leitprojekt.pk).update(status="draft")
    page, there = baustein.get_absolute_url(), leitprojekt.get_absolute_url()

    assert there not in client.get(page).text
    client.force_login(factories.staff(baustein.strategie.konzept, role="redaktion"))
    assert links(client.get(page), SUPPORTED) == [there]


@pytest.mark.parametrize("count", [1, 3])
def test_links_into_other_strategien_cost_the_same_for_any_number(
    client, baustein, django_assert_num_queries, count
):
    for _ in range(count):
        row = factories.baustein("leitprojekt", strategie=another_strategie(baustein))
        row.supports.add(baustein)

    with django_assert_num_queries(6):
        page = client.get(baustein.get_absolute_url())
    assert len(links(page, SUPPORTED)) == count


def test_a_link_follows_when_the_other_strategie_gets_another_address(
    client, baustein, leitprojekt
):
    page, other = baustein.get_absolute_url(), leitprojekt.strategie
    client.get(page)
    type(other).objects.filter(pk=other.pk).update(slug="anderswo")
    leitprojekt = type(leitprojekt).objects.get(pk=leitprojekt.pk)

    assert "/anderswo/" in leitprojekt.get_absolute_url()
    assert links(client.get(page), SUPPORTED) == [leitprojekt.get_absolute_url()]
