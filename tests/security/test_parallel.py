"""Fifty at the same moment: one decision, one report per person, counts that are right."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments import actions
from comments.actions import ActionRefused, StatusConflict
from comments.actions.counters import recount
from comments.models import Beschwerde, Meldung, Moderationsentscheidung, Sperre
from mails.models import Mail
from phases.models import Kommentierphase
from tests import factories
from tests.concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)

WHY = {"ground": "werbung", "statement": "Nichts als Werbung."}


@pytest.fixture
def baustein():
    return factories.open_baustein()


@pytest.fixture
def moderators(baustein):
    return [factories.staff(baustein.strategie.konzept, role="moderation") for _ in range(5)]


def split(outcomes):
    """How many went through, and the set of what the others were told."""
    errors = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    return len(outcomes) - len(errors), {type(error) for error in errors}


def test_fifty_hidings_are_one_decision_and_forty_nine_are_told(baustein, moderators):
    kommentar = factories.comment(baustein)

    outcomes = at_once(
        *(
            lambda by=moderators[number % 5]: actions.hide(kommentar, by=by, **WHY)
            for number in range(50)
        )
    )

    assert split(outcomes) == (1, {StatusConflict})
    assert Moderationsentscheidung.objects.count() == 1
    assert Mail.objects.filter(template="hidden").count() == 1
    assert list(recount()) == []


def test_hiding_restoring_and_withdrawing_at_once_leave_one_truth(baustein, moderators):
    author = factories.user()
    kommentar = factories.comment(baustein, author)
    reply = factories.comment(baustein, parent=kommentar)
    calls = [
        lambda: actions.hide(kommentar, by=moderators[0], **WHY),
        lambda: actions.restore(kommentar, by=moderators[1], statement="Doch."),
        lambda: actions.withdraw(kommentar, by=author),
        lambda: actions.hide(reply, by=moderators[2], **WHY),
        lambda: actions.lock(kommentar, by=moderators[3], statement="Genug."),
    ]

    outcomes = at_once(*calls * 10)

    assert split(outcomes)[1] <= {StatusConflict, ActionRefused}
    kommentar.refresh_from_db()
    last = kommentar.entscheidungen.filter(action__in=["hide", "restore"]).first()
    assert kommentar.is_withdrawn or (kommentar.status == "hidden") == (last.action == "hide")
    assert list(recount()) == []


def test_fifty_reports_by_fifty_people_are_all_counted(baustein):
    kommentar = factories.comment(baustein)

    outcomes = at_once(
        *(
            lambda number=number: actions.report(
                kommentar, user=None, reporter_key=str(number), ground="hass"
            )
            for number in range(50)
        )
    )

    assert split(outcomes) == (50, set())
    kommentar.refresh_from_db()
    assert (kommentar.report_count, kommentar.open_report_count) == (50, 50)


def test_fifty_reports_by_one_person_are_one(baustein):
    kommentar, reporter = factories.comment(baustein), factories.user()

    outcomes = at_once(
        *[lambda: actions.report(kommentar, user=reporter, reporter_key="r", ground="hass")] * 50
    )

    assert split(outcomes) == (50, set())
    assert sum(is_new for _meldung, is_new in outcomes) == 1
    assert Meldung.objects.count() == 1
    assert Mail.objects.filter(template="report_received").count() == 1
    assert list(recount()) == []


def test_no_report_is_left_without_an_answer_by_a_decision_in_the_same_moment(baustein, moderators):
    kommentar = factories.comment(baustein)
    reports = [
        lambda number=number: actions.report(
            kommentar, user=None, reporter_key=str(number), ground="hass"
        )
        for number in range(25)
    ]

    outcomes = at_once(*reports, lambda: actions.hide(kommentar, by=moderators[0], **WHY))

    assert split(outcomes) == (26, set())
    assert not Meldung.objects.filter(entscheidung=None).exists()
    kommentar.refresh_from_db()
    assert (kommentar.report_count, kommentar.open_report_count) == (25, 0)


def test_fifty_complaints_are_one_and_fifty_verdicts_are_one(baustein, moderators):
    kommentar = factories.hidden_comment(baustein, by=moderators[0])
    entscheidung = kommentar.entscheidungen.get()

    outcomes = at_once(*[lambda: actions.complain(entscheidung, text="Nein.")] * 50)

    assert split(outcomes) == (1, {ActionRefused})
    beschwerde = Beschwerde.objects.get()

    outcomes = at_once(
        *(
            lambda number=number: actions.decide_complaint(
                beschwerde, by=moderators[1 + number % 4], uphold=bool(number % 2), statement="So."
            )
            for number in range(50)
        )
    )

    assert split(outcomes) == (1, {StatusConflict})
    beschwerde.refresh_from_db()
    kommentar.refresh_from_db()
    assert kommentar.is_published == (beschwerde.status == Beschwerde.Status.UPHELD)
    assert Mail.objects.filter(template="complaint_decided").count() == 1
    assert list(recount()) == []


def test_fifty_blocks_are_one(baustein, moderators):
    author = factories.user()
    kommentare = [factories.comment(baustein, author) for _ in range(5)]
    until = timezone.now() + timedelta(days=7)

    outcomes = at_once(
        *(
            lambda number=number: actions.block(
                kommentare[number % 5], by=moderators[number % 3], until=until, **WHY
            )
            for number in range(50)
        )
    )

    assert split(outcomes) == (1, {StatusConflict})
    assert Sperre.objects.count() == 1
    assert Moderationsentscheidung.objects.count() == 1


def test_releases_and_edits_at_once_never_publish_what_nobody_read_twice(baustein, moderators):
    Kommentierphase.objects.update(release="after_review")
    author = factories.user()
    kommentar = factories.comment(baustein, author)
    calls = [
        lambda: actions.release(kommentar, by=moderators[0]),
        lambda: actions.edit(kommentar, by=author, text="Anders."),
    ]

    at_once(*calls * 10)

    assert list(recount()) == []
    kommentar.refresh_from_db()
    baustein.refresh_from_db()
    assert baustein.comment_count == int(kommentar.is_published)


def test_twenty_redactions_of_one_passage_are_one(baustein, moderators):
    kommentar = factories.comment(baustein, text="Ruft Herrn Maier an.")

    outcomes = at_once(
        *(
            lambda number=number: actions.redact(
                kommentar, by=moderators[number % 3], passages=[(5, 16)], **WHY
            )
            for number in range(20)
        )
    )

    assert split(outcomes) == (1, {ActionRefused})
    kommentar.refresh_from_db()
    assert kommentar.text == "Ruft [Angabe entfernt: Werbung] an."
    assert kommentar.schwaerzungen.count() == 1
