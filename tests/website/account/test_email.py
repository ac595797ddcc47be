"""/konto/e-mail/: another address, confirmed by a code; nobody learns who has an account."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests import factories
from tests.visitor import hidden_fields

pytestmark = pytest.mark.django_db

PAGE, CONFIRM = "/konto/e-mail/", "/konto/e-mail/bestaetigen/"


@pytest.fixture
def former(owner):
    return owner.person.email


def email_of(owner):
    return User.objects.get(pk=owner.person.pk).email


def test_the_code_from_the_new_address_changes_it(owner, former):
    owner.post(PAGE, email="Neu@Example.org")
    assert mail.outbox[-1].to == ["neu@example.org"]
    assert email_of(owner) == former
    response = owner.post(CONFIRM, code=f" {owner.mailed_code()} ")

    assert response.url == "/konto/geraete/"
    assert email_of(owner) == "neu@example.org"
    address = EmailAddress.objects.get(user=owner.person)
    assert (address.email, address.verified, address.primary) == ("neu@example.org", True, True)


def test_the_former_address_is_told(owner, former):
    owner.post(PAGE, email="neu@example.org")
    owner.post(CONFIRM, code=owner.mailed_code())

    assert mail.outbox[-1].to == [former]
    assert "eine andere E-Mail-Adresse" in mail.outbox[-1].body
    assert "neu@example.org" not in mail.outbox[-1].body


def test_a_wrong_code_changes_nothing_and_may_be_corrected(owner, former):
    owner.post(PAGE, email="neu@example.org")
    code = owner.mailed_code()
    page = owner.post(CONFIRM, code=owner.wrong_code())
    assert page.status_code == 422
    assert "Der Code stimmt nicht" in page.text
    assert email_of(owner) == former

    owner.post(CONFIRM, code=code)
    assert email_of(owner) == "neu@example.org"


def test_a_code_is_good_once(owner):
    owner.post(PAGE, email="neu@example.org")
    code = owner.mailed_code()
    owner.post(CONFIRM, code=code)

    assert owner.post(CONFIRM, code=code).url == PAGE


def test_a_code_is_good_for_a_quarter_of_an_hour(owner, former, settings):
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    owner.post(PAGE, email="neu@example.org")

    assert owner.post(CONFIRM, code=owner.mailed_code()).url == PAGE
    assert email_of(owner) == former


def test_a_code_is_good_for_the_address_asked_for_last(owner):
    owner.post(PAGE, email="erst@example.org")
    first = owner.mailed_code()
    owner.post(PAGE, email="dann@example.org")
    second = owner.mailed_code()
    if first != second:
        owner.post(CONFIRM, code=first)
        assert email_of(owner) not in ("erst@example.org", "dann@example.org")

    owner.post(CONFIRM, code=second)
    assert email_of(owner) == "dann@example.org"


def test_guessing_ends_after_five_tries(owner, former):
    owner.post(PAGE, email="neu@example.org")
    code = owner.mailed_code()
    for _number in range(5):
        owner.post(CONFIRM, code=owner.wrong_code())

    page = owner.post(CONFIRM, code=code)
    assert page.status_code == 422
    assert "fünfmal" in page.text
    assert email_of(owner) == former


def test_the_code_is_not_good_for_deleting(owner):
    owner.post(PAGE, email="neu@example.org")
    owner.post("/konto/loeschen/bestaetigen/", code=owner.mailed_code())

    assert User.objects.filter(pk=owner.person.pk).exists()


def answers(owner, email):
    """(status, target, words, queries) of asking for an address and of typing a wrong code."""
    found = []
    for path, data in ((PAGE, {"email": email}), (CONFIRM, {"code": "12345"})):
        with CaptureQueriesContext(connection) as captured:
            page = owner.client.post(path, data)
        shown = owner.get(page.url) if page.status_code == 302 else page
        token = hidden_fields(shown)["csrfmiddlewaretoken"]
        words = shown.text.replace(email, "…").replace(token, "")
        found.append((page.status_code, getattr(page, "url", ""), words, len(captured)))
    return tuple(found)


def test_an_address_with_an_account_gets_the_same_answers(owner, other):
    inactive = factories.user(is_active=False)
    # Whatever is done for the first time only is behind us.
    answers(owner, "vorher@example.org")

    emails = (other.person.email, inactive.email, "frei@example.org")
    assert len({answers(owner, email) for email in emails}) == 1


def test_an_address_with_an_account_is_told_by_mail_alone(owner, other, former):
    owner.post(PAGE, email=other.person.email)

    assert mail.outbox[-1].to == [other.person.email]
    assert "schon ein anderes" in mail.outbox[-1].body
    assert "Code" not in mail.outbox[-1].body
    kept = owner.client.session["codes"]["email"][-1]["code"]
    owner.post(CONFIRM, code=kept)
    # Even who knew the code would not get it.
    assert email_of(owner) == former
    assert User.objects.get(pk=other.person.pk).email == other.person.email


def test_an_account_that_was_never_confirmed_holds_no_address(owner):
    User.objects.create_user("neu@example.org", "Unbestätigt")
    owner.post(PAGE, email="neu@example.org")
    owner.post(CONFIRM, code=owner.mailed_code())

    assert email_of(owner) == "neu@example.org"
    assert not User.objects.filter(pseudonym="Unbestätigt").exists()


def test_ones_own_address_is_no_change(owner, former):
    page = owner.post(PAGE, email=former.upper())

    assert page.status_code == 422
    assert "die Sie schon haben" in page.text
    assert not mail.outbox


def test_codes_are_not_mailed_without_end(owner):
    for number in range(10):
        owner.post(PAGE, email=f"opfer{number}@example.org")
    page = owner.post(PAGE, email="opfer@example.org")

    assert page.status_code == 429
    assert len(mail.outbox) == 10
