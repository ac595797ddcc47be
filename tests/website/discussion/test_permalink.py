"""The address of one comment: in one request, on the right page, highlighted."""

import re
import uuid

import pytest
from django.test import Client

from comments import actions
from phases.models import Kommentierphase
from strategies.models import Baustein
from tests import factories
from tests.comments.pages import more_link, roots, texts


def highlighted(response):
    return re.findall(r'class="comment[^"]* highlight" id="kommentar-(\d+)"', response.text)


def test_a_comment_far_down_is_on_the_page_and_highlighted(client, baustein, resident):
    rows = [factories.comment(baustein, resident, text=f"Faden {i}") for i in range(45)]

    response = client.get(f"/kommentare/{rows[3].pk}/")

    assert response.status_code == 200
    assert highlighted(response) == [str(rows[3].pk)]
    assert roots(response) == ["Faden 3", "Faden 2", "Faden 1", "Faden 0"]


def test_the_pages_after_a_permalink_go_on_where_it_ends(client, baustein, resident):
    rows = [factories.comment(baustein, resident, text=f"Faden {i}") for i in range(45)]
    response = client.get(f"/kommentare/{rows[30].pk}/")

    following = client.get(more_link(response))

    assert roots(response) == [f"Faden {i}" for i in range(30, 10, -1)]
    assert roots(following) == [f"Faden {i}" for i in range(10, -1, -1)]
    assert more_link(response).startswith(baustein.get_absolute_url())


def test_a_deep_reply_stands_in_its_thread(client, baustein):
    other = factories.comment(baustein, text="Anderer Faden")
    kommentar = factories.comment(baustein, text="Wurzel")
    for i in range(6):
        kommentar = factories.comment(baustein, text=f"Antwort {i}", parent=kommentar)

    response = client.get(f"/kommentare/{kommentar.pk}/")

    assert highlighted(response) == [str(kommentar.pk)]
    assert texts(response)[:7] == ["Wurzel", *(f"Antwort {i}" for i in range(6))]
    assert roots(response) == ["Wurzel", other.text]


def test_the_address_is_that_of_the_baustein_for_search_engines(client, baustein):
    kommentar = factories.comment(baustein)

    response = client.get(f"/kommentare/{kommentar.pk}/")

    assert (
        f'{baustein.get_absolute_url()}">' in re.search(r'rel="canonical"[^>]*>', response.text)[0]
    )


def test_ones_own_comment_that_waits_is_shown_to_oneself_alone(baustein, resident, moderator):
    Kommentierphase.objects.update(release="after_review")
    kommentar = factories.comment(baustein, resident, text="Wartet noch")

    for person, status in ((resident, 200), (factories.user(), 404), (None, 404)):
        client = Client()
        if person:
            client.force_login(person)
        response = client.get(f"/kommentare/{kommentar.pk}/")
        assert response.status_code == status
        assert ("Wartet noch" in response.text) == (status == 200)


def test_a_tombstone_has_an_address_and_no_text(client, baustein, moderator):
    kommentar = factories.comment(baustein, text="Geheimwort")
    actions.hide(kommentar, by=moderator, ground="hass", statement="Nur für die Akten.")

    response = client.get(f"/kommentare/{kommentar.pk}/")

    assert highlighted(response) == [str(kommentar.pk)]
    assert "Hass oder Hetze" in response.text
    assert "Geheimwort" not in response.text
    assert "Nur für die Akten" not in response.text


def test_a_withdrawn_comment_leaves_its_place_and_the_replies(client, baustein):
    kommentar = factories.comment(baustein, text="Geheimwort")
    factories.comment(baustein, text="Schade", parent=kommentar)
    actions.withdraw(kommentar, by=kommentar.author)

    response = client.get(f"/kommentare/{kommentar.pk}/")

    assert "zurückgezogen" in response.text
    assert texts(response) == ["Schade"]
    assert kommentar.author.pseudonym not in response.text


@pytest.mark.parametrize("change", [{"status": "draft"}, {"status": "archived"}])
def test_a_comment_on_what_is_not_public_is_not_found(client, baustein, change):
    kommentar = factories.comment(baustein)
    Baustein.objects.filter(pk=baustein.pk).update(**change)

    assert client.get(f"/kommentare/{kommentar.pk}/").status_code == 404


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999"])
def test_a_number_without_a_comment_is_not_found(client, db, number):
    assert client.get(f"/kommentare/{number}/").status_code == 404


def told(response):
    """The comment at which messages stand, and what they say."""
    place = r'id="kommentar-(\d+)"[^>]*>\s*<div role="status">(.*?)</div>'
    return [
        (int(pk), re.findall(r'<p class="alert \w+">(.*?)</p>', html))
        for pk, html in re.findall(place, response.text, re.DOTALL)
    ]


@pytest.mark.parametrize(
    ("path", "fields", "sentence"),
    [
        ("{baustein}", {"category": "frage"}, "Danke. Ihr Beitrag ist veröffentlicht."),
        ("/kommentare/{other}/antworten/", {}, "Danke. Ihr Beitrag ist veröffentlicht."),
        ("/kommentare/{own}/bearbeiten/", {"category": "frage"}, "Ihre Änderung ist gespeichert."),
        (
            "/kommentare/{other}/melden/",
            {"ground": "werbung", "explanation": "Wirbt."},
            "Danke. Die Moderation sieht sich den Beitrag an.",
        ),
    ],
)
def test_what_was_done_to_a_comment_is_said_where_one_is_led(
    client, baustein, resident, path, fields, sentence
):
    """The browser scrolls to the comment: at the top of the page nobody would read it."""
    own = factories.comment(baustein, resident)
    pks = {"own": own.pk, "other": factories.comment(baustein).pk}
    client.force_login(resident)
    data = {"text": "Ein Brunnen.", "idempotency_key": uuid.uuid4(), **fields}

    sent = client.post(path.format(baustein=baustein.get_absolute_url(), **pks), data)
    page = client.get(sent.url)

    ((pk, (message,)),) = told(page)
    assert pk == int(sent.url.rpartition("-")[2])
    assert message.startswith(sentence)
    assert page.text.count(sentence) == 1
    assert sentence not in client.get(sent.url).text
