"""How deep a conversation may go, and how it is shown."""

import re

import pytest

from comments import actions
from comments.models import Kommentar
from comments.threads import build_threads, load_page
from phases.models import Kommentierphase
from tests import factories
from tests.comments.pages import texts


def chain(baustein, length):
    """A comment, its reply, the reply to that one, and so on; returned in order."""
    rows = [factories.comment(baustein, text="Tiefe 0")]
    for depth in range(1, length):
        rows.append(factories.comment(baustein, text=f"Tiefe {depth}", parent=rows[-1]))
    return rows


def walk(node):
    yield node
    for child in node.children:
        yield from walk(child)


def test_replies_are_indented_to_three_levels_and_name_whom_they_answer_below(client, baustein):
    rows = chain(baustein, 7)

    response = client.get(baustein.get_absolute_url())

    [thread] = response.context["page"].threads
    assert [node.level for node in walk(thread)] == [0, 1, 2, 3, 3, 3, 3]
    assert texts(response) == [f"Tiefe {depth}" for depth in range(7)]
    named = re.findall(
        r'<p class="to"><a href="#kommentar-(\d+)">Antwort an (.*?)</a>', response.text
    )
    assert named == [(str(row.pk), row.author.pseudonym) for row in rows[3:6]]


def test_what_is_flat_stands_in_the_order_it_was_written(client, baustein):
    third = chain(baustein, 4)[3]
    first_answer = factories.comment(baustein, text="erste Antwort", parent=third)
    factories.comment(baustein, text="zweite Antwort", parent=third)
    factories.comment(baustein, text="Antwort darauf", parent=first_answer)

    response = client.get(baustein.get_absolute_url())

    assert texts(response)[4:] == ["erste Antwort", "zweite Antwort", "Antwort darauf"]


def test_answers_stay_below_what_they_answer(client, baustein):
    root = factories.comment(baustein, text="Wurzel")
    left = factories.comment(baustein, text="links", parent=root)
    factories.comment(baustein, text="rechts", parent=root)
    factories.comment(baustein, text="unter links", parent=left)

    assert texts(client.get(baustein.get_absolute_url())) == [
        "Wurzel",
        "links",
        "unter links",
        "rechts",
    ]


def test_a_chain_of_three_hundred_is_shown_whole(client, baustein, django_assert_max_num_queries):
    rows = chain(baustein, 300)

    with django_assert_max_num_queries(8):
        response = client.get(baustein.get_absolute_url())

    assert response.status_code == 200
    assert texts(response) == [f"Tiefe {depth}" for depth in range(300)]
    rows[0].refresh_from_db()
    assert (rows[0].reply_count, rows[0].thread_count, rows[-1].depth) == (1, 299, 299)
    assert client.get(rows[-1].get_absolute_url()).status_code == 200


def test_a_tombstone_holds_the_thread_together(client, baustein, moderator):
    rows = chain(baustein, 6)
    actions.hide(rows[1], by=moderator, ground="hass", statement="Hetze.")
    actions.withdraw(rows[4], by=rows[4].author)

    response = client.get(baustein.get_absolute_url())

    assert texts(response) == ["Tiefe 0", "Tiefe 2", "Tiefe 3", "Tiefe 5"]
    assert response.text.count('class="tombstone"') == 2
    assert "Hass oder Hetze" in response.text


@pytest.mark.parametrize("gone", ["hidden", "withdrawn"])
def test_an_answer_to_somebody_who_is_gone_does_not_name_them(client, baustein, moderator, gone):
    rows = chain(baustein, 6)
    target = rows[4]
    if gone == "hidden":
        actions.hide(target, by=moderator, ground="hass", statement="Hetze.")
    else:
        actions.withdraw(target, by=target.author)

    response = client.get(baustein.get_absolute_url())

    assert target.author.pseudonym not in response.text
    assert f'href="#kommentar-{target.pk}"' in response.text


def test_only_its_author_sees_a_reply_that_waits(baustein, resident):
    root = factories.comment(baustein, text="Wurzel")
    Kommentierphase.objects.update(release="after_review")
    factories.comment(baustein, resident, text="wartet", parent=root)
    roots = Kommentar.objects.filter(pk=root.pk)

    for person, expected in ((resident, ["Wurzel", "wartet"]), (factories.user(), ["Wurzel"])):
        [thread] = build_threads(list(roots), person, baustein)
        assert [node.kommentar.text for node in walk(thread)] == expected


def test_a_discussion_without_comments_is_an_empty_page(baustein, resident):
    page = load_page(Kommentar.objects.none(), baustein=baustein, user=resident)

    assert (page.threads, page.next_key, page.is_first) == ([], None, True)


def test_an_official_answer_has_badge_and_office_and_not_the_person(client, baustein):
    clerk = factories.staff(baustein.strategie.konzept, role="redaktion", office="Bauamt <Nord>")
    root = factories.comment(baustein)
    factories.comment(baustein, clerk, parent=root)

    response = client.get(baustein.get_absolute_url())

    words = " ".join(re.sub(r"<[^>]+>", " ", response.text).split())
    assert "Bauamt &lt;Nord&gt; (Antwort der Verwaltung)" in words
    assert clerk.pseudonym not in response.text
