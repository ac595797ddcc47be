"""The buttons for and against, with and without htmx."""

import re

import pytest
from django.test import Client
from lxml import html

from comments import actions
from comments.models import Bewertung, Entwurf
from strategies.models import Baustein
from tests import factories

HTMX = {"HX-Request": "true"}


@pytest.fixture
def kommentar(baustein):
    return factories.comment(baustein)


@pytest.fixture
def signed_in(client, resident):
    client.force_login(resident)
    return client


def post(client, kommentar, value, headers=None, **fields):
    data = {"value": value, **fields}
    return client.post(f"/kommentare/{kommentar.pk}/bewerten/", data, headers=headers)


def counts(kommentar):
    kommentar.refresh_from_db()
    return kommentar.up_count, kommentar.down_count


def buttons(response):
    """The value each button would send, and whether it is pressed."""
    return re.findall(r'name="value" value="(-?\d)" aria-pressed="(true|false)"', response.text)


def test_a_vote_counts_and_leads_back_to_the_comment(signed_in, kommentar):
    response = post(signed_in, kommentar, 1)

    assert (response.status_code, response.url) == (302, kommentar.get_absolute_url())
    assert counts(kommentar) == (1, 0)


def test_a_vote_leads_back_to_where_it_was_cast(signed_in, kommentar, baustein):
    here = f"{baustein.get_absolute_url()}?sortierung=zustimmung"

    assert post(signed_in, kommentar, 1, next=here).url == f"{here}#kommentar-{kommentar.pk}"


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com", "javascript:x"])
def test_a_vote_leads_to_no_other_site(signed_in, kommentar, target):
    assert post(signed_in, kommentar, 1, next=target).url == kommentar.get_absolute_url()


def test_htmx_gets_the_new_counts_and_buttons(signed_in, kommentar):
    response = post(signed_in, kommentar, 1, headers=HTMX)
    assert response.text.strip().startswith(f'<span class="votes" id="stimmen-{kommentar.pk}">')
    assert buttons(response) == [("0", "true"), ("-1", "false")]

    response = post(signed_in, kommentar, -1, headers=HTMX)
    assert buttons(response) == [("1", "false"), ("0", "true")]
    assert counts(kommentar) == (0, 1)

    response = post(signed_in, kommentar, 0, headers=HTMX)
    assert buttons(response) == [("1", "false"), ("-1", "false")]
    assert counts(kommentar) == (0, 0)


def test_the_page_shows_how_one_voted(signed_in, kommentar, baustein):
    post(signed_in, kommentar, -1)

    assert buttons(signed_in.get(baustein.get_absolute_url())) == [("1", "false"), ("0", "true")]


@pytest.mark.parametrize("value", ["", "2", "-2", "x", "1e9", "\u0000"])
def test_a_value_that_is_no_vote_changes_nothing(signed_in, kommentar, value):
    assert post(signed_in, kommentar, value).status_code == 302
    assert not Bewertung.objects.exists()


def test_ones_own_comment_has_no_buttons_and_takes_no_vote(client, kommentar, baustein):
    client.force_login(kommentar.author)

    assert buttons(client.get(baustein.get_absolute_url())) == []
    assert "nicht bewerten" in post(client, kommentar, 1, headers=HTMX).text
    assert "nicht bewerten" in client.get(post(client, kommentar, 1).url).text
    assert counts(kommentar) == (0, 0)


@pytest.mark.parametrize("headers", [None, HTMX])
def test_after_the_end_a_vote_is_refused_with_the_end_time(signed_in, kommentar, baustein, headers):
    factories.end_phase(baustein)

    response = post(signed_in, kommentar, 1, headers=headers)
    if response.status_code == 302:
        response = signed_in.get(response.url)

    assert "Die Beteiligung endete am" in response.text
    assert buttons(response) == []
    assert counts(kommentar) == (0, 0)


def test_a_refusal_stands_at_the_comment_wherever_one_came_from(client, kommentar, baustein):
    client.force_login(kommentar.author)
    response = post(client, kommentar, 1, next=f"{baustein.get_absolute_url()}?art=frage")

    assert response.url == kommentar.get_absolute_url()
    at_the_comment = client.get(response.url).text.partition(f'id="kommentar-{kommentar.pk}"')[2]
    assert "nicht bewerten" in at_the_comment


def test_who_is_not_signed_in_is_asked_to(client, kommentar):
    address = post(client, kommentar, 1).url
    assert address.startswith("/konto/anmelden/?next=/kommentare/")
    assert post(client, kommentar, 1, headers=HTMX).headers["HX-Redirect"] == address
    assert counts(kommentar) == (0, 0)


@pytest.mark.parametrize("gone", ["hidden", "withdrawn", "draft"])
def test_what_is_gone_takes_no_vote(signed_in, kommentar, moderator, gone):
    if gone == "hidden":
        actions.hide(kommentar, by=moderator, ground="hass", statement="Hetze.")
    elif gone == "withdrawn":
        actions.withdraw(kommentar, by=kommentar.author)
    else:
        Baustein.objects.update(status="draft")

    for client in (signed_in, Client()):
        assert post(client, kommentar, 1).status_code == 404
    assert counts(kommentar) == (0, 0)


TYPED = {"text": "Noch nicht fertig", "category": "kritik", "opened": "x", "value": "1"}


def vote_url(kommentar):
    return f"/kommentare/{kommentar.pk}/bewerten/"


def field_of(page):
    return html.fromstring(page.text).get_element_by_id("id_text").text_content().strip()


def test_without_script_a_vote_leaves_what_is_being_written(client, baustein, kommentar, resident):
    client.force_login(resident)
    back = f"{baustein.get_absolute_url()}?sortierung=aelteste"

    page = client.post(vote_url(kommentar), {**TYPED, "next": back}, follow=True)

    assert field_of(page) == "Noch nicht fertig"
    assert page.context["filter"].sort == "aelteste"
    assert html.fromstring(page.text).xpath("//input[@value='kritik']/@checked")
    assert Bewertung.objects.get().user == resident
    assert baustein.kommentare.get() == kommentar


@pytest.mark.parametrize("enforced", [False, True])
def test_who_has_to_sign_in_keeps_the_text_even_without_cookies(baustein, kommentar, enforced):
    first, second = Client(enforce_csrf_checks=enforced), Client(enforce_csrf_checks=enforced)

    answer = first.post(vote_url(kommentar), TYPED)
    page = second.post(answer.url, TYPED)

    assert answer.status_code == 307
    assert field_of(page) == "Noch nicht fertig"
    assert "müssen Sie angemeldet sein" in page.text
    assert not Entwurf.objects.exists()


def test_a_vote_too_many_leaves_what_is_being_written(client, kommentar, resident, settings):
    settings.LIMITS = {**settings.LIMITS, "vote": {"account": (0, 60)}}
    client.force_login(resident)

    page = client.post(vote_url(kommentar), TYPED, follow=True)

    assert field_of(page) == "Noch nicht fertig"
    assert "Das war viel in kurzer Zeit." in page.text


def test_where_the_phase_has_ended_the_text_is_there_to_copy(client, baustein, kommentar, resident):
    client.force_login(resident)
    factories.end_phase(baustein)

    page = client.post(vote_url(kommentar), TYPED, follow=True)

    copied = html.fromstring(page.text).get_element_by_id("ihr-text")
    assert copied.text_content().strip() == "Noch nicht fertig"


def test_the_text_is_led_to_the_page_of_the_comment_alone(client, kommentar, baustein):
    away = client.post(vote_url(kommentar), {**TYPED, "next": "/konto/loeschen/?a=b"})

    assert away.url.startswith(f"{baustein.get_absolute_url()}?a=b&")


def test_with_script_the_sentence_stands_at_the_button(client, kommentar):
    answer = client.post(vote_url(kommentar), TYPED, headers={"HX-Request": "true"})

    assert "müssen Sie angemeldet sein" in answer.text
    assert "HX-Redirect" not in answer.headers
