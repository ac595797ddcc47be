"""Signing in by code: nobody learns who has an account, and nobody takes over a name."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError
from django.test import Client

from accounts import actions
from accounts.models import User
from tests import factories
from tests.visitor import Visitor, hidden_fields

pytestmark = pytest.mark.django_db

SIGN_IN = "/konto/anmelden/"


def without_address(page, email):
    """What is on a page besides the address typed and the token against forgery."""
    token = hidden_fields(page)["csrfmiddlewaretoken"]
    return page.text.replace(email, "").replace(token, "")


@pytest.mark.parametrize("pseudonym", ["", "Storch am Deich"])
def test_a_known_and_an_unknown_address_get_the_same_answer(visitor, pseudonym):
    factories.user("Deichläufer", email="known@example.org")
    known = visitor.ask_for_code("known@example.org", pseudonym)
    visitor.client.cookies.clear()
    unknown = visitor.ask_for_code("unknown@example.org", pseudonym)

    assert known.redirect_chain == unknown.redirect_chain == [("/konto/anmelden/code/", 302)]
    assert known.status_code == unknown.status_code == 200
    assert without_address(known, "known@example.org") == without_address(
        unknown, "unknown@example.org"
    )
    assert [message.to for message in mail.outbox] == [
        ["known@example.org"],
        ["unknown@example.org"],
    ]


def test_an_unknown_address_is_told_by_mail_alone_what_to_do(visitor):
    visitor.ask_for_code("unknown@example.org")

    assert "gibt es noch kein Konto" in mail.outbox[0].body
    assert "wählen Sie auch ein Pseudonym" in mail.outbox[0].body
    assert not User.objects.exists()


def test_whoever_waits_for_a_code_can_go_back_and_choose_a_pseudonym(visitor):
    visitor.ask_for_code("lena@example.org")
    assert visitor.client.get(SIGN_IN).status_code == 200

    visitor.ask_for_code("lena@example.org", "Deichläufer")
    visitor.enter(visitor.mailed_code())

    assert User.objects.get().pseudonym == "Deichläufer"


def test_whoever_waits_for_a_code_can_correct_the_address(visitor):
    visitor.ask_for_code("lean@example.org", "Deichläufer")
    page = visitor.ask_for_code("lena@example.org", "Deichläufer")

    assert "lena@example.org" in page.text
    assert mail.outbox[-1].to == ["lena@example.org"]


def test_no_code_opens_an_account_that_does_not_exist(visitor):
    visitor.ask_for_code("unknown@example.org")

    for code in ("", "000000", "None"):
        assert visitor.enter(code).context["verify_form"].errors["code"]
    assert "_auth_user_id" not in visitor.client.session


def test_a_blocked_account_gets_the_same_answer_too(visitor):
    factories.user("Deichläufer", email="blocked@example.org", is_active=False)

    for pseudonym in ("", "Storch am Deich"):
        page = visitor.ask_for_code("blocked@example.org", pseudonym)
        assert page.redirect_chain == [("/konto/anmelden/code/", 302)]
    assert not any("Ihr Code" in message.subject for message in mail.outbox)


def test_a_pseudonym_that_is_taken_is_refused_for_everybody_alike(visitor):
    factories.user("Deichläufer", email="known@example.org")
    sentence = "Dieses Pseudonym ist schon vergeben. Ist es Ihres?"

    for email in ("known@example.org", "unknown@example.org"):
        for pseudonym in ("Deichläufer", "DEICHLAUFER", "Deich läufer"):
            page = visitor.ask_for_code(email, pseudonym)
            assert sentence in page.context["form"].errors["pseudonym"][0]
            visitor.client.cookies.clear()
    assert User.objects.count() == 1
    assert not mail.outbox


def test_the_name_of_a_traeger_or_an_office_is_refused(visitor, settings):
    konzept = factories.konzept(traeger="Stadt Lenzen (Elbe)")
    factories.staff(konzept, role="redaktion", office="Bauamt Lenzen")

    for name in ("Stadt Lenzen (Elbe)", "Bauamt Lenzen", f"Stadt {settings.SITE_NAME}"):
        page = visitor.ask_for_code("unknown@example.org", name)
        assert "klingt nach der Verwaltung" in page.context["form"].errors["pseudonym"][0]
        visitor.client.cookies.clear()


def test_people_may_call_themselves_after_their_town_but_not_be_it(visitor, settings):
    page = visitor.ask_for_code("unknown@example.org", settings.SITE_NAME)
    assert "klingt nach der Verwaltung" in page.context["form"].errors["pseudonym"][0]

    visitor.ask_for_code("unknown@example.org", f"{settings.SITE_NAME}erin")
    assert User.objects.get().pseudonym == f"{settings.SITE_NAME}erin"


def test_another_pseudonym_does_not_rename_a_confirmed_account(visitor):
    lena = factories.user("Deichläufer", email="lena@example.org")

    visitor.ask_for_code("lena@example.org", "Rote Grütze")
    visitor.enter(visitor.mailed_code())

    lena.refresh_from_db()
    assert lena.pseudonym == "Deichläufer"
    assert User.objects.count() == 1


def test_staff_who_never_signed_in_are_not_renamed(visitor):
    clerk = User.objects.create_user("clerk@example.org", "Sachbearbeitung", is_staff=True)

    visitor.ask_for_code("clerk@example.org", "Rote Grütze")

    clerk.refresh_from_db()
    assert (clerk.pseudonym, clerk.is_staff) == ("Sachbearbeitung", True)
    assert User.objects.count() == 1


def test_an_account_that_was_never_confirmed_takes_the_name_given_last(visitor):
    visitor.ask_for_code("lena@example.org", "Von Fremden gewählt")
    visitor.client.cookies.clear()
    visitor.ask_for_code("lena@example.org", "Deichläufer")
    visitor.enter(visitor.mailed_code())

    assert User.objects.get().pseudonym == "Deichläufer"
    assert EmailAddress.objects.get().verified


def test_the_same_name_again_while_the_code_is_on_its_way_is_no_conflict(visitor):
    visitor.ask_for_code("lena@example.org", "Deichläufer")
    page = visitor.ask_for_code("lena@example.org", "Deichläufer")

    assert page.redirect_chain == [("/konto/anmelden/code/", 302)]
    assert User.objects.count() == 1


def test_a_code_works_in_the_browser_that_asked_for_it_only(visitor):
    factories.user(email="lena@example.org")
    visitor.ask_for_code("lena@example.org")
    code = visitor.mailed_code()
    visitor.client.cookies.clear()

    visitor.ask_for_code("someone@example.org")

    assert visitor.enter(code).context["verify_form"].errors["code"]


def test_looking_at_the_pages_sends_and_creates_nothing(client):
    for address in (SIGN_IN, f"{SIGN_IN}?email=a@example.org&pseudonym=Anna", f"{SIGN_IN}code/"):
        client.get(address)
        client.head(address)

    assert not mail.outbox
    assert not User.objects.exists()


def test_a_visitor_is_never_led_to_another_site(visitor):
    factories.user(email="lena@example.org")
    visitor.page = visitor.client.get(f"{SIGN_IN}?next=https://example.com/")
    visitor.ask_for_code("lena@example.org")
    page = visitor.enter(visitor.mailed_code())

    assert page.redirect_chain[-1][0] == "/"


def test_an_account_cannot_be_made_by_the_sign_up_page(client):
    client.post("/konto/signup/", {"email": "a@example.org", "pseudonym": "Anna"})

    assert not User.objects.exists()


def test_a_name_is_never_given_to_a_second_confirmed_account():
    factories.user("Deichläufer")

    with pytest.raises(IntegrityError):
        actions.register(email="bert@example.org", pseudonym="Deichlaufer")
    assert User.objects.count() == 1


def test_a_name_belongs_to_whoever_confirms_it_first(visitor):
    visitor.ask_for_code("anna@example.org", "Deichläufer")
    code = visitor.mailed_code()
    other = Visitor(Client(), visitor.on_commit)
    other.ask_for_code("bert@example.org", "Deichläufer")
    other.enter(other.mailed_code())

    page = visitor.enter(code)

    assert page.redirect_chain[-1][0] == SIGN_IN
    assert "Dieses Pseudonym hat inzwischen jemand anderes." in page.text
    assert User.objects.get().email == "bert@example.org"


def test_an_address_has_one_account_however_it_is_written():
    factories.user(email="lena@example.org")

    with pytest.raises(IntegrityError):
        factories.user(email="LENA@example.org")
