"""Codes: five guesses are five, two mails are two chances, and what is pasted is taken."""

import importlib
import inspect
import re
import unicodedata

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django import forms
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.sign_in import codes
from accounts.sign_in.codes import CodeField, digits_of
from tests import factories
from tests.browser.staff import PASSWORD
from tests.concurrency import at_once
from tests.visitor import Visitor

SIGN_IN, CODE = "/konto/anmelden/", "/konto/anmelden/code/"
ADDRESS = "lena@example.org"


def is_signed_in(client):
    return "_auth_user_id" in client.session


def wrong_ones(right, number):
    return [code for code in (f"{n:06d}" for n in range(number + 1)) if code != right][:number]


def clone(client):
    """Another tab of the same browser, which may send something at the same moment."""
    other = Client()
    other.cookies = client.cookies
    return other


def compared(answers):
    return sum("Der Code stimmt nicht" in answer.text for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_forty_guesses_at_the_same_moment_are_five(django_capture_on_commit_callbacks):
    visitor = Visitor(Client(), django_capture_on_commit_callbacks)
    visitor.ask_for_code(ADDRESS)
    right = visitor.mailed_code()
    tabs = [(clone(visitor.client), code) for code in wrong_ones(right, 12)]

    answers = at_once(
        *(lambda tab=tab, code=code: tab.post(CODE, {"code": code}) for tab, code in tabs)
    )

    assert compared(answers) == 5
    assert not is_signed_in(visitor.client)
    assert "fünfmal" in visitor.enter(right).text
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("ask", "confirm"),
    [
        ({"path": "/konto/e-mail/", "email": "neu@example.org"}, "/konto/e-mail/bestaetigen/"),
        ({"path": "/konto/loeschen/", "comments": "keep"}, "/konto/loeschen/bestaetigen/"),
    ],
)
def test_so_are_guesses_at_the_codes_of_an_account(
    django_capture_on_commit_callbacks, ask, confirm
):
    person, client = factories.user(), Client()
    client.force_login(person)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(ask.pop("path"), ask)
    right = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
    tabs = [(clone(client), code) for code in wrong_ones(right, 12)]

    answers = at_once(
        *(lambda tab=tab, code=code: tab.post(confirm, {"code": code}) for tab, code in tabs)
    )

    assert compared(answers) == 5
    client.post(confirm, {"code": right})
    person.refresh_from_db()
    assert person.email != "neu@example.org"


@pytest.mark.django_db(transaction=True)
def test_so_are_guesses_at_the_code_that_confirms_an_address(django_capture_on_commit_callbacks):
    person, client = factories.user(email=ADDRESS), Client()
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.update(verified=False)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{SIGN_IN}passwort/", {"login": ADDRESS, "password": PASSWORD})
    right = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
    for code in wrong_ones(right, 5):
        client.post("/konto/e-mail/code/", {"code": code})
        # What the session has counted is forgotten by whoever writes it last.
        session = client.session
        session["account_email_verification_code"]["failed_attempts"] = 0
        session.save()

    client.post("/konto/e-mail/code/", {"code": right})

    assert not EmailAddress.objects.filter(verified=True).exists()
    assert not is_signed_in(client)


@pytest.mark.django_db
def test_the_fifth_guess_may_be_right(visitor):
    visitor.ask_for_code(ADDRESS)
    right = visitor.mailed_code()
    for code in wrong_ones(right, 4):
        visitor.enter(code)

    visitor.enter(right)

    assert is_signed_in(visitor.client)


@pytest.mark.django_db
def test_after_five_wrong_ones_a_new_code_is_asked_for(visitor):
    visitor.ask_for_code(ADDRESS)
    for code in wrong_ones(visitor.mailed_code(), 6):
        page = visitor.enter(code)
    assert "bitte fordern Sie einen neuen an" in page.text

    visitor._post(CODE, {"action": "resend"})
    visitor.enter(visitor.mailed_code())

    assert is_signed_in(visitor.client)


@pytest.mark.django_db
def test_a_stranger_uses_up_nothing_of_what_the_owner_has(
    visitor, django_capture_on_commit_callbacks
):
    """Though they guess in the same network, and more often than is allowed."""
    visitor.ask_for_code(ADDRESS)
    right = visitor.mailed_code()
    for _round in range(7):
        stranger = Visitor(Client(), django_capture_on_commit_callbacks)
        stranger.ask_for_code(ADDRESS)
        for code in wrong_ones(right, 5):
            stranger.enter(code)

    visitor.enter(right)

    assert is_signed_in(visitor.client)


@pytest.mark.django_db
def test_whoever_guesses_all_day_gets_few_further_codes(
    visitor, settings, django_capture_on_commit_callbacks
):
    settings.LIMITS = {**settings.LIMITS, "code": {}}
    for _round in range(4):
        visitor.ask_for_code(ADDRESS)
        for code in wrong_ones(visitor.mailed_code(), 5):
            visitor.enter(code)
        visitor = Visitor(Client(), django_capture_on_commit_callbacks)

    assert visitor.ask_for_code(ADDRESS).status_code == 200
    page = visitor.ask_for_code(ADDRESS)
    assert page.status_code == 429
    assert "viele falsche Codes" in page.text
    assert visitor.ask_for_code("jemand@example.org").status_code == 200
    visitor.client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    assert visitor.ask_for_code(ADDRESS).status_code == 200


@pytest.mark.django_db
def test_in_one_session_twenty_guesses_a_day_are_compared(visitor, settings):
    settings.LIMITS = {**settings.LIMITS, "code": {}, "wrong_code": {}}
    pages = []
    for _round in range(5):
        visitor.ask_for_code(ADDRESS)
        pages += [visitor.enter(code) for code in wrong_ones(visitor.mailed_code(), 5)]

    assert compared(pages) == 20
    assert pages[-1].status_code == 429


@pytest.mark.django_db
@pytest.mark.parametrize("which", [0, 1, 2])
def test_codes_asked_for_again_are_all_good(visitor, which):
    mailed = []
    for _time in range(3):
        visitor.ask_for_code(ADDRESS)
        mailed.append(visitor.mailed_code())

    visitor.enter(mailed[which])

    assert is_signed_in(visitor.client)


@pytest.mark.django_db
def test_one_asked_for_on_the_page_of_the_code_too(visitor):
    visitor.ask_for_code(ADDRESS)
    first = visitor.mailed_code()
    page = visitor._post(CODE, {"action": "resend"})
    assert "gilt auch er noch" in page.text

    visitor.enter(first)

    assert is_signed_in(visitor.client)


@pytest.mark.django_db
def test_each_ends_in_its_time(visitor, monkeypatch):
    visitor.ask_for_code(ADDRESS)
    first, now = visitor.mailed_code(), codes.time.time()
    monkeypatch.setattr(codes.time, "time", lambda: now + 14 * 60)
    visitor.ask_for_code(ADDRESS)
    second = visitor.mailed_code()
    monkeypatch.setattr(codes.time, "time", lambda: now + 16 * 60)

    if first != second:
        assert visitor.enter(first).context["verify_form"].errors["code"]
    visitor.enter(second)

    assert is_signed_in(visitor.client)


PASTED = [
    "123456",
    " 123456\n",
    "123 456",
    "123-456",
    "123\u2013456",
    "\u00a0123\u00a0456\u00a0",
    "\u200b123456\u200b",
    "\ufeff123\u200d456",
    "\u2066123456\u2069",
    "1\u00ad2\u00ad3456",
    "１２３４５６",
    "١٢٣٤٥٦",
    "१२३४५६",
    "𝟏𝟐𝟑𝟒𝟓𝟔",
    "„123456“",
    "»123456«.",
    "Ihr Code: 123456",
    "Code: 123-456.",
    "Ihr Code: 123456 (gilt 15 Minuten)",
    "1 2 3 4 5 6",
    "1\t2\t3\t4\t5\t6",
    "123456\x00",
    "<123456>",
]


@pytest.mark.parametrize("text", PASTED)
def test_a_code_is_found_in_what_is_pasted(text):
    assert digits_of(text) == "123456"


@pytest.mark.parametrize("text", ["12345678", "1234-5678", "１２３４ ５６７８"])
def test_so_is_a_code_for_emergencies(text):
    assert digits_of(text) == "12345678"


@pytest.mark.parametrize("text", ["", "abc", "12345", "1234567", "9" * 100_000])
def test_what_is_none_is_none(text):
    assert digits_of(text) == "".join(sign for sign in text[:500] if sign.isdigit())


@pytest.mark.django_db
@pytest.mark.parametrize("text", PASTED)
def test_it_is_taken_where_it_is_asked_for(visitor, text):
    visitor.ask_for_code(ADDRESS)
    places = dict(zip("123456", visitor.mailed_code(), strict=True))

    visitor.enter("".join(places.get(_ascii(sign), sign) for sign in text))

    assert is_signed_in(visitor.client)


def _ascii(sign):
    return str(unicodedata.decimal(unicodedata.normalize("NFKC", sign), ""))


def forms_with_a_code():
    module = importlib.import_module("accounts.forms")
    named = [*django_settings.ACCOUNT_FORMS.values(), *django_settings.MFA_FORMS.values()]
    return [
        form
        for name, form in inspect.getmembers(module, inspect.isclass)
        if issubclass(form, forms.Form)
        and form.__module__ == "accounts.forms"
        and (f"accounts.forms.{name}" in named or name == "StepForm")
        and "code" in form.base_fields
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("form", forms_with_a_code(), ids=lambda form: form.__name__)
def test_every_field_for_a_code_is_the_same(form, rf, client):
    from allauth.core import context

    request = rf.get("/")
    request.session = client.session
    named = inspect.signature(form.__init__).parameters
    user = {} if form.__name__ == "StepForm" else {"user": factories.user()}
    assert named
    with context.request_context(request):
        assert isinstance(form(**user).fields["code"], CodeField)


def test_there_are_such_forms():
    assert {form.__name__ for form in forms_with_a_code()} == {
        "AddressCodeForm", "AppForm", "FactorAgainForm", "FactorForm", "StepForm",
    }  # fmt: skip


@pytest.mark.parametrize(
    "template", ["login_code", "email_code", "delete_code", "email_confirmation"]
)
def test_every_mail_with_a_code_says_that_nobody_asks_for_it(template, settings):
    text = (settings.BASE_DIR / f"templates/mails/{template}.txt").read_text("utf-8")

    assert "mails/never_asked.txt" in text


def test_no_mail_with_a_code_is_forgotten(settings):
    folder = settings.BASE_DIR / "templates/mails"
    texts = {path.stem: path.read_text("utf-8") for path in folder.glob("*.txt")}

    assert all("never_asked" in text for text in texts.values() if "{{ code }}" in text)


def _with_app():
    person = factories.superuser(email="amt@example.org", password=PASSWORD)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    return person


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["pruefen", "bestaetigen", "app"])
def test_so_are_guesses_at_the_second_factor(settings, step):
    settings.STAFF_MFA = True
    client = Client()
    person = factories.superuser(password=PASSWORD) if step == "app" else _with_app()
    if step == "bestaetigen":
        client.force_login(person)
    else:
        client.post(f"{SIGN_IN}passwort/", {"login": person.email, "password": PASSWORD})
    path = f"/konto/zweiter-faktor/{step}/"
    client.get(path)
    # No code of an app has five digits.
    tabs = [(clone(client), f"{number:05d}") for number in range(12)]

    answers = at_once(
        *(lambda tab=tab, code=code: tab.post(path, {"code": code}) for tab, code in tabs)
    )

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert compared(answers) <= 5
    assert Authenticator.objects.count() == (0 if step == "app" else 1)
