"""Signing in by code: nobody learns who has an account, and nobody takes over a name."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import Namenswechsel, User
from accounts.names.pseudonyms import clean_pseudonym
from comments.models import Entwurf, Kommentar
from tests import factories
from tests.visitor import Visitor, hidden_fields

pytestmark = pytest.mark.django_db

SIGN_IN, NAME = "/konto/anmelden/", "/konto/anmelden/name/"


@pytest.fixture
def stranger(django_capture_on_commit_callbacks):
    """Somebody else, at another browser."""
    return Visitor(Client(), django_capture_on_commit_callbacks)


def without_address(page, email):
    """What is on a page besides the address typed and the token against forgery."""
    token = hidden_fields(page)["csrfmiddlewaretoken"]
    return page.text.replace(email, "").replace(token, "")


def is_signed_in(visitor):
    return "_auth_user_id" in visitor.client.session


def test_the_page_asks_for_the_address_alone(client):
    page = client.get(SIGN_IN)

    # And for what nobody sees and only programs fill in.
    assert {field.name for field in page.context["form"].visible_fields()} == {"email", "betreff"}


def test_a_known_and_an_unknown_address_get_the_same_answer(visitor):
    factories.user("Deichläufer", email="known@example.org")
    factories.user("Storch", email="blocked@example.org", is_active=False)
    pages = {}
    for email in ("known@example.org", "unknown@example.org", "blocked@example.org"):
        pages[email] = visitor.ask_for_code(email)
        visitor.client.cookies.clear()

    assert {page.redirect_chain[-1] for page in pages.values()} == {(f"{SIGN_IN}code/", 302)}
    assert len({without_address(page, email) for email, page in pages.items()}) == 1
    assert [message.to[0] for message in mail.outbox] == list(pages)
    codes = [message.subject for message in mail.outbox]
    assert all(subject.startswith("Ihr Code: ") for subject in codes)
    bodies = {body.body.replace(body.subject[-6:], "") for body in mail.outbox}
    assert len(bodies) == 1


def test_whoever_is_new_gets_a_code_and_is_asked_for_a_name_after_it(visitor):
    visitor.ask_for_code("lena@example.org")
    assert not User.objects.exists()
    page = visitor.enter(visitor.mailed_code())

    assert page.redirect_chain[-1][0].startswith(NAME)
    proposed = page.context["form"]["pseudonym"].value()
    assert clean_pseudonym(proposed) == proposed
    visitor.choose("Deichläufer")
    user = User.objects.get()
    assert (user.pseudonym, user.email, user.has_chosen_name) == (
        "Deichläufer", "lena@example.org", True,
    )  # fmt: skip
    assert EmailAddress.objects.get().verified
    assert not Namenswechsel.objects.exists()


def test_what_we_propose_can_be_kept(visitor):
    visitor.ask_for_code("lena@example.org")
    page = visitor.enter(visitor.mailed_code())
    visitor.choose(page.context["form"]["pseudonym"].value())

    assert User.objects.get().has_chosen_name
    assert visitor.client.get(NAME).status_code == 302


def test_who_has_a_name_is_not_asked_for_one(visitor):
    lena = factories.user("Deichläufer", email="lena@example.org")

    visitor.ask_for_code("LENA@example.org")
    page = visitor.enter(visitor.mailed_code())

    assert page.redirect_chain[-1][0] == "/"
    lena.refresh_from_db()
    assert lena.pseudonym == "Deichläufer"
    assert User.objects.count() == 1


def test_nothing_about_a_person_is_written_before_the_code(visitor, baustein):
    visitor.write(baustein, "Mehr Bänke.")
    visitor.ask_for_code("lena@example.org")
    visitor.enter(visitor.wrong_code())

    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()
    assert Entwurf.objects.count() == 1


def test_the_comment_waits_for_the_name_too(visitor, baustein):
    visitor.write(baustein, "Mehr Bänke.")
    visitor.ask_for_code("lena@example.org")
    page = visitor.enter(visitor.mailed_code())
    assert "Mehr Bänke." in page.text
    assert not Kommentar.objects.exists()

    visitor.choose("Deichläufer")

    kommentar = Kommentar.objects.get()
    assert (kommentar.text, kommentar.author.pseudonym) == ("Mehr Bänke.", "Deichläufer")
    assert visitor.page.redirect_chain[-1][0].endswith(kommentar.get_absolute_url())


@pytest.mark.parametrize("number", [1, 2])
def test_each_step_says_what_the_comments_still_wait_for(visitor, number):
    for _ in range(number):
        page = visitor.write(factories.open_baustein(), "Mehr Bänke.")
    before = "sobald Sie angemeldet sind und ein Pseudonym haben."
    after = "sobald Sie ein Pseudonym gewählt haben."

    asks_for_code = visitor.ask_for_code("lena@example.org")
    asks_for_name = visitor.enter(visitor.mailed_code())

    for step in (page, asks_for_code):
        assert before in step.text
        assert after not in step.text
    assert after in asks_for_name.text
    assert "sobald Sie angemeldet" not in asks_for_name.text


def test_a_stranger_who_knows_the_address_chooses_nothing(visitor, stranger, baustein):
    visitor.write(baustein, "Mehr Bänke.")
    visitor.ask_for_code("lena@example.org", "Sonnenblume")
    code = visitor.mailed_code()
    stranger.ask_for_code("lena@example.org", "Ich hasse alle")
    stranger.client.post(SIGN_IN, {"email": "lena@example.org", "pseudonym": "Ich hasse alle"})
    stranger.client.post(NAME, {"pseudonym": "Ich hasse alle"})

    visitor.enter(code)

    assert Kommentar.objects.get().author.pseudonym == "Sonnenblume"


def test_the_same_name_at_the_same_time_costs_nobody_the_account(visitor, stranger, baustein):
    visitor.write(baustein, "Mehr Bänke.")
    visitor.ask_for_code("anna@example.org")
    code = visitor.mailed_code()
    stranger.ask_for_code("bert@example.org", "Deichläufer")
    stranger.enter(stranger.mailed_code())

    visitor.enter(code)
    page = visitor.choose("Deichlaufer")
    assert "schon vergeben" in page.text
    visitor.choose("Annabell")

    assert set(User.objects.values_list("pseudonym", flat=True)) == {"Deichläufer", "Annabell"}
    assert Kommentar.objects.get().author.email == "anna@example.org"


def test_whoever_leaves_the_page_of_the_name_is_asked_before_anything_is_public(visitor, baustein):
    visitor.ask_for_code("lena@example.org")
    visitor.enter(visitor.mailed_code())

    page = visitor.write(baustein, "Mehr Bänke.")

    assert page.redirect_chain[-1][0].startswith(NAME)
    assert not Kommentar.objects.exists()
    visitor.choose("Deichläufer")
    assert Kommentar.objects.get().author.pseudonym == "Deichläufer"


def test_an_account_from_before_that_nobody_confirmed_gets_its_name_anew(visitor):
    former = factories.user("Von Fremden gewählt", email="lena@example.org")
    former.emailaddress_set.update(verified=False)

    visitor.ask_for_code("lena@example.org")
    page = visitor.enter(visitor.mailed_code())
    assert "Von Fremden gewählt" not in page.text
    visitor.choose("Deichläufer")

    assert User.objects.get().pseudonym == "Deichläufer"
    assert EmailAddress.objects.get().verified


def test_a_name_that_nobody_confirmed_is_free(visitor):
    factories.user("Deichläufer").emailaddress_set.update(verified=False)

    visitor.ask_for_code("lena@example.org", "Deichläufer")
    visitor.enter(visitor.mailed_code())

    assert User.objects.get().email == "lena@example.org"


def test_staff_whom_an_administrator_added_keep_their_name(visitor):
    clerk = User.objects.create_user("clerk@example.org", "Sachbearbeitung", is_staff=True)

    visitor.ask_for_code("clerk@example.org", "Rote Grütze")
    visitor.enter(visitor.mailed_code())

    clerk.refresh_from_db()
    assert (clerk.pseudonym, clerk.is_staff) == ("Sachbearbeitung", True)
    assert is_signed_in(visitor)


def test_a_blocked_account_is_told_so_once_it_has_shown_the_code(visitor):
    factories.user("Deichläufer", email="blocked@example.org", is_active=False)

    visitor.ask_for_code("blocked@example.org")
    page = visitor.enter(visitor.mailed_code())

    assert page.redirect_chain[-1][0] == reverse("account_inactive")
    assert not is_signed_in(visitor)


def test_whoever_waits_for_a_code_can_correct_the_address(visitor):
    visitor.ask_for_code("lean@example.org")
    first = visitor.mailed_code()
    assert visitor.client.get(SIGN_IN).status_code == 200
    page = visitor.ask_for_code("lena@example.org")

    assert "lena@example.org" in page.text
    assert mail.outbox[-1].to == ["lena@example.org"]
    if first != visitor.mailed_code():
        assert visitor.enter(first).context["verify_form"].errors["code"]


def test_no_code_is_none(visitor):
    visitor.ask_for_code("unknown@example.org")

    for code in ("", "000000" if visitor.mailed_code() != "000000" else "111111", "None"):
        assert visitor.enter(code).context["verify_form"].errors["code"]
    assert not is_signed_in(visitor)


@pytest.mark.parametrize(
    "name", ["Deichläufer", "DEICHLAUFER", "Deich läufer", "Rathaus", "a", "x\u202ey z"]
)
def test_a_name_that_cannot_be_is_refused_and_nothing_is_lost(visitor, baustein, name):
    factories.user("Deichläufer")
    visitor.write(baustein, "Mehr Bänke.")
    visitor.ask_for_code("lena@example.org", name)

    page = visitor.enter(visitor.mailed_code())

    assert page.context["form"].errors["pseudonym"]
    assert "Mehr Bänke." in page.text
    visitor.choose("Rote Grütze")
    assert Kommentar.objects.get().author.pseudonym == "Rote Grütze"


def test_the_name_of_a_traeger_or_an_office_is_refused(visitor, settings):
    konzept = factories.konzept(traeger="Stadt Lenzen (Elbe)")
    factories.staff(konzept, role="redaktion", office="Bauamt Lenzen")
    visitor.ask_for_code("unknown@example.org")
    visitor.enter(visitor.mailed_code())

    for name in ("Stadt Lenzen (Elbe)", "Bauamt Lenzen", settings.SITE_NAME):
        page = visitor.choose(name)
        assert "klingt nach der Verwaltung" in page.context["form"].errors["pseudonym"][0]


def test_a_code_works_in_the_browser_that_asked_for_it_only(visitor):
    factories.user(email="lena@example.org")
    visitor.ask_for_code("lena@example.org")
    code = visitor.mailed_code()
    visitor.client.cookies.clear()

    visitor.ask_for_code("someone@example.org")

    if visitor.mailed_code() != code:
        assert visitor.enter(code).context["verify_form"].errors["code"]


def test_looking_at_the_pages_sends_and_creates_nothing(client):
    for address in (SIGN_IN, f"{SIGN_IN}?email=a@example.org", f"{SIGN_IN}code/", NAME):
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


def test_an_address_has_one_account_however_it_is_written():
    lena = factories.user(email="lena@example.org")

    assert actions.register("LENA@example.org", language="de") == lena
    with pytest.raises(IntegrityError):
        factories.user(email="LENA@example.org")
