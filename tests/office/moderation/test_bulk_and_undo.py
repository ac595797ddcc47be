"""One decision on many comments, and taking back what was just decided."""

import uuid
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from comments import actions
from comments.actions.counters import recount
from comments.models import Kommentar, Moderationsentscheidung, Sperre, Status
from mails.models import Mail
from tests import factories

from .pages import REASON, Desk, key, seen

pytestmark = pytest.mark.django_db


def _statuses(rows):
    return set(
        Kommentar.objects.filter(pk__in=[r.pk for r in rows]).values_list("status", flat=True)
    )


@pytest.fixture
def three(baustein):
    return [factories.comment(baustein, text=f"Beitrag {number}") for number in range(3)]


def _hold(rows):
    keys = [row.pk for row in rows]
    Kommentar.objects.filter(pk__in=keys).update(status="pending", published_at=None)


def test_releasing_many_writes_one_line_each(desk, three):
    _hold(three)
    page = desk.decide_many([key(row) for row in three], "freigeben")
    assert "3 freigegeben." in page.text
    assert _statuses(three) == {Status.PUBLISHED}
    assert Moderationsentscheidung.objects.filter(action="release").count() == 3


def test_hiding_many_with_one_ground_and_statement(desk, three):
    page = desk.decide_many([key(row) for row in three], "verbergen", **REASON)
    assert "3 ausgeblendet." in page.text
    assert _statuses(three) == {Status.HIDDEN}
    lines = Moderationsentscheidung.objects.values_list("ground", "statement")
    assert list(lines) == [("werbung", "Reklame für ein Café")] * 3


def test_marking_many_as_read_writes_none(desk, three):
    page = desk.decide_many([key(row) for row in three], "gelesen")
    assert "3 als gelesen vermerkt." in page.text
    assert not Kommentar.objects.filter(read_at=None).exists()
    assert not Moderationsentscheidung.objects.exists()


def test_what_could_not_be_done_is_told_with_its_reason(desk, three, colleague):
    _hold(three)
    keys = [key(row) for row in three]
    actions.hide(three[1], by=colleague, **REASON)
    page = desk.decide_many(keys, "freigeben")
    assert "2 freigegeben, 1 nicht:" in page.text
    assert "Kollegin Kraft hat am" in page.text
    assert "schon entschieden: ausgeblendet." in page.text
    assert Kommentar.objects.get(pk=three[1].pk).status == Status.HIDDEN


def test_what_was_typed_is_kept_for_those_that_failed(desk, three, colleague):
    keys = [key(row) for row in three]
    actions.warn(three[0], by=colleague, **REASON)
    page = desk.decide_many(keys, "verbergen", ground="hass", statement="Lange überlegt")
    assert "2 ausgeblendet, 1 nicht:" in page.text
    assert "Lange überlegt" in page.text
    assert '<option value="hass" selected' in page.text


@pytest.mark.parametrize("missing", ["ground", "statement"])
def test_hiding_many_needs_ground_and_statement(desk, three, missing):
    page = desk.decide_many([key(row) for row in three], "verbergen", **{**REASON, missing: " "})
    assert page.status_code == 422
    assert page.text.count(" checked") == 3
    assert _statuses(three) == {Status.PUBLISHED}


@pytest.mark.parametrize("name", ["freigeben", "gelesen", "verbergen"])
def test_nothing_selected(desk, three, name):
    page = desk.decide_many([], name, **REASON)
    assert page.status_code == 422
    assert "Bitte wählen Sie zuerst Beiträge aus." in page.text


def test_one_foreign_comment_stops_the_whole_decision(desk, three):
    foreign = factories.comment(factories.open_baustein())
    keys = [key(row) for row in (*three, foreign)]
    assert desk.decide_many(keys, "verbergen", **REASON).status_code == 404
    assert _statuses([*three, foreign]) == {Status.PUBLISHED}


@pytest.mark.parametrize("name", ["wiederherstellen", "sperren", "verschieben", "loeschen", ""])
def test_no_other_decision_is_made_on_many(desk, three, name):
    page = desk.decide_many([key(row) for row in three], name, **REASON)
    assert page.status_code == 404


@pytest.mark.parametrize("keys", [["x"], ["1.x", "²"], ["-1.x"], ["9" * 30], ["\x00"], ["1"] * 201])
def test_odd_selections_do_nothing(desk, three, keys):
    if len(keys) > 200:
        keys = [f"{number}.x" for number in range(1, 202)]
    assert desk.decide_many(keys, "gelesen").status_code in (200, 404)
    assert not Kommentar.objects.exclude(read_at=None).exists()


def test_undo_of_hiding_restores(desk, kommentar, moderator):
    page = desk.undo(desk.decide(kommentar, "verbergen", **REASON))
    assert "Rückgängig gemacht." in page.text
    assert _statuses([kommentar]) == {Status.PUBLISHED}
    lines = Moderationsentscheidung.objects.order_by("pk").values_list("action", "by")
    assert list(lines) == [("hide", moderator.pk), ("restore", moderator.pk)]


def test_undo_of_hiding_what_waited_lets_it_wait_again(desk, kommentar):
    _hold([kommentar])
    desk.undo(desk.decide(kommentar, "verbergen", **REASON))
    row = Kommentar.objects.get()
    assert (row.status, row.published_at, row.hidden_reason) == (Status.PENDING, None, "")


def test_undo_of_releasing_lets_it_wait_again(desk, kommentar):
    Kommentar.objects.filter(pk=kommentar.pk).update(status="pending", published_at=None)
    type(kommentar.baustein).objects.update(comment_count=0)
    desk.undo(desk.decide(kommentar, "freigeben"))
    assert _statuses([kommentar]) == {Status.PENDING}
    assert type(kommentar.baustein).objects.get().comment_count == 0
    lines = Moderationsentscheidung.objects.order_by("pk").values_list("action", flat=True)
    assert list(lines) == ["release", "hold"]


def test_a_released_comment_that_was_answered_stays(desk, kommentar):
    _hold([kommentar])
    page = desk.decide(kommentar, "freigeben")
    kommentar.refresh_from_db()
    factories.comment(kommentar.baustein, parent=kommentar)
    assert "schon geantwortet" in desk.undo(page).text
    assert _statuses([kommentar]) == {Status.PUBLISHED}


def test_undo_of_reading_and_closing_and_blocking(desk, kommentar):
    desk.undo(desk.decide(kommentar, "gelesen"))
    assert not Kommentar.objects.get().read_at
    desk.undo(desk.decide(kommentar, "schliessen", statement="Schluss"))
    assert not Kommentar.objects.get().locked_at
    until = timezone.localdate() + timedelta(days=3)
    desk.undo(desk.decide(kommentar, "sperren", until=until, **REASON))
    assert Sperre.objects.get().lifted_at


def test_undo_of_many_leaves_out_what_others_decided_since(desk, three, colleague):
    page = desk.decide_many([key(row) for row in three], "verbergen", **REASON)
    actions.restore(three[0], by=colleague, statement="Ist in Ordnung")
    page = desk.undo(page)
    assert "2 rückgängig gemacht, 1 nicht:" in page.text
    assert "Kollegin Kraft hat am" in page.text
    assert _statuses(three) == {Status.PUBLISHED}
    assert Moderationsentscheidung.objects.filter(action="restore").count() == 3


def test_undo_works_once(desk, kommentar):
    page = desk.decide(kommentar, "verbergen", **REASON)
    desk.undo(page)
    again = desk.undo(page)
    assert "schon entschieden: wiederhergestellt" in again.text
    assert Moderationsentscheidung.objects.count() == 2


def test_undo_is_good_for_ten_minutes(desk, kommentar, monkeypatch):
    page = desk.decide(kommentar, "verbergen", **REASON)
    monkeypatch.setattr("office.moderation.outcome.UNDO_SECONDS", -1)
    assert "nur zehn Minuten lang" in desk.undo(page).text
    assert _statuses([kommentar]) == {Status.HIDDEN}


def test_undo_is_good_for_whoever_decided(client, desk, kommentar, colleague):
    page = desk.decide(kommentar, "verbergen", **REASON)
    client.force_login(colleague)
    assert "kann nur, wer entschieden hat" in Desk(client).undo(page).text
    assert _statuses([kommentar]) == {Status.HIDDEN}


@pytest.mark.parametrize("token", ["", "x", "WzFd:1:x", "\x00", "x" * 10_000])
def test_altered_tokens_do_nothing(desk, kommentar, token):
    url = reverse("moderation:undo")
    page = desk.client.post(url, {"token": token}, follow=True)
    assert "Es wurde nichts geändert." in page.text


def test_a_token_of_another_purpose_does_nothing(desk, kommentar, moderator):
    actions.hide(kommentar, by=moderator, **REASON)
    rows = [[kommentar.pk, seen(kommentar), "published"]]
    token = signing.dumps([moderator.pk, "verbergen", rows], salt="comments.complaint")
    desk.client.post(reverse("moderation:undo"), {"token": token})
    assert _statuses([kommentar]) == {Status.HIDDEN}


def test_an_ex_moderator_takes_nothing_back(desk, kommentar, moderator):
    page = desk.decide(kommentar, "verbergen", **REASON)
    moderator.zustaendigkeiten.all().delete()
    assert desk.undo(page).status_code == 404
    assert _statuses([kommentar]) == {Status.HIDDEN}


def test_the_outcome_is_told_once(desk, kommentar):
    desk.decide(kommentar, "verbergen", **REASON)
    assert "Der Beitrag ist ausgeblendet." not in desk.queue().text


def test_a_warning_offers_no_way_back_and_says_so_before(desk, kommentar):
    assert "lässt sich nicht rückgängig machen" in desk.decide_page(kommentar, "verwarnen").text
    page = desk.decide(kommentar, "verwarnen", **REASON)
    assert page.context["outcome"].undo == ""
    assert reverse("moderation:undo") not in page.text


def _report(kommentar):
    actions.report(kommentar, user=None, reporter_key="x", ground="hass", email="eva@example.org")


def _mails_to_the_reporter():
    mails = Mail.objects.filter(address="eva@example.org").order_by("created_at")
    return list(mails.values_list("template", flat=True))


@pytest.mark.parametrize("name", ["verbergen", "stehen-lassen"])
def test_undo_opens_the_reports_again_and_tells_who_made_them(desk, kommentar, name):
    _report(kommentar)
    desk.undo(desk.decide(kommentar, name, **REASON))
    assert desk.texts("gemeldet") == [kommentar.text]
    assert _mails_to_the_reporter() == ["report_received", "report_decided", "report_reopened"]
    # Decided in earnest, there is an answer again.
    desk.decide(kommentar, "stehen-lassen", statement="Das ist erlaubt.")
    assert _mails_to_the_reporter()[-1] == "report_decided"
    assert desk.texts("gemeldet") == []


def test_undo_of_keeping_is_a_line_of_its_own(desk, kommentar):
    _report(kommentar)
    desk.undo(desk.decide(kommentar, "stehen-lassen", **REASON))
    lines = Moderationsentscheidung.objects.order_by("pk").values_list("action", flat=True)
    assert list(lines) == ["keep", "reopen"]


def test_undo_of_restoring_hides_for_the_same_reasons(desk, kommentar, colleague):
    actions.hide(kommentar, by=colleague, **REASON)
    desk.undo(desk.decide(kommentar, "wiederherstellen", statement="Versehen"))
    row = Kommentar.objects.get()
    assert (row.status, row.hidden_reason) == (Status.HIDDEN, "Werbung (Netiquette, Regel 5)")
    last = row.entscheidungen.first()
    assert (last.ground, last.statement) == tuple(REASON.values())


def test_undo_of_moving_brings_the_thread_back_with_the_mark_it_had(desk, kommentar, konzept):
    strategie = factories.strategie(konzept=konzept)
    first, second = (factories.baustein(strategie=strategie) for _ in range(2))
    here = kommentar.baustein_id
    for target, before, mark in ((first, here, None), (second, first.pk, here)):
        page = desk.decide(kommentar, "verschieben", baustein=target.pk)
        desk.undo(page)
        row = Kommentar.objects.get()
        assert (row.baustein_id, row.moved_from_id) == (before, mark)
        desk.decide(kommentar, "verschieben", baustein=first.pk)
    assert list(recount()) == []


def test_undo_of_opening_closes_for_the_same_reason(desk, kommentar, colleague):
    actions.lock(kommentar, by=colleague, statement="Alles gesagt.")
    desk.undo(desk.decide(kommentar, "oeffnen"))
    row = Kommentar.objects.get()
    assert row.locked_at
    assert row.entscheidungen.first().statement == "Alles gesagt."


def test_undo_of_lifting_a_block_blocks_until_the_same_day(desk, kommentar, colleague):
    until = timezone.now() + timedelta(days=3)
    actions.block(kommentar, by=colleague, until=until, **REASON)
    desk.undo(desk.decide(kommentar, "sperre-aufheben", statement="Versehen"))
    assert Sperre.objects.active(timezone.now()).get().until == until


def test_undo_of_an_answer_withdraws_it(desk, kommentar):
    page = desk.decide(kommentar, "antworten", text="Der Bus kommt.", idempotency_key=uuid.uuid4())
    assert "Rückgängig gemacht." in desk.undo(page).text
    answer = Kommentar.objects.get(parent=kommentar)
    assert answer.is_withdrawn
    kommentar.baustein.refresh_from_db()
    assert kommentar.baustein.official_count == 0
