"""The desk: what waits for a member of staff, and nothing of it for anyone else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments import actions as comment_actions
from strategies.models import Zustaendigkeit
from tests import factories

pytestmark = pytest.mark.django_db

DESK = "/schreibtisch/"


@pytest.fixture
def reported(baustein):
    comment_actions.report(
        factories.comment(baustein), user=None, reporter_key="s:1", ground="werbung"
    )


def test_the_desk_shows_what_waits_with_the_way_there(client, moderator, reported):
    client.force_login(moderator)
    page = client.get(DESK)

    assert page.status_code == 200
    assert "1 gemeldeter Beitrag" in page.text
    assert reverse("moderation:queue", args=["gemeldet"]) in page.text


def test_the_desk_names_the_roles_with_their_konzepte(client, moderator):
    other = factories.konzept(title="ILEK Elbaue")
    Zustaendigkeit.objects.create(konzept=other, user=moderator, role="fachamt", office="Bauamt")
    client.force_login(moderator)
    page = client.get(DESK).text

    assert "<dt>Moderation</dt>" in page
    assert "<dt>Fachamt</dt>" in page
    assert "ILEK Elbaue" in page
    assert "Bauamt" in page


def test_nothing_waits_and_the_desk_says_so(client):
    client.force_login(factories.staff(factories.konzept(), role="moderation"))

    assert "Zurzeit wartet nichts auf Sie." in client.get(DESK).text


def test_staff_without_a_role_are_told(client):
    client.force_login(factories.user(is_staff=True))

    assert "Sie sind noch für kein Konzept zuständig." in client.get(DESK).text


def test_for_residents_there_is_no_desk(client, resident):
    client.force_login(resident)

    assert client.get(DESK).status_code == 404
    assert DESK not in client.get("/").text


def test_the_menu_leads_staff_to_their_desk(client, moderator):
    client.force_login(moderator)

    assert f'href="{DESK}"' in client.get("/").text


def test_anonymous_visitors_are_led_to_their_desk_by_signing_in(client):
    response = client.get(DESK)

    assert response.status_code == 302
    assert response["Location"].endswith("?next=/schreibtisch/")


def test_the_desk_asks_as_much_for_three_roles_as_for_one(client, moderator, reported):
    client.force_login(moderator)
    client.get(DESK)
    with CaptureQueriesContext(connection) as one:
        client.get(DESK)
    for _ in range(2):
        Zustaendigkeit.objects.create(
            konzept=factories.konzept(), user=moderator, role="moderation"
        )

    with CaptureQueriesContext(connection) as three:
        client.get(DESK)
    assert len(three) == len(one)
