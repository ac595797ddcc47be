"""Who may not write in a Konzept: no mail of any kind invites them to."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments import actions, notify
from evaluation import actions as evaluation_actions
from evaluation.notify import tell_of_results
from mails.delivery import holds
from mails.models import DigestEntry, Frequency, Kind, Mail
from mails.preferences import choose
from tests import factories

pytestmark = pytest.mark.django_db

# Words of what one is invited to; „antwortet“ is what others do.
INVITATION = re.compile(r"(mitreden|kommentieren|antworten)\b", re.IGNORECASE)


def _opens(baustein, person):
    call_command("notify_phases")


def _invites(baustein, person):
    phase = baustein.strategie.kommentierphasen.get()
    phase.public_from = timezone.now() + timedelta(days=1)
    phase.save()
    phase.einladungen.create(email=person.email)
    call_command("notify_phases")


def _ends(baustein, person):
    phase = baustein.strategie.kommentierphasen.get()
    phase.ends_at = timezone.now() + timedelta(days=1)
    phase.save()
    call_command("notify_phases")


def _reply(baustein, person):
    question = baustein.kommentare.get(author=person)
    notify.tell_of_comment(factories.comment(baustein, text="Um acht.", parent=question))


def _official(baustein, person):
    office = factories.staff(baustein.strategie.konzept, role="moderation")
    notify.tell_of_comment(factories.comment(baustein, office, text="Wird geprüft."))


def _results(baustein, person):
    factories.end_phase(baustein)
    boss = factories.superuser()
    row = factories.auswertung(baustein, by=boss)
    kommentare = list(baustein.kommentare.filter(author=person))
    factories.released_anliegen(row, kommentare, by=boss, released_by=factories.superuser())
    tell_of_results(evaluation_actions.publish(row, by=boss))


def _progress(baustein, person):
    factories.vorhaben(baustein.strategie.konzept, baustein=baustein)
    call_command("notify_vorhaben")


TELL = {
    Kind.INVITATION: _invites,
    Kind.PHASE_OPENS: _opens,
    Kind.PHASE_ENDS: _ends,
    Kind.REPLY: _reply,
    Kind.OFFICIAL: _official,
    Kind.RESULTS: _results,
    Kind.PROGRESS: _progress,
}
# What tells how it went on invites nobody.
NO_INVITATION = (Kind.RESULTS, Kind.PROGRESS)


@pytest.fixture
def follower(baustein, resident):
    """Somebody who follows the Strategie and has written."""
    resident.abonnements.create(strategie=baustein.strategie)
    factories.comment(baustein, resident, text="Wann kommt der Bus?")
    return resident


@pytest.fixture
def blocked(baustein, follower, moderator):
    kommentar = baustein.kommentare.get(author=follower)
    until = timezone.now() + timedelta(days=30)
    actions.block(kommentar, by=moderator, until=until, ground="hass", statement="Beleidigt.")
    return follower


def told(person, kind):
    """What waits for a person of this kind, in mails (above their foot) and for the digest."""
    rows = [*Mail.objects.filter(user=person, kind=kind)]
    rows += DigestEntry.objects.filter(user=person, kind=kind)
    return [f"{row.subject}\n{row.text}".partition("\n-- \n")[0] for row in rows]


@pytest.mark.parametrize("frequency", [Frequency.AT_ONCE, Frequency.DAILY])
@pytest.mark.parametrize("kind", TELL)
def test_no_mail_invites_who_is_blocked(baustein, blocked, kind, frequency):
    choose(blocked, kind, frequency)

    TELL[kind](baustein, blocked)

    assert [text for text in told(blocked, kind) if INVITATION.search(text)] == []


@pytest.mark.parametrize("kind", [kind for kind in TELL if kind not in NO_INVITATION])
def test_others_are_invited(baustein, follower, kind):
    TELL[kind](baustein, follower)

    assert any(INVITATION.search(text) for text in told(follower, kind))


def test_every_kind_is_walked():
    # What waits for staff invites nobody to write; a message is in the words of who sends it.
    assert set(TELL) == {kind for kind in Kind if not kind.is_for_staff} - {Kind.MESSAGE}


def test_a_mail_that_waits_is_not_sent_to_who_was_blocked_meanwhile(baustein, follower, moderator):
    _opens(baustein, follower)
    mail = Mail.objects.get(user=follower, kind=Kind.PHASE_OPENS)
    assert holds(mail)

    kommentar = baustein.kommentare.get(author=follower)
    until = timezone.now() + timedelta(days=30)
    actions.block(kommentar, by=moderator, until=until, ground="hass", statement="Beleidigt.")

    assert not holds(mail)
