"""What somebody wanted to do is done as soon as they have signed in, and said."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.sign_in import intentions
from comments.models import Bewertung
from phases.models import Kommentierphase
from strategies.models import Abonnement
from tests import factories
from tests.browser.staff import PASSWORD

pytestmark = pytest.mark.django_db

ADDRESS = "lena@example.org"


@pytest.fixture
def kommentar(baustein):
    return factories.comment(baustein)


def votes(kommentar):
    return list(kommentar.bewertungen.values_list("user__email", "value"))


def press_vote(visitor, kommentar, value=1):
    return visitor._post(reverse("comments:vote", args=[kommentar.pk]), {"value": value})


def press_follow(visitor, row, action="follow"):
    kind = "baustein" if hasattr(row, "strategie_id") else "strategie"
    path = reverse(f"strategies:follow_{kind}", args=[row.pk])
    return visitor._post(path, {"action": action})


def sign_in(visitor, pseudonym=""):
    visitor.ask_for_code(ADDRESS, pseudonym)
    return visitor.enter(visitor.mailed_code())


@pytest.mark.parametrize("value", [1, -1])
def test_a_vote_is_counted_after_the_code_and_needs_no_name(visitor, kommentar, value):
    press_vote(visitor, kommentar, value)
    assert not Bewertung.objects.exists()

    page = sign_in(visitor)

    assert votes(kommentar) == [(ADDRESS, value)]
    assert "Danke, Ihre Bewertung ist gezählt." in page.text
    assert page.redirect_chain[-1][0] == kommentar.get_absolute_url()
    kommentar.refresh_from_db()
    assert (kommentar.up_count, kommentar.down_count) == ((1, 0) if value == 1 else (0, 1))


def test_of_two_votes_on_one_comment_the_later_counts(visitor, kommentar):
    press_vote(visitor, kommentar, 1)
    press_vote(visitor, kommentar, -1)

    sign_in(visitor)

    assert votes(kommentar) == [(ADDRESS, -1)]


def test_several_wishes_are_all_carried_out(visitor, kommentar, baustein):
    press_vote(visitor, kommentar)
    press_follow(visitor, baustein)
    visitor.write(baustein, "Mehr Bänke.")

    sign_in(visitor, "Deichläufer")

    assert votes(kommentar) == [(ADDRESS, 1)]
    assert Abonnement.objects.get().user.email == ADDRESS
    assert baustein.kommentare.get(text="Mehr Bänke.").author.pseudonym == "Deichläufer"


def test_what_nobody_sees_does_not_wait_for_the_name(visitor, kommentar, baustein):
    press_vote(visitor, kommentar)
    visitor.write(baustein, "Mehr Bänke.")

    page = sign_in(visitor)

    assert page.redirect_chain[-1][0].startswith(reverse("account_name"))
    assert votes(kommentar) == [(ADDRESS, 1)]
    assert baustein.kommentare.count() == 1


@pytest.mark.parametrize("kind", ["strategie", "baustein"])
def test_following_is_done_after_the_code_and_needs_no_name(visitor, baustein, kind):
    row = baustein if kind == "baustein" else baustein.strategie
    press_follow(visitor, row)
    assert not Abonnement.objects.exists()

    page = sign_in(visitor)

    assert getattr(Abonnement.objects.get(), f"{kind}_id") == row.pk
    assert f"Sie folgen jetzt: {row}" in page.text
    assert page.redirect_chain[-1][0] == f"{row.get_absolute_url()}#folgen"
    assert not User.objects.get().has_chosen_name


def test_so_is_following_no_more(visitor, baustein):
    lena = factories.user(email=ADDRESS)
    Abonnement.objects.create(user=lena, baustein=baustein)
    press_follow(visitor, baustein, "unfollow")
    assert Abonnement.objects.exists()

    page = sign_in(visitor)

    assert not Abonnement.objects.exists()
    assert "Sie folgen nicht mehr" in page.text


def test_the_button_on_the_page_says_what_it_does(client, visitor, baustein):
    page = client.get(baustein.get_absolute_url())

    assert f'action="{reverse("strategies:follow_baustein", args=[baustein.pk])}"' in page.text
    assert "Anmelden und folgen" in page.text


def own(kommentar):
    kommentar.author = factories.user(email=ADDRESS)
    kommentar.save()


def closed(kommentar):
    Kommentierphase.objects.update(ends_at=timezone.now() - timedelta(minutes=1))


def gone(kommentar):
    kommentar.__class__.objects.filter(pk=kommentar.pk).update(status="hidden")


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (own, "Den eigenen Beitrag kann man nicht bewerten."),
        (closed, "Die Beteiligung endete"),
        (gone, "nicht mehr"),
    ],
)
def test_a_vote_that_cannot_be_says_why(visitor, kommentar, happens, sentence):
    press_vote(visitor, kommentar)
    happens(kommentar)

    page = sign_in(visitor)

    assert sentence in page.text
    assert "gezählt" not in page.text
    assert not Bewertung.objects.exists()


def test_following_what_is_gone_says_so(visitor, baustein):
    press_follow(visitor, baustein)
    baustein.__class__.objects.filter(pk=baustein.pk).update(fassung=None)

    page = sign_in(visitor)

    assert "nicht mehr veröffentlicht" in page.text or Abonnement.objects.exists()


def test_nothing_is_done_twice_nor_for_the_next_person(visitor, kommentar):
    press_vote(visitor, kommentar)
    sign_in(visitor)
    visitor.client.post(reverse("account_logout"))
    visitor.ask_for_code("bert@example.org", "Bert")
    visitor.enter(visitor.mailed_code())

    assert votes(kommentar) == [(ADDRESS, 1)]


def test_a_wish_is_forgotten_after_a_while(visitor, kommentar, monkeypatch):
    press_vote(visitor, kommentar)
    now = intentions.time.time()
    monkeypatch.setattr(intentions.time, "time", lambda: now + intentions.SECONDS + 1)

    sign_in(visitor, "Deichläufer")

    assert not Bewertung.objects.exists()


def test_who_signs_in_by_password_gets_it_done_too(visitor, kommentar):
    person = factories.user(email=ADDRESS)
    person.set_password(PASSWORD)
    person.save()
    press_vote(visitor, kommentar)

    page = visitor._post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD})

    assert votes(kommentar) == [(ADDRESS, 1)]
    assert "gezählt" in page.text


def test_nobody_gets_round_the_second_factor_by_it(visitor, kommentar, settings):
    settings.STAFF_MFA = True
    factories.superuser(email=ADDRESS)
    press_vote(visitor, kommentar)

    sign_in(visitor)

    assert not Bewertung.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("account_pseudonym", {"pseudonym": "Rote Grütze"}),
        ("account_email", {"email": "neu@example.org"}),
        ("account_delete", {"comments": "keep"}),
        ("account_data", {}),
        ("account_identities", {"identity": "1"}),
        ("account_end_session", {"handle": "alle"}),
        ("account_name", {"pseudonym": "Rote Grütze"}),
        ("mails:preferences", {"reply": "none"}),
    ],
)
def test_a_form_of_the_account_sent_too_late_says_so(client, name, data):
    page = client.post(reverse(name), data, follow=True)

    assert page.redirect_chain[0][0].startswith("/konto/anmelden/?next=")
    assert "bitte tun Sie es nach dem Anmelden noch einmal" in page.text
