"""/konto/pseudonym/: another public name for everything one wrote."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "/konto/pseudonym/"


def name_of(owner):
    return User.objects.get(pk=owner.person.pk).pseudonym


def test_what_was_written_before_follows(owner, baustein, client):
    factories.comment(baustein, owner.person)
    response = owner.post(PAGE, pseudonym="  Wattwanderin ")

    assert response.url == "/konto/geraete/"
    page = client.get(baustein.get_absolute_url()).text
    assert "Wattwanderin" in page
    assert "Deichläufer" not in page


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Moderation", "klingt nach der Verwaltung"),
        ("Stadt Elbhagen", "klingt nach der Verwaltung"),
        ("ab", "3 bis 40 Zeichen"),
        ("Jemand\u202eanders", "unsichtbare Steuerzeichen"),
        ("", "Bitte geben Sie einen Namen an."),
    ],
)
def test_the_rules_of_the_beginning_hold(owner, name, sentence):
    page = owner.post(PAGE, pseudonym=name)

    assert page.status_code == 422
    assert sentence in page.text
    assert name_of(owner) == "Deichläufer"


@pytest.mark.parametrize("name", ["Jemand anderes", "JEMAND ANDERES", "Jemand-Anderes"])
def test_a_name_that_looks_like_anothers_is_refused(owner, other, name):
    page = owner.post(PAGE, pseudonym=name)

    assert page.status_code == 409
    assert "schon vergeben" in page.text
    assert name_of(owner) == "Deichläufer"


def test_a_name_written_otherwise_is_no_conflict_with_oneself(owner):
    owner.post(PAGE, pseudonym="DEICHLÄUFER")

    assert name_of(owner) == "DEICHLÄUFER"


def test_the_same_name_is_no_change(owner):
    owner.post(PAGE, pseudonym="Deichläufer")

    assert not owner.person.namenswechsel.exists()


def test_a_name_nobody_confirmed_is_free(owner):
    User.objects.create_user("lena@example.org", "Wattwanderin")
    owner.post(PAGE, pseudonym="Wattwanderin")

    assert name_of(owner) == "Wattwanderin"


def test_two_changes_in_thirty_days(owner):
    for name in ("Wattwanderin", "Leuchtturm"):
        owner.post(PAGE, pseudonym=name)
    page = owner.post(PAGE, pseudonym="Möwe")
    assert page.status_code == 409
    assert "schon zweimal geändert" in page.text
    assert name_of(owner) == "Leuchtturm"

    owner.person.namenswechsel.update(at=timezone.now() - timedelta(days=31))
    owner.post(PAGE, pseudonym="Möwe")
    assert name_of(owner) == "Möwe"


@pytest.mark.parametrize(("age", "is_free"), [(89, False), (91, True)])
def test_a_name_somebody_gave_up_is_kept_for_a_while(owner, other, visitor, age, is_free):
    other.post(PAGE, pseudonym="Wattwanderin")
    other.person.namenswechsel.update(at=timezone.now() - timedelta(days=age))

    visitor.ask_for_code("neu@example.org", "Jemand anderes")
    visitor.enter(visitor.mailed_code())
    assert User.objects.filter(pseudonym="Jemand anderes").exists() == is_free
    User.objects.filter(email="neu@example.org").delete()
    owner.post(PAGE, pseudonym="Jemand anderes")
    assert (name_of(owner) == "Jemand anderes") == is_free


def test_one_may_go_back_to_ones_own_name(owner):
    owner.post(PAGE, pseudonym="Wattwanderin")
    owner.post(PAGE, pseudonym="Deichläufer")

    assert name_of(owner) == "Deichläufer"
