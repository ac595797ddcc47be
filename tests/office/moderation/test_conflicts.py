"""Two moderators on the same comment: the second is told, nothing is overwritten."""

from functools import partial

import pytest
from django.urls import reverse

from comments import actions
from comments.decisions import DECISIONS
from comments.models import Kommentar, Moderationsentscheidung, Status
from tests import factories
from tests.concurrency import at_once

from .pages import REASON, seen

PARALLEL = 50


def _late(desk, kommentar, name, was_seen, **data):
    return desk.decide(kommentar, name, seen=was_seen, **data)


@pytest.mark.django_db
def test_the_second_is_told_who_decided_what_and_keeps_what_was_typed(desk, kommentar, colleague):
    before = seen(kommentar)
    actions.hide(kommentar, by=colleague, ground="werbung", statement="Reklame")
    page = _late(desk, kommentar, "verbergen", before, ground="hass", statement="Lang begründet")
    assert page.status_code == 409
    assert "Kollegin Kraft hat am" in page.text
    assert "schon entschieden: ausgeblendet." in page.text
    assert "Lang begründet" in page.text
    assert '<option value="hass" selected' in page.text
    assert Moderationsentscheidung.objects.get().ground == "werbung"


@pytest.mark.django_db
def test_hidden_and_restored_meanwhile_is_still_a_decision_meanwhile(desk, kommentar, colleague):
    """The status is what it was; somebody has looked at it nevertheless."""
    before = seen(kommentar)
    actions.hide(kommentar, by=colleague, **REASON)
    actions.restore(kommentar, by=colleague, statement="Doch in Ordnung")
    page = _late(desk, kommentar, "verbergen", before, **REASON)
    assert page.status_code == 409
    assert "schon entschieden: wiederhergestellt." in page.text
    assert Kommentar.objects.get().status == Status.PUBLISHED


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["verwarnen", "gelesen", "schliessen", "antworten"])
def test_what_changes_no_status_is_told_too(desk, kommentar, colleague, name):
    before = seen(kommentar)
    actions.warn(kommentar, by=colleague, **REASON)
    key = "11111111-1111-4111-8111-111111111111"
    page = _late(desk, kommentar, name, before, text="Antwort", idempotency_key=key, **REASON)
    assert page.status_code == 409
    assert Moderationsentscheidung.objects.count() == 1


@pytest.mark.django_db
def test_a_wording_changed_meanwhile_has_to_be_read_first(desk, kommentar, resident):
    before = seen(kommentar)
    actions.edit(kommentar, by=resident, text="Ganz anders.", category="kritik")
    page = _late(desk, kommentar, "gelesen", before)
    assert page.status_code == 409
    assert "Der Text wurde am" in page.text
    assert "Ganz anders." in page.text
    assert not Kommentar.objects.get().read_at


@pytest.mark.django_db
def test_withdrawn_meanwhile(desk, kommentar, resident):
    before = seen(kommentar)
    actions.withdraw(kommentar, by=resident)
    page = _late(desk, kommentar, "verbergen", before, **REASON)
    assert "Der Beitrag ist inzwischen: zurückgezogen." in page.text
    assert not Moderationsentscheidung.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("forged", ["", "published", "published-0-0-0", "x" * 5000, "\x00"])
def test_a_form_that_saw_nothing_decides_nothing(desk, kommentar, forged):
    assert _late(desk, kommentar, "verbergen", forged, **REASON).status_code == 409
    assert Kommentar.objects.get().status == Status.PUBLISHED


@pytest.mark.django_db
def test_who_read_the_new_state_may_decide_on_it(desk, kommentar, colleague):
    actions.warn(kommentar, by=colleague, **REASON)
    desk.decide(kommentar, "verbergen", **REASON)
    assert Kommentar.objects.get().status == Status.HIDDEN


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["verbergen", "verwarnen"])
def test_fifty_parallel_decisions_are_one(name):
    """With and without a change of status: what was seen is compared under the lock."""
    baustein = factories.open_baustein()
    kommentar = factories.comment(baustein)
    konzept = baustein.strategie.konzept
    people = [factories.staff(konzept, role="moderation") for _ in range(PARALLEL)]
    take = partial(DECISIONS[name].take, kommentar, seen=seen(kommentar), **REASON)
    outcomes = at_once(*[partial(take, by=person) for person in people])

    conflicts = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert len(conflicts) == PARALLEL - 1
    assert all(isinstance(error, actions.StatusConflict) for error in conflicts), conflicts
    assert all("schon entschieden" in str(error) for error in conflicts)
    assert Moderationsentscheidung.objects.count() == 1


@pytest.mark.django_db
def test_get_of_a_decision_shows_its_form_and_decides_nothing(desk, kommentar):
    url = reverse("moderation:decide", args=[kommentar.pk, "verbergen"])
    page = desk.client.get(url, {"seen": seen(kommentar), **REASON}, follow=True)
    assert page.status_code == 200
    assert Kommentar.objects.get().status == Status.PUBLISHED
