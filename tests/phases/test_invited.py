"""A phase for those who were invited first: who may do what when, by one rule at every gate."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions as account_actions
from accounts.own_data import personal_data
from comments import actions
from comments.models import Kommentar
from evaluation.exports.verfahren import verfahren
from mails.delivery import holds
from mails.models import Frequency, Kind, Mail
from mails.preferences import choose
from phases import actions as phase_actions
from phases.actions import PhaseConflict
from phases.calendar import ical
from phases.invitations import KEPT, MOST
from phases.inviting import invite, uninvite
from phases.looks import look_of
from phases.models import Einladung, Phasenprotokoll
from phases.rules import ParticipationClosed, why_not
from phases.times import long_datetime
from tests import factories
from tests.concurrency import at_once
from tests.test_architecture import ROOT
from website.phases.states import by_state

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
CLOSED = "schreiben hier nur Eingeladene"


@pytest.fixture
def phase(baustein):
    """Open since yesterday, for everybody in three days."""
    row = baustein.strategie.kommentierphasen.get()
    row.public_from = timezone.now() + 3 * DAY
    row.save()
    return row


@pytest.fixture
def guest(phase):
    """Somebody invited, whose address was typed with capitals."""
    person = factories.user("Eingeladene", email="gast@example.org")
    invite(phase, ["Gast@Example.org"], by=factories.superuser())
    return person


def begin_for_all(phase):
    phase.public_from = timezone.now() - timedelta(seconds=1)
    phase.save()


# --- Every gate ---------------------------------------------------------------


def _comment(baustein, person, mine, theirs):
    factories.comment(baustein, person, text="Ein Beitrag von hier.")


def _reply(baustein, person, mine, theirs):
    factories.comment(baustein, person, parent=theirs, text="Eine Antwort.")


def _edit(baustein, person, mine, theirs):
    actions.edit(mine, by=person, text="Anders gesagt.")


def _vote(baustein, person, mine, theirs):
    actions.vote(theirs, by=person, value=1)


def _draft(baustein, person, mine, theirs):
    entwurf = actions.keep_draft(baustein=baustein, text="Vorher.", idempotency_key=uuid.uuid4())
    actions.publish_draft(entwurf, author=person)


GATES = {"comment": _comment, "reply": _reply, "edit": _edit, "vote": _vote, "draft": _draft}


def written(baustein, phase, person):
    """A comment of that person and one of somebody else, from when everybody could write."""
    public_from, phase.public_from = phase.public_from, None
    phase.save()
    rows = factories.comment(baustein, person, text="Meiner."), factories.comment(baustein)
    phase.public_from = public_from
    phase.save()
    return rows


@pytest.mark.parametrize("gate", GATES)
def test_until_it_is_for_all_only_those_invited_get_through_any_gate(
    baustein, phase, guest, resident, gate
):
    for person, gets_through in [(resident, False), (guest, True)]:
        rows = written(baustein, phase, person)
        if gets_through:
            GATES[gate](baustein, person, *rows)
        else:
            with pytest.raises(ParticipationClosed, match=CLOSED):
                GATES[gate](baustein, person, *rows)

    begin_for_all(phase)
    GATES[gate](baustein, resident, *written(baustein, phase, resident))


def test_everything_that_asks_whether_a_phase_is_open_is_walked_here():
    """Whoever adds a gate (a call of ``require_open``) adds it above."""
    callers = [
        path.name
        for path in (ROOT / "comments").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "require_open(" in line
    ]
    assert sorted(callers) == ["vote.py", "write.py", "write.py"]


def test_to_report_is_for_whoever_can_read(baustein, phase, guest, resident):
    kommentar = factories.comment(baustein, guest)

    _meldung, is_new = actions.report(kommentar, user=resident, reporter_key="x", ground="hass")

    assert is_new


def test_taking_back_ones_own_is_always_possible(baustein, phase, resident):
    mine, _theirs = written(baustein, phase, resident)

    assert actions.withdraw(mine, by=resident).is_withdrawn


def test_the_administration_writes_without_an_invitation_and_only_in_its_konzept(
    baustein, phase, moderator
):
    assert factories.comment(baustein, moderator, text="Willkommen.").is_official
    stranger = factories.staff(factories.konzept(), role="moderation")
    with pytest.raises(ParticipationClosed):
        factories.comment(baustein, stranger)


def test_an_invitation_counts_in_its_phase_alone(phase, guest):
    other = factories.phase(factories.strategie(), public_from=timezone.now() + DAY)

    assert why_not(phase, guest, timezone.now()) == ""
    assert CLOSED in why_not(other, guest, timezone.now())
    assert CLOSED in why_not(phase, AnonymousUser(), timezone.now())


def test_at_the_moment_itself_everybody_may(phase, resident):
    assert why_not(phase, resident, phase.public_from) == ""
    assert why_not(phase, resident, phase.public_from - timedelta(microseconds=1))


# --- Pages --------------------------------------------------------------------


def test_the_page_tells_who_may_write_and_shows_what_was_written(
    client, baustein, phase, guest, resident
):
    factories.comment(baustein, guest, text="Der Deich braucht Bänke.")
    when = long_datetime(phase.public_from)
    address = baustein.get_absolute_url()

    page = client.get(address).text
    assert f"Bis zum {when} {CLOSED}" in page
    assert "Der Deich braucht Bänke." in page
    assert "Für alle ab" in page
    assert "Mitreden bis" not in page
    assert 'name="text"' not in page
    client.force_login(resident)
    assert f"Ihre Adresse {resident.email} steht nicht auf der Liste" in client.get(address).text
    client.force_login(guest)
    assert 'name="text"' in client.get(address).text


def test_what_was_typed_before_it_was_changed_is_kept(client, baustein, phase, resident):
    """The phase becomes one for those invited while somebody writes."""
    form = {"text": "Mein langer Text.", "idempotency_key": uuid.uuid4()}
    for person in (None, resident):
        client = Client()
        if person:
            client.force_login(person)
        page = client.post(baustein.get_absolute_url(), form)
        assert page.status_code == 409
        assert "Mein langer Text." in page.text
        assert CLOSED in page.text
    assert not Kommentar.objects.exists()


def test_nobody_is_led_to_a_form_that_would_refuse(client, baustein, phase, guest, resident):
    mine, theirs = written(baustein, phase, resident)
    client.force_login(resident)

    for page in (
        reverse("comments:reply", args=[theirs.pk]),
        reverse("comments:edit", args=[mine.pk]),
    ):
        assert CLOSED in client.get(page).text
    page = client.get(baustein.get_absolute_url()).text
    assert reverse("comments:reply", args=[theirs.pk]) not in page
    assert reverse("comments:vote", args=[theirs.pk]) not in page


def test_everywhere_it_is_coming_until_it_is_for_all(baustein, phase, settings):
    now = timezone.now()
    when = long_datetime(phase.public_from)

    assert look_of(phase, now).sentence == f"Zuerst für Eingeladene, für alle ab {when}"
    assert [len(by_state(AnonymousUser(), now)[name]) for name in ("open", "coming")] == [0, 1]
    row = verfahren()["verfahren"][0]["strategien"][0]["phasen"][0]
    assert row["zustand"] == "kommend"
    local = timezone.localtime(phase.public_from)
    assert row["oeffentlich_ab"] == local.isoformat(timespec="seconds")
    feed = ical().decode()
    assert f"DTSTART;TZID=Europe/Berlin:{local:%Y%m%dT%H%M%S}" in feed
    assert "Eingeladene schreiben schon ab" in feed.replace("\r\n ", "")

    begin_for_all(phase)
    now = timezone.now()
    assert look_of(phase, now).state == "open"
    assert [len(by_state(AnonymousUser(), now)[name]) for name in ("open", "coming")] == [1, 0]


# --- Mails --------------------------------------------------------------------


def invitations():
    return Mail.objects.filter(kind=Kind.INVITATION)


def test_each_address_is_mailed_once_and_followers_when_it_is_for_all(phase, guest, resident):
    resident.abonnements.create(strategie=phase.strategie)
    invite(phase, ["neu@example.org"], by=factories.superuser())
    for _time in range(2):
        call_command("notify_phases")

    assert sorted(invitations().values_list("address", flat=True)) == [
        "gast@example.org", "neu@example.org",
    ]  # fmt: skip
    assert not Mail.objects.filter(kind=Kind.PHASE_OPENS).exists()
    mail = invitations().get(address="neu@example.org")
    assert long_datetime(phase.public_from) in " ".join(mail.text.split())
    assert phase.strategie.get_absolute_url() in mail.text
    assert mail.headers["Precedence"] == "bulk"

    begin_for_all(phase)
    call_command("notify_phases")
    assert Mail.objects.filter(kind=Kind.PHASE_OPENS).count() == 1
    assert invitations().count() == 2


@pytest.mark.parametrize("is_over", [True, False])
def test_nothing_is_sent_before_the_beginning_nor_for_a_draft(phase, guest, is_over):
    if is_over:
        phase.starts_at = timezone.now() + DAY
    else:
        phase.status = "draft"
    phase.save()

    call_command("notify_phases")

    assert not invitations().exists()


def test_what_is_not_true_any_more_does_not_leave(phase, guest):
    call_command("notify_phases")
    mail = invitations().get()
    assert holds(mail)

    uninvite(phase, [guest.email], by=factories.superuser())
    assert not holds(mail)


def test_an_invitation_does_not_leave_once_everybody_may_write(phase, guest):
    call_command("notify_phases")

    begin_for_all(phase)

    assert not holds(invitations().get())


def test_who_wants_none_gets_none_and_may_write(baustein, phase, guest):
    choose(guest, Kind.INVITATION, Frequency.NONE)
    call_command("notify_phases")

    assert not invitations().exists()
    assert factories.comment(baustein, guest).is_published


def test_without_an_account_one_click_takes_the_address_off_the_list(client, phase, settings):
    invite(phase, ["neu@example.org"], by=factories.superuser())
    call_command("notify_phases")
    mail = invitations().get()
    link = mail.headers["List-Unsubscribe"].strip("<>").removeprefix(settings.SITE_URL)
    assert link in mail.text
    assert "Einstellen, was Sie" not in mail.text

    assert "von der Liste der Eingeladenen gestrichen" in client.get(link).text
    assert Einladung.objects.exists(), "A GET changes nothing."
    for _time in range(2):
        answer = Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"})
        assert "gelöscht" in answer.text
    assert not Einladung.objects.exists()


# --- The list -----------------------------------------------------------------


def test_the_log_has_numbers_and_no_address(phase, guest):
    editor = factories.superuser()
    invite(phase, ["gast@example.org", "neu@example.org", "NEU@example.org"], by=editor)
    uninvite(phase, ["neu@example.org", "fremd@example.org"], by=editor)

    rows = Phasenprotokoll.objects.filter(action="invited").order_by("pk")
    assert [row.new for row in rows] == [
        "1 Adresse eingeladen", "1 Adresse eingeladen", "1 Adresse gestrichen",
    ]  # fmt: skip


def test_there_are_not_more_than_so_many(phase):
    editor = factories.superuser()
    invite(phase, [f"a{number}@example.org" for number in range(MOST)], by=editor)

    with pytest.raises(PhaseConflict, match="Mehr als 2000 Adressen"):
        invite(phase, ["noch@example.org"], by=editor)


def test_once_it_is_for_all_the_list_stays_as_it_is_and_the_time_too(phase, guest):
    editor = factories.superuser()
    phase_actions.open_to_all(phase, by=editor, reason="Alle warten.")

    for change in (invite, uninvite):
        with pytest.raises(PhaseConflict, match="nicht mehr"):
            change(phase, ["neu@example.org"], by=editor)
    with pytest.raises(PhaseConflict, match="nicht"):
        phase_actions.open_to_all(phase, by=editor, reason="Noch einmal.")
    phase.refresh_from_db()
    phase.public_from = timezone.now() + DAY
    with pytest.raises(PhaseConflict, match="schon begonnen"):
        phase_actions.change(phase, by=editor)


def test_addresses_go_a_while_after_the_end(phase, guest):
    now = timezone.now()
    assert personal_data.purge(phase.ends_at + KEPT)["Adressen von Eingeladenen"] == 0

    assert personal_data.purge(phase.ends_at + KEPT + DAY)["Adressen von Eingeladenen"] == 1
    assert now < phase.ends_at
    assert not Einladung.objects.exists()


def test_ones_own_data_name_it_and_it_goes_with_the_account(phase, guest):
    [row] = personal_data.export(guest)["Einladungen, vor allen anderen mitzureden"]
    assert row["Phase"] == str(phase)

    account_actions.delete_account(guest, withdraw=False)
    assert not Einladung.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_writes_on_an_invitation_that_is_gone():
    """Whoever writes is before the moment they are taken off the list, or refused."""
    baustein = factories.open_baustein()
    phase = baustein.strategie.kommentierphasen.get()
    phase.public_from = timezone.now() + DAY
    phase.save()
    editor, people = factories.superuser(), [factories.user() for _number in range(3)]
    invite(phase, [person.email for person in people], by=editor)

    *outcomes, gone = at_once(
        *(lambda person=person: factories.comment(baustein, person) for person in people),
        lambda: uninvite(phase, [person.email for person in people], by=editor),
    )

    assert gone == 3
    refused = [each for each in outcomes if isinstance(each, Exception)]
    assert all(isinstance(each, ParticipationClosed) for each in refused)
    assert Kommentar.objects.count() == 3 - len(refused)
    with pytest.raises(ParticipationClosed):
        factories.comment(baustein, people[0])
