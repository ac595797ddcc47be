"""Taking back one's own comment."""

import pytest

from comments import actions
from comments.actions import ActionRefused, StatusConflict
from comments.models import Kommentar, Moderationsentscheidung, Status
from mails.models import Mail
from phases.models import Kommentierphase
from tests import factories


def test_withdraw_keeps_the_replies_and_counts_one_less(baustein, resident):
    root = factories.comment(baustein, resident)
    factories.comment(baustein, parent=root)

    actions.withdraw(root, by=resident)

    root.refresh_from_db()
    baustein.refresh_from_db()
    assert (root.status, root.reply_count, root.thread_count) == (Status.WITHDRAWN, 1, 1)
    assert baustein.comment_count == 1
    assert root in Kommentar.objects.readable()


def test_withdraw_of_a_deep_reply_counts_at_its_parent_and_its_root(baustein, resident):
    root = factories.comment(baustein)
    reply = factories.comment(baustein, parent=root)
    deep = factories.comment(baustein, resident, parent=reply)

    actions.withdraw(deep, by=resident)

    root.refresh_from_db()
    reply.refresh_from_db()
    assert (root.reply_count, root.thread_count, reply.reply_count) == (1, 1, 0)


def test_withdraw_is_possible_after_the_end(baustein, resident):
    kommentar = factories.comment(baustein, resident)
    factories.end_phase(baustein)

    actions.withdraw(kommentar, by=resident)

    kommentar.refresh_from_db()
    assert kommentar.is_withdrawn


def test_the_newest_date_goes_back_to_the_comment_before(baustein, resident):
    first = factories.comment(baustein)
    second = factories.comment(baustein, resident)

    actions.withdraw(second, by=resident)

    baustein.refresh_from_db()
    assert baustein.last_comment_at == first.published_at


def test_withdraw_of_somebody_elses_comment_is_refused(baustein):
    kommentar = factories.comment(baustein)

    with pytest.raises(ActionRefused, match="nicht Ihr Beitrag"):
        actions.withdraw(kommentar, by=factories.user())


def test_withdraw_twice_is_a_conflict_and_counts_once(baustein, resident):
    kommentar = factories.comment(baustein, resident)
    actions.withdraw(kommentar, by=resident)

    with pytest.raises(StatusConflict):
        actions.withdraw(kommentar, by=resident)
    baustein.refresh_from_db()
    assert baustein.comment_count == 0


def test_a_hidden_comment_cannot_be_withdrawn(baustein, resident, moderator):
    kommentar = factories.comment(baustein, resident)
    actions.hide(kommentar, by=moderator, ground="hass", statement="Hetze.")

    with pytest.raises(StatusConflict):
        actions.withdraw(kommentar, by=resident)


def test_what_never_stood_there_leaves_no_tombstone(baustein, resident):
    Kommentierphase.objects.update(release="after_review")
    kommentar = factories.comment(baustein, resident)

    actions.withdraw(kommentar, by=resident)

    assert not Kommentar.objects.readable().exists()
    assert not Kommentar.objects.shown_to(resident).exists()


def _report(kommentar, key="a"):
    email = f"{key}@example.org"
    actions.report(kommentar, user=None, reporter_key=key, ground="hass", email=email)


def test_withdrawing_answers_the_reports_and_tells_who_made_them(baustein, resident):
    kommentar = factories.comment(baustein, resident)
    for key in ("a", "b"):
        _report(kommentar, key)

    actions.withdraw(kommentar, by=resident)

    kommentar.refresh_from_db()
    entscheidung = Moderationsentscheidung.objects.get()
    assert (kommentar.report_count, kommentar.open_report_count) == (2, 0)
    assert (entscheidung.action, entscheidung.by, entscheidung.automated) == (
        "withdraw",
        resident,
        False,
    )
    assert not kommentar.meldungen.exclude(entscheidung=entscheidung, email="").exists()
    for told in Mail.objects.filter(template="report_decided"):
        assert told.subject == "Ihre Meldung: Der Beitrag wurde zurückgezogen"
        assert "aus der Moderation" not in told.text
    assert Mail.objects.filter(template="report_decided").count() == 2


def test_a_report_sent_while_the_author_withdrew_is_answered_at_once(baustein, resident):
    kommentar = factories.comment(baustein, resident)
    actions.withdraw(kommentar, by=resident)

    for key in ("a", "b"):
        _report(kommentar, key)

    kommentar.refresh_from_db()
    assert kommentar.open_report_count == 0
    assert Mail.objects.filter(template="report_decided").count() == 2
    assert Moderationsentscheidung.objects.count() == 1


def test_withdrawing_what_nobody_reported_is_no_entry_in_the_record(baustein, resident):
    actions.withdraw(factories.comment(baustein, resident), by=resident)

    assert not Moderationsentscheidung.objects.exists()
