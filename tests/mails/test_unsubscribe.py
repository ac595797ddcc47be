"""/mails/abbestellen/<token>/: one click, without signing in (RFC 8058)."""

import pytest
from django.core import signing
from django.test import Client

from comments import actions
from comments.complaint_links import complaint_token
from comments.models import Moderationsentscheidung
from mails.models import DIGEST, Frequency, Kind
from mails.preferences import choose, frequencies
from mails.tokens import unsubscribe_link
from tests import factories

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def path(resident, settings):
    return unsubscribe_link(resident, Kind.REPLY).removeprefix(settings.SITE_URL)


def left(user):
    """The kinds somebody still gets."""
    return {kind for kind, how in frequencies(user).items() if how != Frequency.NONE}


def test_a_scanner_that_follows_the_link_changes_nothing(client, path, resident):
    for method in (client.get, client.head, client.get):
        assert method(path).status_code == 200
    page = client.get(path)

    assert "Antworten auf meine Beiträge" in page.text
    assert resident.pseudonym not in page.text
    assert left(resident) == set(Kind)


def test_a_mail_program_unsubscribes_by_one_post_without_a_cookie(path, resident):
    client = Client(enforce_csrf_checks=True)
    response = client.post(path, ONE_CLICK)

    assert response.status_code == 200
    assert left(resident) == set(Kind) - {Kind.REPLY}
    assert client.post(path, ONE_CLICK).status_code == 200
    assert left(resident) == set(Kind) - {Kind.REPLY}


def test_a_reader_unsubscribes_by_the_button(client, path, resident):
    page = client.post(path)

    assert "Abbestellt" in page.text
    assert Kind.REPLY not in left(resident)


def test_of_a_digest_everything_in_it_ends(client, resident, settings):
    choose(resident, Kind.REPLY, Frequency.DAILY)
    choose(resident, Kind.RESULTS, Frequency.DAILY)
    client.post(unsubscribe_link(resident, DIGEST).removeprefix(settings.SITE_URL), ONE_CLICK)

    assert left(resident) == set(Kind) - {Kind.REPLY, Kind.RESULTS}


def test_what_was_ended_can_be_chosen_again_and_ended_again(client, path, resident):
    client.post(path, ONE_CLICK)
    choose(resident, Kind.REPLY, Frequency.AT_ONCE)
    client.post(path, ONE_CLICK)

    assert Kind.REPLY not in left(resident)


def altered(token):
    yield token[:-1]
    yield token + "A"
    yield ("A" if token[0] != "A" else "B") + token[1:]
    yield "x"
    value, rest = token.split(":", 1)
    other = signing.b64_encode(b'[1,"results"]').decode()
    assert other != value
    yield f"{other}:{rest}"


def test_an_altered_token_is_refused_and_says_what_to_do(client, path, resident):
    token = path.split("/")[-2]
    for wrong in altered(token):
        page = client.post(f"/mails/abbestellen/{wrong}/", ONE_CLICK)
        assert page.status_code == 404
        assert "Dieser Link gilt nicht" in page.text
    assert left(resident) == set(Kind)


def test_a_token_for_another_purpose_is_refused(client, baustein, moderator):
    actions.hide(factories.comment(baustein), by=moderator, ground="hass", statement="Hass.")
    token = complaint_token(Moderationsentscheidung.objects.get())

    assert client.post(f"/mails/abbestellen/{token}/").status_code == 404


def test_a_token_of_this_page_is_good_for_no_complaint(client, path):
    assert client.get(f"/beschwerde/{path.split('/')[-2]}/").status_code in (404, 410)


def test_a_deleted_account_is_no_error(client, path, resident):
    resident.delete()

    assert client.post(path, ONE_CLICK).status_code == 404
