"""Hide, restore, release, keep: one append-only decision each, with reasons, and right counts."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from comments import actions
from comments.actions import ActionRefused, StatusConflict
from comments.actions.counters import recount
from comments.models import COMPLAINT_PERIOD, Moderationsentscheidung, Status
from mails.models import Mail
from phases.models import Kommentierphase
from strategies.models import Zustaendigkeit
from tests import factories

from .conftest import fresh

WHY = {"ground": "werbung", "statement": "Nichts als Werbung."}


@pytest.fixture
def waiting(baustein, resident):
    Kommentierphase.objects.update(release="after_review")
    return factories.comment(baustein, resident, text="Wartet.")


def count_of(baustein):
    baustein.refresh_from_db()
    return baustein.comment_count


# --- What a decision records ---------------------------------------------------


def test_hiding_keeps_the_text_tells_the_author_and_leaves_the_counts_right(
    kommentar, baustein, moderator, resident, decided
):
    entscheidung = decided(actions.hide, kommentar, by=moderator, **WHY)

    hidden = fresh(kommentar)
    assert (hidden.status, hidden.text) == (Status.HIDDEN, "Ein strittiger Satz.")
    assert hidden.hidden_reason == "Werbung (Netiquette, Regel 5)"
    assert (entscheidung.action, entscheidung.by, entscheidung.affected) == (
        "hide",
        moderator,
        resident,
    )
    assert (entscheidung.ground, entscheidung.statement) == tuple(WHY.values())
    assert (entscheidung.scope, entscheidung.automated) == ("kommentar", False)
    assert entscheidung.complaint_until == entscheidung.at + COMPLAINT_PERIOD
    assert count_of(baustein) == 0
    assert list(recount()) == []
    mail = Mail.objects.get(user=resident)
    for words in ("Ein strittiger Satz.", "Nichts als Werbung.", "/beschwerde/"):
        assert words in mail.text


def test_hiding_answers_all_reports_and_tells_every_reporter(kommentar, moderator):
    for number in range(3):
        actions.report(
            kommentar, user=None, reporter_key=str(number), ground="hass",
            email=f"r{number}@example.org",
        )  # fmt: skip

    actions.hide(kommentar, by=moderator, **WHY)

    hidden = fresh(kommentar)
    assert (hidden.report_count, hidden.open_report_count) == (3, 0)
    assert Mail.objects.filter(template="report_decided").count() == 3
    assert not hidden.meldungen.exclude(email="").exists()
    assert {row.entscheidung.action for row in hidden.meldungen.all()} == {"hide"}


def test_restoring_puts_it_back_where_it_was(kommentar, baustein, moderator, resident, decided):
    reply = factories.comment(baustein, parent=kommentar)
    published_at = kommentar.published_at
    actions.hide(kommentar, by=moderator, **WHY)

    entscheidung = decided(actions.restore, kommentar, by=moderator, statement="Irrtum.")

    restored = fresh(kommentar)
    assert restored.status == Status.PUBLISHED
    assert (restored.published_at, restored.hidden_at, restored.hidden_reason) == (
        published_at,
        None,
        "",
    )
    assert fresh(reply).parent == restored
    assert (entscheidung.action, entscheidung.statement) == ("restore", "Irrtum.")
    assert count_of(baustein) == 2
    assert list(recount()) == []
    assert Mail.objects.filter(user=resident, template="restored").exists()


def test_releasing_publishes_counts_and_tells(waiting, baustein, moderator, resident, decided):
    entscheidung = decided(actions.release, waiting, by=moderator)

    released = fresh(waiting)
    assert released.is_published
    assert released.published_at
    assert released.hold_reason == ""
    assert entscheidung.action == "release"
    assert count_of(baustein) == 1
    assert Mail.objects.filter(user=resident, template="released").exists()


def test_keeping_answers_the_reports_and_changes_nothing_else(
    kommentar, baustein, moderator, decided
):
    actions.report(kommentar, user=factories.user(), reporter_key="1", ground="hass")

    entscheidung = decided(actions.keep, kommentar, by=moderator, statement="Erlaubte Kritik.")

    kept = fresh(kommentar)
    assert (kept.status, kept.open_report_count) == (Status.PUBLISHED, 0)
    assert entscheidung.action == "keep"
    assert count_of(baustein) == 1


def test_holding_back_undoes_a_release(waiting, baustein, moderator, decided):
    actions.release(waiting, by=moderator)

    entscheidung = decided(actions.hold_back, waiting, by=moderator, statement="Zu schnell.")

    assert fresh(waiting).is_pending
    assert (entscheidung.action, entscheidung.automated) == ("hold", False)
    assert count_of(baustein) == 0
    assert list(recount()) == []


def test_hiding_what_waits_changes_no_count(waiting, baustein, moderator, decided):
    decided(actions.hide, waiting, by=moderator, **WHY)

    assert count_of(baustein) == 0
    assert list(recount()) == []


def test_marking_as_read_is_no_decision(kommentar, moderator):
    actions.mark_read(kommentar, by=moderator)
    assert fresh(kommentar).read_at
    actions.mark_read(kommentar, by=moderator, read=False)

    assert fresh(kommentar).read_at is None
    assert not Moderationsentscheidung.objects.exists()


def test_every_count_follows_hiding_withdrawing_and_restoring_in_a_deep_thread(
    baustein, moderator, resident
):
    root = factories.comment(baustein, category="frage")
    reply = factories.comment(baustein, resident, parent=root)
    answer = factories.comment(baustein, moderator, parent=reply)
    deep = factories.comment(baustein, parent=answer)
    steps = [
        lambda: actions.hide(answer, by=moderator, **WHY),
        lambda: actions.withdraw(reply, by=resident),
        lambda: actions.hide(deep, by=moderator, **WHY),
        lambda: actions.restore(answer, by=moderator, statement="Irrtum."),
        lambda: actions.hide(root, by=moderator, **WHY),
        lambda: actions.restore(deep, by=moderator, statement="Irrtum."),
        lambda: actions.restore(root, by=moderator, statement="Irrtum."),
    ]
    for step in steps:
        step()
        assert list(recount()) == []
    baustein.refresh_from_db()
    assert (baustein.comment_count, baustein.official_count) == (3, 1)


# --- Without reasons, nothing --------------------------------------------------


@pytest.mark.parametrize(
    ("ground", "statement"),
    [("", "Grund."), ("werbung", ""), ("werbung", " \n\t"), ("erfunden", "Grund."), ("", "")],
)
def test_hiding_is_impossible_without_ground_and_statement(kommentar, moderator, ground, statement):
    with pytest.raises(ActionRefused, match="einen Grund und schreiben Sie eine Begründung"):
        actions.hide(kommentar, by=moderator, ground=ground, statement=statement)

    assert fresh(kommentar).is_published
    assert not Moderationsentscheidung.objects.exists()


@pytest.mark.parametrize("action", ["hide", "warn", "block"])
@pytest.mark.parametrize("missing", ["ground", "statement"])
def test_the_database_takes_no_such_decision_either(kommentar, konzept, action, missing):
    fields = {**WHY, missing: ""}

    with pytest.raises(IntegrityError), transaction.atomic():
        Moderationsentscheidung.objects.create(
            konzept=konzept, kommentar=kommentar, action=action, **fields
        )


@pytest.mark.parametrize("action", [actions.restore, actions.keep, actions.hold_back])
def test_what_undoes_needs_a_reason_too(kommentar, moderator, action):
    with pytest.raises(ActionRefused, match="Bitte geben Sie an"):
        action(kommentar, by=moderator, statement="  ")

    assert not Moderationsentscheidung.objects.exists()


# --- The record is evidence -----------------------------------------------------


def test_a_decision_can_be_neither_changed_nor_deleted(kommentar, moderator):
    actions.hide(kommentar, by=moderator, **WHY)
    entscheidung = Moderationsentscheidung.objects.get()
    entscheidung.statement = "Etwas anderes."
    for attempt in (
        entscheidung.save,
        entscheidung.delete,
        Moderationsentscheidung.objects.all().delete,
        lambda: Moderationsentscheidung.objects.update(statement="Etwas anderes."),
        lambda: Moderationsentscheidung.objects.bulk_update([entscheidung], ["statement"]),
        lambda: kommentar.entscheidungen.update(by=None),
    ):
        with pytest.raises(TypeError, match="append-only"), transaction.atomic():
            attempt()

    assert Moderationsentscheidung.objects.get().statement == WHY["statement"]


def test_deleting_a_person_takes_them_out_and_leaves_the_decision(kommentar, moderator, resident):
    actions.hide(kommentar, by=moderator, **WHY)

    for person in (moderator, resident):
        Moderationsentscheidung.objects.all().anonymise(person)

    entscheidung = Moderationsentscheidung.objects.get()
    assert (entscheidung.by, entscheidung.affected) == (None, None)
    assert entscheidung.statement == WHY["statement"]


# --- Two at once, and who may ---------------------------------------------------


def test_the_second_moderator_is_told_who_decided_what_and_when(kommentar, moderator, colleague):
    actions.hide(kommentar, by=moderator, **WHY)

    with pytest.raises(StatusConflict, match=f"{moderator} hat am .* Uhr schon .*ausgeblendet"):
        actions.hide(kommentar, by=colleague, ground="hass", statement="Hetze.")

    assert Moderationsentscheidung.objects.get().by == moderator


def test_a_withdrawn_comment_is_nothing_to_decide_on(kommentar, moderator, resident):
    actions.withdraw(kommentar, by=resident)

    with pytest.raises(StatusConflict, match="zurückgezogen"):
        actions.hide(kommentar, by=moderator, **WHY)


@pytest.mark.parametrize("action", ["release", "restore", "keep"])
def test_a_decision_needs_the_status_it_starts_from(kommentar, moderator, action):
    reasons = {} if action == "release" else {"statement": "Weil."}

    with pytest.raises(StatusConflict):
        getattr(actions, action)(kommentar, by=moderator, **reasons)


def _ex_moderator(konzept):
    person = factories.staff(konzept, role="moderation")
    person.zustaendigkeiten.all().delete()
    return person


def _without_group(konzept):
    person = factories.user(is_staff=True)
    Zustaendigkeit.objects.create(konzept=konzept, user=person, role="moderation")
    return person


NOT_ALLOWED = {
    "moderation elsewhere": lambda konzept: factories.staff(factories.konzept(), role="moderation"),
    "ex-moderator": _ex_moderator,
    "zustaendigkeit alone": _without_group,
    "redaktion here": lambda konzept: factories.staff(konzept, role="redaktion"),
    "inactive": lambda konzept: factories.staff(konzept, role="moderation", is_active=False),
    "resident": lambda konzept: factories.user(),
}
TRIES = {
    "hide": lambda row, by: actions.hide(row, by=by, **WHY),
    "restore": lambda row, by: actions.restore(row, by=by, statement="Weil."),
    "release": lambda row, by: actions.release(row, by=by),
    "hold_back": lambda row, by: actions.hold_back(row, by=by, statement="Weil."),
    "keep": lambda row, by: actions.keep(row, by=by, statement="Weil."),
    "mark_read": lambda row, by: actions.mark_read(row, by=by),
    "lock": lambda row, by: actions.lock(row, by=by, statement="Weil."),
    "unlock": lambda row, by: actions.unlock(row, by=by),
    "move": lambda row, by: actions.move(row, by=by, baustein=row.baustein),
    "warn": lambda row, by: actions.warn(row, by=by, **WHY),
    "block": lambda row, by: actions.block(row, by=by, until=row.created_at, **WHY),
}


@pytest.mark.parametrize("role", NOT_ALLOWED)
@pytest.mark.parametrize("name", TRIES)
def test_only_moderators_of_this_konzept_decide(kommentar, konzept, role, name):
    with pytest.raises(PermissionDenied):
        TRIES[name](kommentar, NOT_ALLOWED[role](konzept))

    assert not Moderationsentscheidung.objects.exists()
    assert fresh(kommentar).read_at is None


def test_a_superuser_decides_everywhere(kommentar, decided):
    decided(actions.hide, kommentar, by=factories.superuser(), **WHY)
