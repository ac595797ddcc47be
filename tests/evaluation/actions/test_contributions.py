import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from evaluation import actions
from evaluation.actions.contributions import Entry
from tests import factories


def entry(baustein, **fields):
    return Entry(
        **{
            "baustein": baustein,
            "channel": "brief",
            "received_on": timezone.localdate() - timedelta(days=2),
            "text": "Der Bus fährt abends nicht mehr.",
            **fields,
        }
    )


def enter(auswertung, what, by):
    return actions.enter(auswertung, what, by=by, idempotency_key=uuid.uuid4())


def test_a_letter_counts_and_needs_an_answer_like_every_comment(over, auswertung, evaluator):
    before = over.comment_count

    kommentar = enter(auswertung, entry(over), evaluator)

    over.refresh_from_db()
    assert over.comment_count == before + 2  # the comment of the fixture, and the letter
    assert kommentar in auswertung.unassigned()
    assert kommentar.author_name == "Beitrag aus einem Brief"


def test_it_is_marked_in_public(client, over, auswertung, evaluator):
    enter(auswertung, entry(over, contributor="Heimatverein"), evaluator)

    page = client.get(over.get_absolute_url()).content.decode()

    assert "Heimatverein" in page
    assert "Brief" in page


@pytest.mark.parametrize("days", [-20, 1])
def test_what_did_not_come_in_the_phase_is_refused(over, auswertung, evaluator, days):
    day = timezone.localdate() + timedelta(days=days)

    with pytest.raises(actions.ActionRefused, match="in der Kommentierphase eingegangen"):
        enter(auswertung, entry(over, received_on=day), evaluator)


def test_the_platform_is_no_channel_to_enter_by(over, auswertung, evaluator):
    with pytest.raises(actions.ActionRefused, match="auf welchem Weg"):
        enter(auswertung, entry(over, channel="online"), evaluator)


def test_the_same_form_twice_is_one_contribution(over, auswertung, evaluator):
    key = uuid.uuid4()
    first, second = (
        actions.enter(auswertung, entry(over), by=evaluator, idempotency_key=key) for _ in range(2)
    )

    assert first == second


def test_it_is_about_the_fassung_of_the_phase(over, kommentar, auswertung, evaluator, editor):
    factories.released_anliegen(auswertung, [kommentar], by=evaluator, released_by=editor)
    factories.draft(over, editorial=True)
    actions.publish(auswertung, by=editor)

    late = enter(auswertung, entry(over), evaluator)

    assert late.fassung == kommentar.fassung


def test_of_a_table_all_or_nothing_is_entered(over, auswertung, evaluator):
    wrong = entry(over, received_on=timezone.localdate() + timedelta(days=3))

    with pytest.raises(actions.ActionRefused):
        actions.enter_many(auswertung, [entry(over), wrong], by=evaluator)

    assert auswertung.contributions().count() == 1


def test_only_who_evaluates_enters(over, auswertung, colleague):
    with pytest.raises(PermissionDenied):
        enter(auswertung, entry(over), colleague)


def test_a_table_is_entered_in_few_statements(
    over, auswertung, evaluator, django_assert_num_queries
):
    other = factories.baustein(strategie=over.strategie)
    rows = [entry(row) for row in (over, other) for _ in range(20)]

    # Savepoints, rights, lock, known keys and texts, a Fassung each, rows, a count each, record.
    with django_assert_num_queries(18):
        actions.enter_many(auswertung, rows, by=evaluator)

    for row, more in ((over, 1), (other, 0)):
        row.refresh_from_db()
        assert row.comment_count == 20 + more
        assert row.last_comment_at is not None


def test_the_same_table_twice_is_entered_once(over, auswertung, evaluator):
    rows = [entry(over), entry(over, text="Noch ein Brief.")]

    actions.enter_many(auswertung, rows, by=evaluator)

    assert actions.enter_many(auswertung, rows, by=evaluator) == []
    assert auswertung.contributions().count() == 3
