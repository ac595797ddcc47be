"""The complaint behind the link in the mail (EU 2022/2065, Art. 20)."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import actions
from comments.complaint_links import complaint_token
from comments.models import Beschwerde, Moderationsentscheidung, Status
from mails.models import Mail
from tests import factories
from tests.evidence import rewrite

TEXT = "Das war Kritik an der Planung, keine Werbung."


@pytest.fixture
def kommentar(baustein, moderator):
    return factories.hidden_comment(baustein, by=moderator, text="Kauft nicht bei Planern!")


@pytest.fixture
def address(kommentar):
    return factories.complaint_address(kommentar)


@pytest.fixture
def colleague(baustein):
    return factories.staff(baustein.strategie.konzept, role="moderation")


def late(model=Moderationsentscheidung):
    """Let the six months pass."""
    rewrite(model, at=timezone.now() - timedelta(days=200))


def test_the_link_in_the_mail_leads_here_signed_out(client, kommentar, address):
    mail = Mail.objects.get(template="hidden")

    assert address in mail.text
    page = client.get(address)
    for words in ("Kauft nicht bei Planern!", "Nichts als Werbung.", "Werbung (Netiquette"):
        assert words in page.text
    assert "csrfmiddlewaretoken" not in page.text


def test_a_complaint_is_filed_once_and_the_link_shows_what_becomes_of_it(
    client, kommentar, address, colleague
):
    page = client.post(address, {"text": TEXT}, follow=True)

    beschwerde = Beschwerde.objects.get()
    assert beschwerde.text == TEXT
    assert "Ihre Beschwerde ist eingegangen" in page.text
    assert 'name="text"' not in page.text
    assert Mail.objects.filter(template="complaint_received").count() == 1

    actions.decide_complaint(beschwerde, by=colleague, uphold=True, statement="Stimmt, Kritik.")

    page = client.get(address)
    assert "Sie haben recht bekommen" in page.text
    assert "Stimmt, Kritik." in page.text
    kommentar.refresh_from_db()
    assert kommentar.status == Status.PUBLISHED


def test_a_rejected_complaint_says_why(client, address, colleague):
    client.post(address, {"text": TEXT})
    actions.decide_complaint(
        Beschwerde.objects.get(), by=colleague, uphold=False, statement="Es bleibt Werbung."
    )

    page = client.get(address)

    assert "Die Entscheidung bleibt bestehen" in page.text
    assert "Es bleibt Werbung." in page.text


def test_using_the_link_again_changes_nothing(client, address):
    client.post(address, {"text": TEXT})

    page = client.post(address, {"text": "Noch etwas."})

    assert page.status_code == 409
    assert Beschwerde.objects.get().text == TEXT
    assert TEXT in page.text


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_scanner_that_opens_the_link_changes_nothing(address, method):
    for _time in range(3):
        getattr(Client(), method)(address)

    assert not Beschwerde.objects.exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Bitte schreiben Sie etwas."), (" \u202e ", "Hier steht nichts, was man lesen kann.")],
)
def test_without_a_text_there_is_no_complaint(client, address, text, sentence):
    page = client.post(address, {"text": text})

    assert page.status_code == 422
    assert sentence in page.text
    assert not Beschwerde.objects.exists()


def test_after_six_months_it_is_too_late(client, address):
    late()

    for page in (client.get(address), client.post(address, {"text": TEXT})):
        assert page.status_code == 410
        assert "Die Frist ist vorbei" in page.text
        assert "Planern" not in page.text
    assert not Beschwerde.objects.exists()


def test_the_outcome_can_be_read_after_the_deadline_too(client, address):
    client.post(address, {"text": TEXT})
    late()

    page = client.get(address)

    assert page.status_code == 200
    assert TEXT in page.text


def _altered(token):
    return f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}"


@pytest.mark.parametrize(
    "forge",
    [
        pytest.param(lambda token, pk: _altered(token), id="altered"),
        pytest.param(lambda token, pk: token.replace(":", "", 1), id="cut"),
        pytest.param(lambda token, pk: f"x{token}", id="prefixed"),
        pytest.param(lambda token, pk: str(pk), id="bare number"),
        pytest.param(lambda token, pk: signing.dumps(pk), id="no salt"),
        pytest.param(
            lambda token, pk: signing.dumps(pk, salt="mails.unsubscribe"), id="other salt"
        ),
        pytest.param(
            lambda token, pk: signing.dumps(10**6, salt="comments.complaint"), id="no decision"
        ),
        pytest.param(lambda token, pk: "a\0b", id="null byte"),
        pytest.param(lambda token, pk: "ä:ö:ü", id="umlauts"),
    ],
)
def test_what_is_not_a_link_of_ours_tells_nothing(client, kommentar, address, forge):
    token = address.rstrip("/").rpartition("/")[2]
    forged = reverse("comments:complain", args=[forge(token, kommentar.entscheidungen.get().pk)])

    for page in (client.get(forged), client.post(forged, {"text": TEXT})):
        assert page.status_code == 404
        assert "Dieser Link gilt nicht" in page.text
        assert "Planern" not in page.text
    assert not Beschwerde.objects.exists()


def test_a_link_to_a_decision_that_restricts_nobody_is_none(client, baustein, moderator):
    kommentar = factories.hidden_comment(baustein, by=moderator)
    actions.restore(kommentar, by=moderator, statement="Irrtum.")
    restored = kommentar.entscheidungen.get(action="restore")

    token = complaint_token(restored)

    assert client.get(reverse("comments:complain", args=[token])).status_code == 404


def test_warnings_and_blocks_can_be_complained_about(client, baustein, moderator):
    kommentar = factories.comment(baustein)
    why = {"by": moderator, "ground": "beleidigung", "statement": "Kein Ton."}
    actions.warn(kommentar, **why)
    warned = client.get(factories.complaint_address(kommentar))
    actions.block(kommentar, until=timezone.now() + timedelta(days=7), **why)
    blocked = client.get(factories.complaint_address(kommentar))

    assert "Sie wurden verwarnt." in warned.text
    assert "nicht schreiben" in blocked.text


def test_the_page_is_kept_from_search_engines_caches_and_other_sites(client, address):
    forged = reverse("comments:complain", args=["falsch"])
    for page in (client.get(address), client.post(address, {}), client.get(forged)):
        assert page.headers["X-Robots-Tag"] == "noindex"
        assert "no-store" in page.headers["Cache-Control"]
        assert page.headers["Referrer-Policy"] == "no-referrer"


def test_it_works_where_browsers_hide_the_origin(address):
    """„no-referrer“ makes them send „Origin: null“, which the CSRF check would refuse."""
    client = Client(enforce_csrf_checks=True)

    page = client.post(address, {"text": TEXT}, headers={"Origin": "null"})

    assert page.status_code == 302
    assert Beschwerde.objects.exists()
