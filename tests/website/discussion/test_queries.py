"""What a page costs: the same number of queries however much stands on it."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments import actions
from comments.models import Kommentar
from tests import factories
from tests.comments.pages import roots


@pytest.fixture
def queries():
    """Run a request and return the number of queries, without those that manage transactions."""

    def count(request):
        with CaptureQueriesContext(connection) as captured:
            response = request()
        assert response.status_code in {200, 302}
        control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
        return len([q for q in captured.captured_queries if not q["sql"].startswith(control)])

    return count


def fill(baustein, threads, moderator, voter):
    """Threads with replies, votes, a tombstone and an official answer each."""
    for i in range(threads):
        root = factories.comment(baustein, text=f"Faden {i}")
        reply = factories.comment(baustein, parent=root)
        deep = factories.comment(baustein, parent=reply)
        factories.comment(baustein, moderator, parent=deep)
        actions.vote(root, by=voter, value=1)
        actions.withdraw(reply, by=reply.author)


@pytest.mark.parametrize("threads", [1, 3, 6])
def test_baustein_page(client, baustein, moderator, resident, queries, threads):
    fill(baustein, threads, moderator, resident)
    page = baustein.get_absolute_url()
    client.get(page)
    assert queries(lambda: client.get(page)) == 6

    client.force_login(resident)
    assert queries(lambda: client.get(page)) == 10
    client.force_login(moderator)
    # And what they may do here.
    assert queries(lambda: client.get(page)) == 11
    assert len(roots(client.get(page))) == threads


@pytest.mark.parametrize("threads", [1, 3])
def test_baustein_page_of_a_leitprojekt(client, moderator, resident, queries, threads):
    baustein = factories.open_baustein(kind="leitprojekt")
    fill(baustein, threads, moderator, resident)

    assert queries(lambda: client.get(baustein.get_absolute_url())) == 6


@pytest.mark.parametrize("threads", [1, 3])
def test_filtered_page(client, baustein, moderator, resident, queries, threads):
    fill(baustein, threads, moderator, resident)
    page = f"{baustein.get_absolute_url()}?suche=Gute&art=vorschlag&beantwortet=on"

    assert queries(lambda: client.get(page)) == 7
    client.force_login(resident)
    assert queries(lambda: client.get(f"{page}&meine=on")) <= 10


@pytest.mark.parametrize("threads", [1, 3])
def test_permalink(client, baustein, moderator, resident, queries, threads):
    fill(baustein, threads, moderator, resident)
    deep = Kommentar.objects.filter(depth=2).first()

    assert queries(lambda: client.get(f"/kommentare/{deep.pk}/")) == 7


@pytest.mark.parametrize("threads", [1, 3])
def test_writing_a_comment(client, baustein, moderator, resident, queries, threads):
    fill(baustein, threads, moderator, resident)
    data = {"text": "Neu.", "category": "frage"}

    for person in (resident, moderator):
        client.force_login(person)
        key = uuid.uuid4()
        cost = queries(
            lambda key=key: client.post(
                baustein.get_absolute_url(), {**data, "idempotency_key": key}
            )
        )
        assert cost <= 14, cost


@pytest.mark.parametrize("depth", [0, 1, 2])
@pytest.mark.parametrize("threads", [1, 3])
def test_answering(client, baustein, moderator, resident, queries, threads, depth):
    fill(baustein, threads, moderator, resident)
    parent = Kommentar.objects.published().filter(depth=depth).first()
    if depth == 1:
        parent = factories.comment(baustein, parent=Kommentar.objects.roots().first())

    for person in (resident, moderator):
        client.force_login(person)
        key = uuid.uuid4()
        cost = queries(
            lambda key=key: client.post(
                f"/kommentare/{parent.pk}/antworten/", {"text": "Ja.", "idempotency_key": key}
            )
        )
        assert cost <= 14, cost


@pytest.mark.parametrize("threads", [1, 3])
def test_voting_editing_and_withdrawing(client, baustein, moderator, resident, queries, threads):
    fill(baustein, threads, moderator, resident)
    own = factories.comment(baustein, resident)
    client.force_login(resident)
    other = Kommentar.objects.roots().exclude(author=resident).last()

    here = "/kommentare"
    assert queries(lambda: client.post(f"{here}/{other.pk}/bewerten/", {"value": -1})) <= 12
    edit = {"text": "Neu.", "category": "frage"}
    assert queries(lambda: client.post(f"{here}/{own.pk}/bearbeiten/", edit)) <= 12
    assert queries(lambda: client.post(f"{here}/{own.pk}/zurueckziehen/")) <= 12
