import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from accounts.models import User
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

ADD = "admin:accounts_user_add"
NEW = {
    "email": "Neu@Example.org",
    "pseudonym": "Neue Kollegin",
    "usable_password": "true",
    "password1": "ein sehr langes Wort 7",
    "password2": "ein sehr langes Wort 7",
}


@pytest.fixture
def admin_user(client):
    person = factories.superuser()
    client.force_login(person)
    return person


def _change(client, person, **data):
    url = reverse("admin:accounts_user_change", args=[person.pk])
    return client.post(url, opened(client, url) | data)


def test_a_new_account_can_sign_in(client, admin_user):
    response = client.post(reverse(ADD), NEW)
    assert response.status_code == 302
    person = User.objects.get(email="neu@example.org")
    assert person.check_password("ein sehr langes Wort 7")
    assert EmailAddress.objects.get(user=person).verified


def test_an_account_needs_no_password(client, admin_user):
    client.post(reverse(ADD), NEW | {"usable_password": "false", "password1": "", "password2": ""})
    assert not User.objects.get(email="neu@example.org").has_usable_password()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"pseudonym": "DEICHLÄUFER"}, "Diesen Namen gibt es schon"),
        ({"pseudonym": "ab"}, "3 bis 40 Zeichen"),
        ({"email": "VERGEBEN@example.org"}, "id_email_error"),
    ],
)
def test_names_and_addresses_follow_the_rules(client, admin_user, data, sentence):
    factories.user("Deichläufer", email="vergeben@example.org")
    assert sentence in client.post(reverse(ADD), NEW | data).text
    assert User.objects.count() == 2


def test_the_administration_may_bear_its_own_names(client, admin_user):
    client.post(reverse(ADD), NEW | {"pseudonym": "Moderation Elbhagen"})
    assert User.objects.filter(pseudonym="Moderation Elbhagen").exists()


def test_changing_the_address_changes_where_codes_go(client, admin_user, resident):
    _change(client, resident, email="anders@example.org")
    resident.refresh_from_db()
    address = EmailAddress.objects.get(user=resident)
    assert address.email == resident.email == "anders@example.org"


def test_changing_the_pseudonym_keeps_look_alikes_apart(client, admin_user, resident):
    _change(client, resident, pseudonym="Bücherwurm")
    assert "gibt es schon" in client.post(reverse(ADD), NEW | {"pseudonym": "bücherwurm"}).text


def test_a_password_is_set(client, admin_user, resident):
    url = reverse("admin:auth_user_password_change", args=[resident.pk])
    passwords = {"password1": "ein sehr langes Wort 7", "password2": "ein sehr langes Wort 7"}
    client.post(url, passwords | {"usable_password": "true", "set-password": "1"})
    resident.refresh_from_db()
    assert resident.check_password("ein sehr langes Wort 7")


def test_accounts_are_not_deleted_here(client, admin_user, resident):
    url = reverse("admin:accounts_user_delete", args=[resident.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("role", ["redaktion", "moderation"])
def test_accounts_are_for_superusers_alone(client, resident, role):
    client.force_login(factories.staff(factories.konzept(), role=role))
    for url in (
        reverse("admin:accounts_user_changelist"),
        reverse("admin:accounts_user_change", args=[resident.pk]),
        reverse("admin:auth_user_password_change", args=[resident.pk]),
        reverse(ADD),
    ):
        assert client.get(url).status_code in (403, 404)
