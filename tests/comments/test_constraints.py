"""What the database itself refuses, whoever writes to it."""

import uuid

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from comments.models import Bewertung, Entwurf, Kommentar, Meldung, Moderationsentscheidung
from tests import factories


@pytest.fixture
def kommentar(baustein, resident):
    return factories.comment(baustein, resident)


def refused(call):
    with pytest.raises(IntegrityError), transaction.atomic():
        call()


def change(kommentar, **fields):
    return lambda: Kommentar.objects.filter(pk=kommentar.pk).update(**fields)


def test_a_published_comment_has_a_date(kommentar):
    refused(change(kommentar, published_at=None))


def test_a_reply_has_parent_root_and_depth_or_none_of_them(kommentar, baustein):
    reply = factories.comment(baustein, parent=kommentar)

    refused(change(kommentar, depth=1))
    refused(change(kommentar, root=reply))
    refused(change(reply, parent=None))
    refused(change(reply, root=None))
    refused(change(reply, depth=0))


@pytest.mark.parametrize("counter", ["up_count", "down_count", "reply_count", "thread_count"])
def test_no_counter_falls_below_zero(kommentar, counter):
    refused(change(kommentar, **{counter: models.F(counter) - 1}))


def test_the_key_of_a_form_is_used_once(kommentar, baustein):
    other = factories.comment(baustein)

    refused(change(other, idempotency_key=kommentar.idempotency_key))


def test_a_draft_has_the_key_of_its_form_alone(baustein):
    fields = {"baustein": baustein, "text": "a", "idempotency_key": uuid.uuid4()}
    Entwurf.objects.create(**fields)

    refused(lambda: Entwurf.objects.create(**fields))


def test_a_person_has_one_vote_on_a_comment(kommentar, resident):
    Bewertung.objects.create(kommentar=kommentar, user=resident, value=1)

    refused(lambda: Bewertung.objects.create(kommentar=kommentar, user=resident, value=-1))


def test_a_vote_is_for_or_against(kommentar, resident):
    refused(lambda: Bewertung.objects.create(kommentar=kommentar, user=resident, value=5))


def test_a_person_reports_a_comment_once(kommentar):
    Meldung.objects.create(kommentar=kommentar, reporter_key="a", ground="hass")

    refused(lambda: Meldung.objects.create(kommentar=kommentar, reporter_key="a", ground="hass"))


@pytest.mark.parametrize("fields", [{"ground": ""}, {"statement": ""}])
def test_hiding_has_ground_and_statement(kommentar, fields):
    given = {"action": "hide", "ground": "hass", "statement": "Hetze.", **fields}
    konzept = kommentar.baustein.strategie.konzept

    refused(
        lambda: Moderationsentscheidung.objects.create(
            konzept=konzept, kommentar=kommentar, **given
        )
    )


@pytest.mark.parametrize("field", ["baustein", "fassung", "kommentierphase", "author"])
def test_what_a_comment_points_at_cannot_be_deleted(kommentar, field):
    with pytest.raises((models.ProtectedError, models.RestrictedError)):
        getattr(kommentar, field).delete()


def test_a_comment_with_replies_or_decisions_cannot_be_deleted(kommentar, baustein):
    factories.comment(baustein, parent=kommentar)
    with pytest.raises(models.ProtectedError):
        kommentar.delete()

    decided = factories.comment(baustein)
    konzept = baustein.strategie.konzept
    decided.entscheidungen.create(konzept=konzept, action="release", at=timezone.now())
    with pytest.raises(models.ProtectedError):
        decided.delete()
