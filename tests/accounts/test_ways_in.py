"""Whatever way somebody gets in by: what they wanted to do is done, said, and they are led on."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from comments.models import Bewertung
from strategies.models import Abonnement
from tests import factories
from tests.browser.staff import PASSWORD
from tests.visitor import Visitor, hidden_fields

from .passkey import Device
from .provider import Provider, at_provider

pytestmark = pytest.mark.django_db

ADDRESS, KEY, NOW = "amt@example.org", "JBSWY3DPEHPK3PXP", 1_000_000


@pytest.fixture(autouse=True)
def _needed(settings, monkeypatch):
    settings.STAFF_MFA = True
    monkeypatch.setattr(
        "allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time", lambda: iter([NOW])
    )


@pytest.fixture
def provider(settings):
    server = Provider()
    server.person = {"sub": "4711", "email": ADDRESS, "email_verified": True}
    at_provider(settings, server)
    yield server
    server.close()


class Person(Visitor):
    """Somebody with every factor there is; ``seen`` is all that their pages said."""

    def __init__(self, client, on_commit, provider, *, is_staff):
        super().__init__(client, on_commit)
        self.provider, self.device, self.seen = provider, Device(), ""
        make = factories.superuser if is_staff else factories.user
        self.user = make(email=ADDRESS, password=PASSWORD, has_chosen_name=True)

    @property
    def address(self):
        return self.page.request["PATH_INFO"]

    def target(self):
        """Where the page that is open leads on to."""
        return parse_qs(self.page.request["QUERY_STRING"]).get("next", [""])[0]

    def get(self, path):
        self.page = self.client.get(path, follow=True)
        self.seen += self.page.text
        return self.page

    def _post(self, path, data):
        page = super()._post(path, {**hidden_fields(self.page), **data} if self.page else data)
        self.seen += page.text
        return page

    # What they have.

    def own_app(self):
        TOTP.activate(self.user, KEY)

    def own_codes(self):
        self.own_app()
        return RecoveryCodes.activate(self.user).get_unused_codes()[0]

    def own_passkey(self):
        """Set up in another browser, before."""
        other = Client()
        other.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD})
        page = other.get(reverse("mfa_add_webauthn"))
        other.post(reverse("mfa_add_webauthn"), {"credential": self.device.create(page)})
        assert Authenticator.objects.filter(type="webauthn").exists()

    # What they do, from the page that asks to sign in.

    def by_code(self):
        self.ask_for_code(ADDRESS)
        self.enter(self.mailed_code())

    def by_password(self):
        data = {"login": ADDRESS, "password": PASSWORD, "next": self.target()}
        self._post(reverse("account_login"), data)

    def by_provider(self):
        SocialAccount.objects.get_or_create(user=self.user, provider="oidc", uid="4711")
        self.from_provider()

    def from_provider(self):
        led = self.client.get(reverse("openid_connect_login"), {"next": self.target()})
        self.get(self.provider.authorise(led.url))

    def from_before(self):
        """A session in which no factor was asked for yet."""
        target = self.target()
        self.client.force_login(self.user)
        self.get(target)

    def show(self, code):
        assert self.address in (reverse("mfa_authenticate"), reverse("mfa_reauthenticate"))
        self._post(self.address, {"code": code})

    def show_app(self):
        self.show(format_hotp_value(hotp_value(KEY, NOW)))

    def show_passkey(self):
        self._post(self.address, {"credential": self.device.get(self.page)})

    def set_up_app(self):
        key = re.search(r"<code>(\w+)</code>", self.page.text).group(1)
        self._post(reverse("mfa_activate_totp"), {"code": format_hotp_value(hotp_value(key, NOW))})
        self.go_on_from_codes()

    def set_up_passkey(self):
        self.get(re.search(r'href="([^"]+)">\s*Stattdessen einen Passkey', self.page.text).group(1))
        self._post(self.address, {"credential": self.device.create(self.page)})
        self.go_on_from_codes()

    def go_on_from_codes(self):
        assert "Ihre Notfallcodes" in self.page.text
        self.get(re.search(r'class="button" href="([^"]+)">\s*Weiter', self.page.text).group(1))


def code(person):
    person.by_code()


def code_and_new_app(person):
    person.by_code()
    person.set_up_app()


def code_and_new_passkey(person):
    person.by_code()
    person.set_up_passkey()


def code_and_app(person):
    person.own_app()
    person.by_code()
    person.show_app()


def code_and_emergency_code(person):
    emergency = person.own_codes()
    person.by_code()
    person.show(emergency)


def code_and_passkey(person):
    person.own_passkey()
    person.by_code()
    person.show_passkey()


def password(person):
    person.by_password()


def password_and_new_app(person):
    person.by_password()
    person.set_up_app()


def password_and_app(person):
    person.own_app()
    person.by_password()
    person.show_app()


def provider_elsewhere(person):
    person.by_provider()


def provider_the_first_time(person):
    """Its identity is linked by a code."""
    person.from_provider()
    person.by_code()


def provider_and_app(person):
    person.own_app()
    person.by_provider()
    person.show_app()


def session_and_app(person):
    person.own_app()
    person.from_before()
    # Who has a password may show that again, too; it is no second factor.
    person.get(f"{reverse('mfa_reauthenticate')}?next={person.target()}")
    person.show_app()


def session_and_passkey(person):
    person.own_passkey()
    person.from_before()
    person.get(f"{reverse('mfa_reauthenticate_webauthn')}?next={person.target()}")
    person.show_passkey()


def password_again_and_new_app(person):
    """Who signed in a while ago shows the password again before setting up a factor."""
    person.from_before()
    assert person.address == reverse("account_reauthenticate")
    person._post(person.address, {"password": PASSWORD})
    person.set_up_app()


RESIDENTS = [code, password, provider_elsewhere, provider_the_first_time]
STAFF = [
    code_and_new_app, code_and_new_passkey, code_and_app, code_and_emergency_code,
    code_and_passkey, password_and_new_app, password_and_app, provider_and_app, session_and_app,
    session_and_passkey, password_again_and_new_app,
]  # fmt: skip


@pytest.fixture(params=RESIDENTS + STAFF, ids=lambda way: way.__name__)
def way(request):
    return request.param


@pytest.fixture
def person(client, django_capture_on_commit_callbacks, provider, way):
    on_commit = django_capture_on_commit_callbacks
    return Person(client, on_commit, provider, is_staff=way in STAFF)


def full_address(person):
    return person.page.redirect_chain[-1][0] if person.page.redirect_chain else person.address


def test_a_vote_is_counted(person, way, baustein):
    kommentar = factories.comment(baustein)
    person._post(reverse("comments:vote", args=[kommentar.pk]), {"value": 1})

    way(person)

    assert list(kommentar.bewertungen.values_list("user", "value")) == [(person.user.pk, 1)]
    assert person.seen.count("Danke, Ihre Bewertung ist gezählt.") == 1
    assert f'id="kommentar-{kommentar.pk}"' in person.page.text


def test_following_is_done(person, way, baustein):
    person._post(reverse("strategies:follow_baustein", args=[baustein.pk]), {"action": "follow"})

    way(person)

    assert Abonnement.objects.get().user == person.user
    assert person.seen.count(f"Sie folgen jetzt: {baustein}") == 1
    assert person.address == urlsplit(baustein.get_absolute_url()).path


def test_a_comment_is_published(person, way, baustein):
    person.write(baustein, "Mehr Bänke am Ufer.")

    way(person)

    assert baustein.kommentare.get().author == person.user
    assert person.seen.count("Danke. Ihr Beitrag") == 1
    assert "Mehr Bänke am Ufer." in person.page.text


def test_who_wanted_to_go_somewhere_gets_there(person, way):
    person.get(reverse("account_data"))

    way(person)

    assert person.address == reverse("account_data")
    assert not Bewertung.objects.exists()
