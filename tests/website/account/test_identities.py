"""/konto/anmeldung-anderswo/: what somebody signs in with elsewhere, and taking it off."""

import pytest
from allauth.socialaccount.models import SocialAccount

from tests import factories

pytestmark = pytest.mark.django_db

PAGE, DEVICES = "/konto/anmeldung-anderswo/", "/konto/geraete/"


@pytest.fixture(autouse=True)
def provider(settings):
    settings.OIDC_NAME = "BundID"


def link(owner, uid="4711"):
    return SocialAccount.objects.create(user=owner.person, provider="oidc", uid=uid)


def is_linked(owner):
    return owner.person.socialaccount_set.exists()


def test_it_names_the_provider_since_when_and_what_follows(owner):
    link(owner)
    page = owner.get(PAGE).text

    assert "BundID" in page
    assert "verbunden seit" in page
    assert f"mit einem Code an, den wir an <strong>{owner.person.email}</strong> schicken" in page
    assert "4711" not in page


def test_unlinking_leaves_the_account_and_the_way_by_code(owner, visitor):
    row = link(owner)
    response = owner.client.post(PAGE, {"identity": row.pk}, follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert "Die Verbindung ist getrennt" in response.text
    assert "mit keinem anderen verbunden" in response.text
    assert not is_linked(owner)
    visitor.ask_for_code(owner.person.email)
    visitor.enter(visitor.mailed_code())
    assert visitor.client.get(PAGE).status_code == 200


def test_one_of_two_is_taken_off_alone(owner):
    first, second = link(owner), link(owner, "4712")
    owner.post(PAGE, identity=second.pk)

    assert list(owner.person.socialaccount_set.all()) == [first]


def test_looking_unlinks_nothing(owner):
    row = link(owner)
    owner.client.get(PAGE, {"identity": row.pk})

    assert is_linked(owner)


@pytest.mark.parametrize("identity", [None, "", "x", "1 OR 1=1", "9" * 40])
def test_somebody_elses_or_none_is_left_alone(owner, other, identity):
    link(owner)
    theirs = link(other, "4712")
    response = owner.client.post(PAGE, {"identity": identity or theirs.pk}, follow=True)

    assert "Die Verbindung ist getrennt" not in response.text
    assert is_linked(owner)
    assert is_linked(other)
    assert "4712" not in response.text


def test_no_other_site_can_have_it_taken_off(owner):
    row = link(owner)
    owner.client.handler.enforce_csrf_checks = True

    assert owner.post(PAGE, identity=row.pk).status_code == 403
    assert is_linked(owner)


def test_staff_need_their_second_factor_for_it(client, settings):
    settings.STAFF_MFA = True
    person = factories.superuser()
    row = SocialAccount.objects.create(user=person, provider="oidc", uid="4711")
    client.force_login(person)

    for response in (client.get(PAGE), client.post(PAGE, {"identity": row.pk})):
        assert response.url.startswith("/konto/zweiter-faktor/app/")
    assert person.socialaccount_set.exists()


def test_it_is_told_of_where_there_is_a_provider_or_still_a_link(owner, settings):
    assert PAGE in owner.get(DEVICES).text
    settings.OIDC_NAME = ""
    assert PAGE not in owner.get(DEVICES).text
    link(owner)

    assert PAGE in owner.get(DEVICES).text
    assert "ein anderer Anbieter" in owner.get(PAGE).text
