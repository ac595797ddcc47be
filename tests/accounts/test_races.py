"""Deleting an account while the same person, others and moderators go on."""

import time

import pytest
from django.db import OperationalError, transaction

from accounts.actions import Refused, delete_account, rename
from accounts.models import Namenswechsel, User
from comments import actions
from comments.actions.counters import recount
from comments.models import Kommentar
from tests import factories
from tests.concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)

WHY = {"ground": "werbung", "statement": "Nichts als Werbung."}


@pytest.mark.parametrize("withdraw", [True, False])
def test_deleting_while_everybody_goes_on_leaves_one_truth(withdraw):
    baustein = factories.open_baustein()
    moderator = factories.staff(baustein.strategie.konzept, role="moderation")
    person, other = factories.user(), factories.user()
    own = [factories.comment(baustein, person) for _number in range(4)]
    theirs = [factories.comment(baustein, other, parent=kommentar) for kommentar in own]
    calls = [
        lambda: delete_account(person, withdraw=withdraw),
        lambda: delete_account(person, withdraw=withdraw),
        lambda: actions.hide(own[0], by=moderator, **WHY),
        lambda: actions.warn(own[1], by=moderator, **WHY),
        lambda: actions.vote(own[2], by=other, value=1),
        lambda: actions.vote(theirs[3], by=person, value=1),
        lambda: factories.comment(baustein, person),
        lambda: factories.comment(baustein, other, parent=own[3]),
        lambda: actions.withdraw(own[1], by=person),
    ]

    outcomes = at_once(*calls)

    # Deleting goes through; who is too late for the account or the comment is told.
    assert outcomes[:2] == [None, None]
    assert not User.objects.filter(pk=person.pk).exists()
    assert not any(isinstance(outcome, OperationalError) for outcome in outcomes)
    assert list(recount()) == []
    assert Kommentar.objects.filter(author=None).count() >= 4


def test_who_deletes_gives_way_to_somebody_who_holds_a_comment_and_wants_the_next():
    baustein = factories.open_baustein()
    person = factories.user()
    older, newer = (factories.comment(baustein, person) for _number in range(2))

    def lock(kommentar):
        list(Kommentar.objects.select_for_update().filter(pk=kommentar.pk))

    def hold_one_and_want_the_other():
        with transaction.atomic():
            lock(older)
            # Whoever deletes locks the newer one meanwhile, and waits for this one.
            time.sleep(0.3)
            lock(newer)

    outcomes = at_once(hold_one_and_want_the_other, lambda: delete_account(person, withdraw=False))

    assert outcomes == [None, None]
    assert not User.objects.filter(pk=person.pk).exists()
    assert Kommentar.objects.filter(author=None).count() == 2


def test_fifty_new_names_are_two_at_most():
    person = factories.user("Deichläufer")

    outcomes = at_once(
        *(lambda number=number: rename(person, f"Name Nummer {number}") for number in range(50))
    )

    assert {type(outcome) for outcome in outcomes} == {User, Refused}
    assert Namenswechsel.objects.count() == 2


def test_one_name_for_two_people_is_one_persons():
    people = [factories.user() for _number in range(10)]

    outcomes = at_once(*(lambda person=person: rename(person, "Wattwanderin") for person in people))

    assert sum(isinstance(outcome, User) for outcome in outcomes) == 1
    assert User.objects.filter(pseudonym="Wattwanderin").count() == 1
