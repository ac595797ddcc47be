"""Where a form says to go on to is a path of ours, or nothing."""

import pytest
from django.urls import reverse

from accounts.sign_in.redirects import own_address
from tests import factories
from tests.browser.staff import PASSWORD

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "x",
    "account_logout",
    "phases:start",
    "../",
    "?a=b",
    "#x",
    "//example.org/",
    "/\\example.org/",
    "\\/example.org",
    "https://example.org/",
    "http://testserver/hilfe/",
    "javascript:alert(1)",
    " /hilfe/",
    "/\t/example.org",
    "\x00",
    "",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_anything_but_a_path_is_nothing(rf, address):
    assert own_address(rf.get("/"), address) == ""


@pytest.mark.parametrize("address", ["/", "/hilfe/?a=b#c", "/konzepte/ü/"])
def test_a_path_is_taken_as_it_is(rf, address):
    assert own_address(rf.get("/"), address) == address


def forms(person, baustein):
    """Every form that says where to go on to: address, name of the field, what else it sends."""
    kommentar = factories.comment(baustein)
    strategie = baustein.strategie
    return {
        "follow": (reverse("strategies:follow_baustein", args=[baustein.pk]), "next", {}),
        "follow all": (reverse("strategies:follow_strategie", args=[strategie.pk]), "next", {}),
        "unfollow": (
            reverse("strategies:follow_baustein", args=[baustein.pk]),
            "next",
            {"action": "unfollow"},
        ),
        "vote": (reverse("comments:vote", args=[kommentar.pk]), "next", {"value": "1"}),
        "language": (reverse("language"), "back", {"language": "en"}),
        "sign out": (reverse("account_logout"), "next", {}),
        "password": (
            reverse("account_login"),
            "next",
            {"login": person.email, "password": PASSWORD},
        ),
        "password again": (reverse("account_reauthenticate"), "next", {"password": PASSWORD}),
        "code": (reverse("account_request_login_code"), "next", {"email": "neu@example.org"}),
    }


NAMES = [
    "follow", "follow all", "unfollow", "vote", "language", "sign out", "password",
    "password again", "code",
]  # fmt: skip


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize("name", NAMES)
def test_no_form_leads_elsewhere_nor_fails(client, baustein, name, address):
    person = factories.superuser(password=PASSWORD)
    path, field, data = forms(person, baustein)[name]
    if name not in {"password", "code"}:
        client.force_login(person)

    answer = client.post(path, {**data, field: address})

    assert answer.status_code in (200, 302)
    if answer.status_code == 302:
        assert answer.url.startswith("/")
        assert not answer.url.startswith(("//", "/\\"))
        assert client.get(answer.url).status_code in (200, 302)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_the_administration_leads_nowhere_else_either(client, address):
    person = factories.superuser(password=PASSWORD)
    page = client.get("/verwaltung/login/", {"next": address}, follow=True)

    page = client.post(
        "/konto/anmelden/passwort/",
        {"login": person.email, "password": PASSWORD, "next": page.context["redirect_field_value"]},
    )

    assert page.url.startswith("/")
