import uuid

import pytest

from comments import actions
from comments.actions import ActionRefused
from comments.models import Kommentar, Status
from phases.rules import ParticipationClosed
from tests import factories


def submit(baustein, author, **changes):
    fields = {
        "text": "Ein Rufbus ab 18 Uhr.",
        "category": "vorschlag",
        "idempotency_key": uuid.uuid4(),
    }
    return actions.submit(baustein=baustein, author=author, **{**fields, **changes})


def test_submit_publishes_and_counts(baustein, resident):
    kommentar = submit(baustein, resident)

    baustein.refresh_from_db()
    assert kommentar.status == Status.PUBLISHED
    assert kommentar.fassung == baustein.fassung
    assert (baustein.comment_count, baustein.last_comment_at) == (1, kommentar.published_at)


def test_the_same_form_sent_twice_is_one_comment(baustein, resident):
    key = uuid.uuid4()

    first = submit(baustein, resident, idempotency_key=key)
    second = submit(baustein, resident, idempotency_key=key, text="Anders")

    assert first == second
    assert Kommentar.objects.count() == 1
    baustein.refresh_from_db()
    assert baustein.comment_count == 1


def test_somebody_elses_form_key_is_refused(baustein, resident):
    key = uuid.uuid4()
    submit(baustein, resident, idempotency_key=key)

    with pytest.raises(ActionRefused):
        submit(baustein, factories.user(), idempotency_key=key)


def test_submit_is_refused_after_the_phase_ended_with_the_end_time(baustein, resident):
    factories.end_phase(baustein)

    with pytest.raises(ParticipationClosed, match="Die Beteiligung endete am .* Uhr"):
        submit(baustein, resident)
    assert not Kommentar.objects.exists()


def test_a_form_sent_again_after_the_end_is_the_comment_it_became(baustein, resident):
    key = uuid.uuid4()
    first = submit(baustein, resident, idempotency_key=key)
    factories.end_phase(baustein)

    assert submit(baustein, resident, idempotency_key=key) == first
