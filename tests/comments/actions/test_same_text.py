"""The same words by the same person at the same place are one comment for an hour."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from comments import actions
from comments.models import Kommentar
from tests import factories
from tests.concurrency import at_once


@pytest.mark.django_db
@pytest.mark.parametrize("again", ["Ein Rufbus.", "ein  rufbus. ", "EIN RUFBUS.", "Ein\nRufbus."])
def test_the_same_words_are_one_comment(baustein, resident, again):
    first = factories.comment(baustein, resident, text="Ein Rufbus.")

    assert factories.comment(baustein, resident, text=again) == first
    baustein.refresh_from_db()
    assert (Kommentar.objects.count(), baustein.comment_count) == (1, 1)


@pytest.mark.django_db
def test_other_words_places_people_and_times_are_others(baustein, resident):
    first = factories.comment(baustein, resident, text="Ja.")
    factories.comment(baustein, resident, text="Nein.")
    factories.comment(baustein, text="Ja.")
    factories.comment(factories.open_baustein(), resident, text="Ja.")
    factories.comment(baustein, resident, text="Ja.", parent=first)
    assert Kommentar.objects.count() == 5

    Kommentar.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    factories.comment(baustein, resident, text="Ja.")
    assert Kommentar.objects.count() == 6


@pytest.mark.django_db
def test_what_was_withdrawn_may_be_written_again(baustein, resident):
    first = factories.comment(baustein, resident, text="Ja.")
    actions.withdraw(first, by=resident)

    assert factories.comment(baustein, resident, text="Ja.") != first


@pytest.mark.django_db(transaction=True)
def test_twenty_forms_with_the_same_words_at_once_are_one_comment():
    baustein, author = factories.open_baustein(), factories.user()

    outcomes = at_once(
        *[
            lambda: actions.submit(
                baustein=baustein, author=author, text="Ja.", category="vorschlag",
                idempotency_key=uuid.uuid4(),
            )
        ]
        * 20
    )  # fmt: skip

    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert Kommentar.objects.count() == 1
