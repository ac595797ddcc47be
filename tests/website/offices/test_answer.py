"""The short form behind the link in the mail to an office."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from comments import actions
from mails.models import Mail
from teamwork import inquiries
from teamwork.models import Rueckfrage
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "Ja, er gehört der Stadt. <b>Saniert</b> wird er 2027."
WORDS = "Der Weg am Bach ist kaputt."
WHY = {"ground": "werbung", "statement": "Nichts als Werbung."}


@pytest.fixture
def kommentar(baustein, resident):
    return factories.comment(baustein, resident, text=WORDS)


@pytest.fixture
def rueckfrage(kommentar, moderator):
    return factories.rueckfrage(kommentar, by=moderator)


@pytest.fixture
def address(rueckfrage):
    return factories.answer_address(rueckfrage)


def test_it_shows_the_contribution_and_the_question_and_nobodys_name(
    client, address, kommentar, moderator
):
    page = client.get(address)

    assert page.status_code == 200
    for words in (WORDS, "Gehört der Weg der Stadt?", moderator.pseudonym):
        assert words in page.text
    for secret in (kommentar.author.pseudonym, kommentar.author.email, "csrfmiddlewaretoken"):
        assert secret not in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]


def test_looking_changes_nothing(client, address):
    for _time in range(3):
        client.get(address)

    assert Rueckfrage.objects.get().status == "open"


def test_an_answer_is_given_once_signed_out(address):
    page = Client(enforce_csrf_checks=True).post(address, {"text": TEXT}, follow=True)

    assert "Danke, Ihre Antwort ist da" in page.text
    assert "&lt;b&gt;Saniert&lt;/b&gt;" in page.text
    assert WORDS not in page.text
    row = Rueckfrage.objects.get()
    assert (row.status, row.answer) == ("answered", TEXT)


def test_not_responsible_needs_no_words(client, address):
    page = client.post(address, {"text": "", "nicht_zustaendig": "1"}, follow=True)

    assert "nicht zuständig" in page.text
    assert Rueckfrage.objects.get().status == "elsewhere"


def test_of_somebody_elses_responsibility_words_are_kept(client, address):
    client.post(address, {"text": "Fragen Sie das Forstamt.", "nicht_zustaendig": "1"})

    row = Rueckfrage.objects.get()
    assert (row.status, row.answer) == ("elsewhere", "Fragen Sie das Forstamt.")


@pytest.mark.parametrize("text", ["", "  ", "…", "x" * 4001])
def test_an_answer_without_words_or_with_too_many_is_shown_again(client, address, text):
    page = client.post(address, {"text": text})

    assert page.status_code == 422
    assert text.strip() in page.text
    assert Rueckfrage.objects.get().status == "open"


def test_who_comes_second_learns_it_and_keeps_the_words(client, address, rueckfrage):
    inquiries.answer(rueckfrage, text="Nein.")

    page = client.post(address, {"text": TEXT})

    assert page.status_code == 409
    assert "Ihr Text wurde nicht gespeichert" in page.text
    assert "Saniert" in page.text
    assert Rueckfrage.objects.get().answer == "Nein."


def test_the_same_words_sent_twice_are_no_trouble(client, address):
    client.post(address, {"text": TEXT})
    page = client.post(address, {"text": TEXT})

    assert "Danke, Ihre Antwort ist da" in page.text
    assert "nicht gespeichert" not in page.text


def test_withdrawn_while_somebody_writes(client, address, rueckfrage):
    inquiries.withdraw(rueckfrage)

    for page in (client.get(address), client.post(address, {"text": TEXT})):
        assert page.status_code == 410
        assert "Diese Frage hat sich erledigt" in page.text
        assert WORDS not in page.text
    assert "Saniert" in page.text
    assert Rueckfrage.objects.get().answer == ""


@pytest.mark.parametrize("how", ["hidden", "withdrawn"])
def test_a_contribution_that_is_gone_is_not_shown(client, address, kommentar, moderator, how):
    if how == "hidden":
        actions.hide(kommentar, by=moderator, **WHY)
    else:
        actions.withdraw(kommentar, by=kommentar.author)

    for page in (client.get(address), client.post(address, {"text": TEXT})):
        assert page.status_code == 410
        assert "nicht mehr zu lesen" in page.text
        assert WORDS not in page.text


def test_what_was_taken_out_is_not_shown(client, address, kommentar, moderator):
    actions.redact(
        kommentar, by=moderator, passages=[(0, 7)], ground="persoenliche_daten", statement="Wo?"
    )

    page = client.get(address)

    assert "Der Weg" not in page.text
    assert "[Angabe entfernt" in page.text


def test_two_weeks_after_the_day_the_link_is_over(client, address):
    day = timezone.localdate()
    Rueckfrage.objects.update(due_on=day - timedelta(days=14))
    assert client.get(address).status_code == 200

    Rueckfrage.objects.update(due_on=day - timedelta(days=15))
    for page in (client.get(address), client.post(address, {"text": TEXT})):
        assert page.status_code == 410
        assert WORDS not in page.text


@pytest.mark.parametrize(
    "token",
    [
        lambda pk: str(pk),
        lambda pk: signing.dumps(pk),
        lambda pk: signing.dumps(pk, salt="comments.complaint"),
        lambda pk: signing.dumps(10**6, salt="teamwork.answer"),
    ],
)
def test_no_other_link_opens_it(client, rueckfrage, token):
    page = client.get(f"/auskunft/{token(rueckfrage.pk)}/")

    assert page.status_code == 404
    assert WORDS not in page.text


def test_a_question_that_went_with_an_account_is_no_link(client, address):
    Rueckfrage.objects.all().delete()

    assert client.get(address).status_code == 404
    assert client.post(address, {"text": TEXT}).status_code == 404


def test_programs_are_slowed_down(client, address, settings):
    settings.LIMITS = {**settings.LIMITS, "answer": {"network": (1, 3600)}}
    settings.FORM_LEAST_SECONDS = 0
    other = factories.rueckfrage(Rueckfrage.objects.get().kommentar, by=None, office="Forstamt")

    assert client.post(address, {"text": TEXT}).status_code == 302
    page = client.post(factories.answer_address(other), {"text": TEXT})

    assert page.status_code == 429
    assert "Saniert" in page.text


def test_the_mail_is_one_to_the_office(rueckfrage):
    assert Mail.objects.filter(template="inquiry", user=None).count() == 1
