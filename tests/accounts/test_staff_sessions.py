"""Staff are signed out after a while without a page; what they wrote is not lost."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Sitzung
from tests import factories

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
TEXT = "Eine lange Begründung, an der jemand eine Viertelstunde saß."


@pytest.fixture(autouse=True)
def _limited(settings):
    settings.STAFF_SESSION_IDLE_MINUTES, settings.STAFF_SESSION_HOURS = 120, 12


@pytest.fixture
def clerk(client):
    person = factories.superuser()
    client.force_login(person)
    assert client.get("/verwaltung/").status_code == 200
    return person


def pass_time(client, **time):
    """Let the last page be as long ago as ``time`` says."""
    session = client.session
    session["seen_at"] = (timezone.now() - timedelta(**time)).isoformat()
    session.save()


def test_after_a_while_without_a_page_staff_sign_in_anew(client, clerk):
    pass_time(client, minutes=121)

    page = client.get("/verwaltung/", follow=True)

    assert page.redirect_chain[0][0].endswith("?next=%2Fverwaltung%2F")
    assert "Sie waren länger nicht aktiv" in page.text
    assert not Sitzung.objects.filter(user=clerk).exists()


def test_who_works_stays_signed_in(client, clerk):
    for _ in range(3):
        pass_time(client, minutes=100)
        assert client.get("/verwaltung/").status_code == 200


def test_a_clock_that_was_set_back_lets_nobody_stay_longer(client, clerk):
    pass_time(client, days=-1)
    assert client.get("/verwaltung/").status_code == 200

    assert abs(datetime.fromisoformat(client.session["seen_at"]) - timezone.now()) < HOUR


def test_after_a_days_work_the_session_ends_however_busy_it_was(client, clerk):
    row = Sitzung.objects.get(user=clerk)

    assert timedelta(hours=11) < row.expire_date - timezone.now() <= timedelta(hours=12)
    pass_time(client, minutes=100)
    client.get("/verwaltung/")
    assert Sitzung.objects.get(user=clerk).expire_date == row.expire_date


def test_what_was_typed_is_given_back(client, clerk):
    pass_time(client, minutes=121)

    page = client.post("/moderation/", {"statement": TEXT, "csrfmiddlewaretoken": "t" * 64})

    assert page.status_code == 403
    assert TEXT in page.text
    assert "t" * 64 not in page.text
    assert client.get("/verwaltung/").status_code == 302


def test_a_form_that_htmx_loads_leads_to_signing_in(client, clerk):
    pass_time(client, minutes=121)

    response = client.get("/moderation/", headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"].startswith("/konto/anmelden/?next=")


def test_residents_keep_their_sessions(client):
    client.force_login(factories.user())
    client.get("/konto/geraete/")
    pass_time(client, days=5)

    assert client.get("/konto/geraete/").status_code == 200
    assert "seen_at" in client.session


def test_somebody_who_begins_to_work_here_gets_the_shorter_session(client):
    person = factories.user()
    client.force_login(person)
    person.is_staff = True
    person.save()

    client.get("/konto/geraete/")

    assert Sitzung.objects.get(user=person).expire_date < timezone.now() + timedelta(hours=13)
