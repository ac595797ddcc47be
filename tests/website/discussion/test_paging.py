"""Pages of threads that follow one another by key: six first, then twenty."""

import pytest

from comments import actions
from comments.models import Kommentar
from tests import factories
from tests.comments.pages import more_link, roots

SORTS = ["neueste", "aelteste", "zustimmung", "diskussion"]


@pytest.fixture
def threads(baustein, resident):
    """Forty-five threads; votes and replies in only three different numbers."""
    rows = [factories.comment(baustein, resident, text=f"Faden {i}") for i in range(45)]
    for i, row in enumerate(rows):
        Kommentar.objects.filter(pk=row.pk).update(up_count=i % 3, thread_count=i % 3)
    return rows


def walk(client, address, between=None):
    """Follow „Weitere Kommentare“ to the end; the roots of each page."""
    pages = []
    while address:
        response = client.get(address)
        pages.append(roots(response))
        address = more_link(response)
        if between:
            between()
    return pages


@pytest.mark.parametrize("sort", SORTS)
def test_every_thread_comes_exactly_once(client, baustein, threads, sort):
    pages = walk(client, f"{baustein.get_absolute_url()}?sortierung={sort}")

    assert [len(page) for page in pages] == [6, 20, 19]
    assert sorted(sum(pages, [])) == sorted(row.text for row in threads)


@pytest.mark.parametrize("sort", SORTS)
def test_the_order_goes_on_from_page_to_page(client, baustein, threads, sort):
    shown = sum(walk(client, f"{baustein.get_absolute_url()}?sortierung={sort}"), [])

    numbers = [int(text.split()[1]) for text in shown]
    keys = {
        "neueste": lambda i: -i,
        "aelteste": lambda i: i,
        "zustimmung": lambda i: (-(i % 3), -i),
        "diskussion": lambda i: (-(i % 3), -i),
    }
    assert numbers == sorted(range(45), key=keys[sort])


@pytest.mark.parametrize("sort", SORTS)
def test_comments_that_arrive_meanwhile_push_nothing_aside(client, baustein, threads, sort):
    pages = walk(
        client,
        f"{baustein.get_absolute_url()}?sortierung={sort}",
        between=lambda: factories.comment(baustein, text="Neu dazu"),
    )

    shown = [text for text in sum(pages, []) if text != "Neu dazu"]
    assert sorted(shown) == sorted(row.text for row in threads)


def test_filters_go_along_from_page_to_page(client, baustein, resident):
    for i in range(50):
        factories.comment(
            baustein, resident, text=f"Faden {i}", category="frage" if i % 2 else "kritik"
        )

    pages = walk(client, f"{baustein.get_absolute_url()}?art=frage&suche=Faden&sortierung=aelteste")

    assert [len(page) for page in pages] == [6, 19]
    assert sum(pages, []) == [f"Faden {i}" for i in range(1, 50, 2)]


def test_six_threads_are_one_page(client, baustein, resident):
    for i in range(6):
        factories.comment(baustein, resident, text=f"Faden {i}")

    assert more_link(client.get(baustein.get_absolute_url())) is None


def test_tombstones_and_replies_stay_on_their_page(client, baustein, threads, moderator):
    for row in threads[::2]:
        actions.hide(row, by=moderator, ground="hass", statement="Hetze.")
    factories.comment(baustein, text="Antwort", parent=threads[1])

    assert [len(page) for page in walk(client, baustein.get_absolute_url())] == [6, 20, 19]


def test_htmx_gets_the_next_threads_alone(client, baustein, threads):
    address = more_link(client.get(baustein.get_absolute_url()))

    response = client.get(address, headers={"HX-Request": "true"})

    assert len(roots(response)) == 20
    assert response.text.lstrip().startswith("<li id=")
    assert "<ol class" not in response.text.split("<li")[0]
    assert more_link(response)


def test_a_later_page_leads_back_to_the_beginning(client, baustein, threads):
    response = client.get(more_link(client.get(baustein.get_absolute_url())))

    assert "Zurück an den Anfang" in response.text
