"""Answering a comment, on a page of its own or by htmx below it."""

import uuid

import pytest
from django.test import Client

from comments import actions
from comments.models import Entwurf, Kommentar
from phases.models import Kommentierphase
from strategies.models import Baustein
from tests import factories
from tests.comments.pages import texts

HTMX = {"HX-Request": "true"}


@pytest.fixture
def parent(baustein):
    return factories.comment(baustein, text="Ein Rufbus fehlt.")


@pytest.fixture
def signed_in(client, resident):
    client.force_login(resident)
    return client


def address(parent):
    return f"/kommentare/{parent.pk}/antworten/"


def post(client, parent, /, headers=None, **fields):
    data = {"text": "Stimmt.", "idempotency_key": uuid.uuid4(), **fields}
    return client.post(address(parent), data, headers=headers)


def test_the_page_quotes_what_is_answered(client, parent):
    response = client.get(address(parent))

    assert texts(response) == ["Ein Rufbus fehlt."]
    assert f"Antwort an {parent.author.pseudonym}" in response.text


def test_a_reply_is_published_and_counted(signed_in, parent, baustein):
    response = post(signed_in, parent)

    reply = parent.replies.get()
    assert (response.status_code, response.url) == (302, reply.get_absolute_url())
    assert (reply.root, reply.depth, reply.category) == (parent, 1, "")
    parent.refresh_from_db()
    baustein.refresh_from_db()
    assert (parent.reply_count, parent.thread_count, baustein.comment_count) == (1, 1, 2)


def test_a_reply_to_a_reply_belongs_to_the_same_thread(signed_in, parent, baustein):
    first = factories.comment(baustein, parent=parent)

    post(signed_in, first)

    second = first.replies.get()
    assert (second.root, second.depth) == (parent, 2)
    parent.refresh_from_db()
    assert (parent.reply_count, parent.thread_count) == (1, 2)


def test_fields_the_form_does_not_have_change_nothing(signed_in, parent, resident):
    other = factories.comment(factories.open_baustein())
    post(
        signed_in,
        parent,
        category="kritik",
        parent=other.pk,
        root=other.pk,
        baustein=other.baustein_id,
        official_office="Rathaus",
        depth=0,
    )

    reply = parent.replies.get()
    assert (reply.category, reply.official_office) == ("", "")
    assert (reply.baustein_id, reply.parent_id) == (parent.baustein_id, parent.pk)
    assert reply.author == resident


def test_htmx_gets_the_form_alone(client, parent):
    response = client.get(address(parent), headers=HTMX)

    assert response.text.strip().startswith("<form")
    assert f'data-hx-target="#faden-{parent.pk}"' in response.text
    assert "<html" not in response.text


def test_htmx_gets_the_thread_with_the_new_reply_and_a_word_of_thanks(signed_in, parent):
    response = post(signed_in, parent, headers=HTMX)

    assert response.status_code == 200
    assert response.text.strip().startswith(f'<li id="faden-{parent.pk}">')
    assert texts(response) == ["Ein Rufbus fehlt.", "Stimmt."]
    assert "Danke. Ihr Beitrag ist veröffentlicht." in response.text
    reply = parent.replies.get()
    assert f"/kommentare/{reply.pk}/bearbeiten/" in response.text


def test_htmx_leads_somebody_without_an_account_to_the_sign_in_page(client, parent):
    response = post(client, parent, headers=HTMX)

    assert response.headers["HX-Redirect"].startswith("/konto/anmelden/?next=")
    assert Entwurf.objects.get().text == "Stimmt."


@pytest.mark.parametrize("headers", [None, HTMX])
def test_a_text_too_long_is_explained_and_kept(signed_in, parent, headers):
    response = post(signed_in, parent, headers=headers, text="x" * 4001)

    assert response.status_code == 422
    assert "um 1 Zeichen zu lang" in response.text
    assert "x" * 4001 in response.text
    assert response.headers["HX-Retarget"] == f"#antwort-{parent.pk}"


@pytest.mark.parametrize("headers", [None, HTMX])
@pytest.mark.parametrize("who", ["resident", "anonymous"])
def test_a_closed_phase_is_said_and_the_text_kept(baustein, parent, resident, headers, who):
    client = Client()
    if who == "resident":
        client.force_login(resident)
    factories.end_phase(baustein)

    response = post(client, parent, headers=headers)

    assert response.status_code == 409
    assert "Die Beteiligung endete am" in response.text
    assert "Stimmt.</textarea>" in response.text
    assert not parent.replies.exists()


@pytest.mark.parametrize("who", ["resident", "anonymous"])
@pytest.mark.parametrize("gone", ["hidden", "withdrawn"])
def test_an_answer_to_what_is_gone_is_refused_and_comes_back(
    parent, resident, moderator, who, gone
):
    client = Client()
    if who == "resident":
        client.force_login(resident)
    if gone == "hidden":
        actions.hide(parent, by=moderator, ground="hass", statement="Hetze.")
    else:
        actions.withdraw(parent, by=parent.author)

    response = post(client, parent)

    assert response.status_code == 409
    assert "Auf diesen Beitrag kann man nicht mehr antworten." in response.text
    assert "Stimmt.</textarea>" in response.text
    assert "Rufbus" not in response.text
    assert parent.author.pseudonym not in response.text
    assert not parent.replies.exists()
    assert client.get(address(parent)).status_code == 404


def test_a_comment_that_waits_cannot_be_answered(signed_in, baustein, resident):
    Kommentierphase.objects.update(release="after_review")
    waiting = factories.comment(baustein)
    own = factories.comment(baustein, resident)

    for parent in (waiting, own):
        assert post(signed_in, parent).status_code == 404
    assert Kommentar.objects.count() == 2


def test_a_comment_on_what_is_not_public_cannot_be_answered(signed_in, parent):
    Baustein.objects.update(status="draft")

    assert signed_in.get(address(parent)).status_code == 404
    assert post(signed_in, parent).status_code == 404


def test_the_action_refuses_a_parent_from_another_baustein(parent, resident):
    other = factories.open_baustein()

    with pytest.raises(actions.ActionRefused, match="nicht mehr antworten"):
        factories.comment(other, resident, parent=parent)


def test_the_same_form_sent_again_is_one_reply(signed_in, parent):
    key = uuid.uuid4()

    for headers in (None, HTMX, None):
        post(signed_in, parent, headers=headers, idempotency_key=key)

    assert parent.replies.count() == 1


def test_where_comments_are_reviewed_first_a_reply_waits(signed_in, parent):
    Kommentierphase.objects.update(release="after_review")

    response = post(signed_in, parent, headers=HTMX)

    assert "wartet auf Prüfung" in response.text
    assert texts(response) == ["Ein Rufbus fehlt.", "Stimmt."]
    assert texts(Client().get(parent.baustein.get_absolute_url())) == ["Ein Rufbus fehlt."]
    parent.refresh_from_db()
    assert parent.thread_count == 0
