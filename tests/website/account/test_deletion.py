"""/konto/loeschen/: said before, confirmed by a code, and final."""

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db

PAGE, CONFIRM = "/konto/loeschen/", "/konto/loeschen/bestaetigen/"


def exists(owner):
    return User.objects.filter(pk=owner.person.pk).exists()


def test_it_says_what_happens_before_anything_does(owner):
    page = owner.get(PAGE).text

    assert "Das lässt sich nicht rückgängig machen" in page
    assert "Gelöschtes Konto" in page
    assert exists(owner)


@pytest.mark.parametrize(("choice", "status"), [("keep", "published"), ("withdraw", "withdrawn")])
def test_the_code_from_the_mail_deletes(owner, baustein, choice, status):
    kommentar = factories.comment(baustein, owner.person)
    second = Client()
    second.force_login(owner.person)

    assert owner.post(PAGE, comments=choice).url == CONFIRM
    assert mail.outbox[-1].to == [owner.person.email]
    assert exists(owner)
    response = owner.client.post(CONFIRM, {"code": owner.mailed_code()}, follow=True)

    assert response.redirect_chain == [("/", 302)]
    assert "Ihr Konto ist gelöscht" in response.text
    assert not exists(owner)
    kommentar.refresh_from_db()
    assert (kommentar.author, kommentar.status) == (None, status)
    for client in (owner.client, second):
        assert client.get("/konto/").status_code == 302


def test_a_wrong_code_deletes_nothing(owner):
    owner.post(PAGE, comments="keep")
    page = owner.post(CONFIRM, code=owner.wrong_code())

    assert page.status_code == 422
    assert exists(owner)


def test_what_to_do_with_the_comments_must_be_chosen(owner):
    for data in ({}, {"comments": "sell"}):
        assert owner.post(PAGE, **data).status_code == 422
    assert not mail.outbox


def test_there_is_no_way_around_the_code(owner):
    assert owner.post(CONFIRM, code="123456").url == PAGE
    assert exists(owner)


def test_guessing_ends_after_five_tries(owner):
    owner.post(PAGE, comments="keep")
    for _number in range(5):
        owner.post(CONFIRM, code=owner.wrong_code())

    assert "fünfmal" in owner.post(CONFIRM, code=owner.mailed_code()).text
    assert exists(owner)


def test_whoever_has_a_task_is_told_to_hand_it_over(owner, baustein):
    konzept = baustein.strategie.konzept
    konzept.zustaendigkeiten.create(user=owner.person, role="moderation")
    page = owner.post(PAGE, comments="keep")

    assert f"Sie sind noch zuständig für „{konzept}“ (Moderation)" in page.text
    assert "<form" not in page.text.partition("<main")[2]
    assert not mail.outbox


def test_a_task_that_came_meanwhile_counts_too(owner, baustein):
    owner.post(PAGE, comments="keep")
    baustein.strategie.konzept.zustaendigkeiten.create(user=owner.person, role="moderation")

    assert owner.post(CONFIRM, code=owner.mailed_code()).url == PAGE
    assert exists(owner)


def test_the_name_and_the_address_are_free_again(owner, visitor):
    email = owner.person.email
    owner.post(PAGE, comments="keep")
    owner.post(CONFIRM, code=owner.mailed_code())

    visitor.ask_for_code(email, "Deichläufer")
    visitor.enter(visitor.mailed_code())
    assert User.objects.get().pseudonym == "Deichläufer"
