"""Every „next“ leads back to this site, or nowhere."""

import pytest
from django.urls import reverse

from tests import factories

from .addresses import arguments

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\tevil.example",
    "\x00//evil.example",
    " https://evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "ftp://testserver/",
]


def leads_here(response):
    """Whether a browser stays on this site (https://url.spec.whatwg.org: \\ is /, tabs vanish)."""
    if response.status_code not in (301, 302, 303):
        return True
    target = response.url
    for sign in "\t\r\n":
        target = target.replace(sign, "")
    target = target.strip("\x00 ").replace("\\", "/")
    if target.startswith("http://testserver/"):
        return True
    return not target.startswith("//") and target.startswith("/")


@pytest.fixture(params=ELSEWHERE, ids=repr)
def target(request):
    return request.param


def test_voting(client, world, resident, target):
    client.force_login(resident)
    address = reverse("comments:vote", args=[world.kommentar.pk])

    assert leads_here(client.post(address, {"value": 1, "next": target}))


@pytest.mark.parametrize(
    "name", ["strategies:follow_strategie", "strategies:follow_baustein", "progress:follow"]
)
def test_following(client, world, resident, target, name):
    client.force_login(resident)

    page = client.post(reverse(name, kwargs=arguments(name, world)), {"next": target})

    assert page.status_code == 302
    assert leads_here(page)


@pytest.mark.parametrize("name", ["account_request_login_code", "account_login", "account_logout"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_the_pages_of_the_account(client, resident, target, name, signed_in):
    if signed_in:
        client.force_login(resident)
    address = reverse(name)

    for page in (
        client.get(address, {"next": target}),
        client.post(f"{address}?next=/x", {"next": target}),
    ):
        assert leads_here(page)
        assert f'href="{target}"' not in page.text


def test_signing_in_by_password(client, db, target):
    person = factories.user(password="ein langes Kennwort 7")
    data = {"login": person.email, "password": "ein langes Kennwort 7", "next": target}

    assert leads_here(client.post(reverse("account_login"), data))


def test_signing_in_by_code(client, baustein, target, django_capture_on_commit_callbacks):
    from tests.visitor import Visitor

    visitor = Visitor(client, django_capture_on_commit_callbacks)
    factories.user(email="lena@example.org")
    visitor._post(f"{reverse('account_request_login_code')}", {"email": "lena@example.org"})

    page = client.post(
        reverse("account_confirm_login_code"),
        {"code": visitor.mailed_code(), "action": "verify", "next": target},
    )

    assert page.status_code == 302
    assert leads_here(page)


def test_the_administration(client, db, target):
    client.force_login(factories.superuser())

    assert leads_here(client.get("/verwaltung/login/", {"next": target}))


def test_the_workplace(client, world, target):
    client.force_login(world.moderator)

    for name in ("moderation:undo", "moderation:decide_many"):
        assert leads_here(client.get(reverse(name), {"liste": target, "next": target}))
        assert leads_here(client.post(f"{reverse(name)}?liste=alle", {"next": target}))
