"""Complaints: once, in time, decided by somebody else, and undone where they are right."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments import actions
from comments.actions import ActionRefused, StatusConflict
from comments.actions.counters import recount
from comments.models import COMPLAINT_PERIOD, Beschwerde, Moderationsentscheidung, Sperre, Status
from mails.models import Mail
from phases.models import Kommentierphase
from strategies.models import Zustaendigkeit
from tests import factories

from .conftest import fresh

WHY = {"ground": "werbung", "statement": "Nichts als Werbung."}


@pytest.fixture
def hidden(kommentar, moderator):
    return actions.hide(kommentar, by=moderator, **WHY)


@pytest.fixture
def beschwerde(hidden):
    return actions.complain(hidden.entscheidungen.first(), text="Keine Werbung.")


def decide(beschwerde, by, uphold=True):
    return actions.decide_complaint(beschwerde, by=by, uphold=uphold, statement="Nachgesehen.")


# --- Who decides ------------------------------------------------------------------


def test_never_who_made_the_decision(beschwerde, moderator, colleague):
    assert not actions.may_decide(beschwerde, moderator)
    with pytest.raises(PermissionDenied):
        decide(beschwerde, moderator)
    assert actions.may_decide(beschwerde, colleague)
    assert decide(beschwerde, colleague).decided_by == colleague


def test_not_even_a_superuser_decides_on_their_own_decision(kommentar, colleague):
    boss = factories.superuser()
    actions.hide(kommentar, by=boss, **WHY)
    beschwerde = actions.complain(kommentar.entscheidungen.first(), text="Nein.")

    with pytest.raises(PermissionDenied):
        decide(beschwerde, boss)
    assert actions.may_decide(beschwerde, factories.superuser())


def test_with_one_moderator_it_goes_to_the_redaktion(beschwerde, konzept, moderator):
    editor = factories.staff(konzept, role="redaktion")

    assert actions.may_decide(beschwerde, editor)
    assert decide(beschwerde, editor).status == Beschwerde.Status.UPHELD


def test_with_another_moderator_the_redaktion_stays_out(beschwerde, konzept, colleague):
    editor = factories.staff(konzept, role="redaktion")

    assert not actions.may_decide(beschwerde, editor)
    with pytest.raises(PermissionDenied):
        decide(beschwerde, editor)


def test_a_moderator_who_left_is_no_other_moderator(beschwerde, konzept, colleague):
    editor = factories.staff(konzept, role="redaktion")
    type(colleague).objects.filter(pk=colleague.pk).update(is_active=False)

    assert actions.may_decide(beschwerde, editor)


def test_nobody_who_has_the_zustaendigkeit_without_the_group(beschwerde, konzept):
    """Nor do they count as another moderator: the Redaktion decides then."""
    editor = factories.staff(konzept, role="redaktion")
    for role in ("moderation", "redaktion"):
        person = factories.user(is_staff=True)
        Zustaendigkeit.objects.create(konzept=konzept, user=person, role=role)
        with pytest.raises(PermissionDenied):
            decide(beschwerde, person)

    assert actions.may_decide(beschwerde, editor)


def test_nobody_of_another_konzept(beschwerde, stranger, resident):
    elsewhere = factories.staff(factories.konzept(), role="redaktion")
    for person in (stranger, elsewhere, resident, factories.user()):
        with pytest.raises(PermissionDenied):
            decide(beschwerde, person)
    beschwerde.refresh_from_db()
    assert beschwerde.status == Beschwerde.Status.OPEN


# --- What becomes of it --------------------------------------------------------


def test_upheld_the_comment_is_back_in_its_place_with_right_counts(
    beschwerde, kommentar, baustein, colleague, resident, decided
):
    entscheidung = decided(decide, beschwerde, colleague)

    restored = fresh(kommentar)
    assert restored.status == Status.PUBLISHED
    assert restored.published_at == kommentar.published_at
    assert (entscheidung.action, entscheidung.by) == ("restore", colleague)
    baustein.refresh_from_db()
    assert baustein.comment_count == 1
    assert list(recount()) == []
    mail = Mail.objects.get(user=resident, template="complaint_decided")
    assert "Nachgesehen." in mail.text


def test_rejected_it_stays_hidden_and_the_reasons_are_mailed(
    beschwerde, kommentar, colleague, resident
):
    before = Moderationsentscheidung.objects.count()

    decide(beschwerde, colleague, uphold=False)

    assert fresh(kommentar).status == Status.HIDDEN
    assert Moderationsentscheidung.objects.count() == before
    assert Mail.objects.filter(user=resident, template="complaint_decided").exists()


def test_upheld_a_block_is_lifted(kommentar, baustein, moderator, colleague, resident):
    until = timezone.now() + timedelta(days=7)
    actions.block(kommentar, by=moderator, until=until, **WHY)
    beschwerde = actions.complain(kommentar.entscheidungen.first(), text="Zu hart.")

    decide(beschwerde, colleague)

    assert Sperre.objects.get().lifted_at
    assert kommentar.entscheidungen.first().action == "unblock"
    assert factories.comment(baustein, resident).is_published


def test_upheld_after_it_was_restored_already_changes_nothing_more(
    beschwerde, kommentar, baustein, colleague
):
    actions.restore(kommentar, by=colleague, statement="Irrtum.")

    decide(beschwerde, colleague)

    baustein.refresh_from_db()
    assert baustein.comment_count == 1
    assert list(recount()) == []


def test_a_later_hiding_for_another_reason_is_not_undone(
    beschwerde, kommentar, moderator, colleague
):
    actions.restore(kommentar, by=moderator, statement="Irrtum.")
    actions.hide(kommentar, by=moderator, ground="hass", statement="Hetze.")

    decide(beschwerde, colleague)

    assert fresh(kommentar).status == Status.HIDDEN


def test_upheld_for_what_never_was_public_it_is_published_for_the_first_time(
    baustein, resident, moderator, colleague
):
    Kommentierphase.objects.update(release="after_review")
    waiting = factories.comment(baustein, resident)
    actions.hide(waiting, by=moderator, **WHY)

    decide(actions.complain(waiting.entscheidungen.first(), text="Doch."), colleague)

    assert fresh(waiting).published_at
    assert list(recount()) == []


def test_withdrawn_meanwhile_it_stays_withdrawn(beschwerde, kommentar, resident, colleague):
    actions.restore(kommentar, by=colleague, statement="Irrtum.")
    actions.withdraw(kommentar, by=resident)

    decide(beschwerde, colleague)

    assert fresh(kommentar).status == Status.WITHDRAWN


# --- Once, in time, with reasons -------------------------------------------------


def test_a_second_complaint_is_refused(beschwerde):
    with pytest.raises(ActionRefused, match="schon eine Beschwerde"):
        actions.complain(beschwerde.entscheidung, text="Noch eine.")
    assert Beschwerde.objects.count() == 1


def test_after_six_months_it_is_refused_with_the_date(hidden):
    entscheidung = hidden.entscheidungen.first()
    entscheidung.at = timezone.now() - COMPLAINT_PERIOD - timedelta(minutes=1)

    with pytest.raises(ActionRefused, match="Die Frist für eine Beschwerde endete am"):
        actions.complain(entscheidung, text="Zu spät.")


def test_it_is_decided_once(beschwerde, colleague, konzept):
    third = factories.staff(konzept, role="moderation")
    decide(beschwerde, colleague, uphold=False)

    with pytest.raises(StatusConflict, match=f"{colleague} hat diese Beschwerde am"):
        decide(beschwerde, third)

    beschwerde.refresh_from_db()
    assert (beschwerde.status, beschwerde.decided_by) == ("rejected", colleague)


def test_it_is_not_decided_without_reasons(beschwerde, colleague):
    with pytest.raises(ActionRefused, match="begründen"):
        actions.decide_complaint(beschwerde, by=colleague, uphold=True, statement=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Beschwerde.objects.update(status="upheld", decided_at=timezone.now(), statement="")


# --- What happened to the comment meanwhile --------------------------------------


@pytest.mark.parametrize("uphold", [True, False])
def test_a_complaint_on_what_its_author_has_withdrawn_is_still_decided(
    beschwerde, kommentar, moderator, colleague, resident, uphold
):
    actions.restore(kommentar, by=moderator, statement="Doch in Ordnung.")
    actions.withdraw(kommentar, by=resident)

    decide(beschwerde, colleague, uphold=uphold)

    assert fresh(kommentar).is_withdrawn
    told = Mail.objects.get(template="complaint_decided")
    assert "Nachgesehen." in told.text
    assert "wieder an seinem Platz" not in told.text


def test_upheld_it_also_lifts_a_hiding_that_only_took_a_restoring_back(
    beschwerde, kommentar, moderator, colleague
):
    actions.restore(kommentar, by=moderator, statement="Doch in Ordnung.")
    actions.hide_again(kommentar, by=moderator)

    decide(beschwerde, colleague)

    assert fresh(kommentar).is_published
    assert "wieder an seinem Platz" in Mail.objects.get(template="complaint_decided").text
