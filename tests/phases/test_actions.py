"""Open, close, extend, change: what is refused, what is logged, what is public."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from phases import actions
from phases.actions import PhaseConflict
from phases.models import Kommentierphase, Phasenprotokoll
from phases.rules import ParticipationClosed, require_open
from strategies.models import Baustein
from tests import factories

pytestmark = pytest.mark.django_db

Action = Phasenprotokoll.Action
Status = Kommentierphase.Status
DAY = timedelta(days=1)
CONSTRAINT = "kommentierphase_no_overlap"


@pytest.fixture
def editor():
    return factories.superuser()


@pytest.fixture
def strategie():
    return factories.strategie()


def unsaved(strategie, start, end, **fields):
    now = timezone.now()
    return Kommentierphase(
        strategie=strategie,
        starts_at=now + timedelta(days=start),
        ends_at=now + timedelta(days=end),
        **{"status": Status.PUBLISHED, **fields},
    )


def log(phase):
    return [(row.action, row.by, row.reason) for row in phase.protokoll.order_by("pk")]


# --- No two phases of a Strategie at the same time --------------------------


@pytest.mark.parametrize(("start", "end"), [(-1, 7), (0, 1), (-9, 1), (6, 20), (-9, 20)])
def test_overlap_is_refused_with_the_times_of_the_other_phase(strategie, editor, start, end):
    factories.phase(
        strategie,
        starts_at=datetime(2026, 5, 4, 6, tzinfo=UTC),
        ends_at=datetime(2026, 5, 11, 22, tzinfo=UTC),
    )
    base = datetime(2026, 5, 4, 6, tzinfo=UTC)
    second = Kommentierphase(
        strategie=strategie,
        starts_at=base + start * DAY,
        ends_at=base + end * DAY,
        status=Status.PUBLISHED,
    )
    sentence = "vom 4. Mai 2026, 8:00 Uhr bis 11. Mai 2026, 24:00 Uhr"

    with pytest.raises(ValidationError, match=sentence):
        second.full_clean()
    with pytest.raises(PhaseConflict, match=sentence):
        actions.create(second, by=editor)
    assert Kommentierphase.objects.count() == 1
    assert not Phasenprotokoll.objects.exists()


def test_phases_that_touch_are_allowed(strategie, editor):
    first = factories.phase(strategie, start=-1, end=7)

    for start, end in ((first.ends_at, first.ends_at + DAY), (first.starts_at - DAY, None)):
        phase = Kommentierphase(
            strategie=strategie,
            starts_at=start,
            ends_at=end or first.starts_at,
            status=Status.PUBLISHED,
        )
        phase.full_clean()
        actions.create(phase, by=editor)

    assert strategie.kommentierphasen.count() == 3


def test_the_same_time_in_another_strategie_is_allowed(strategie, editor):
    factories.phase(strategie)

    actions.create(unsaved(factories.strategie(konzept=strategie.konzept), -1, 7), by=editor)

    assert Kommentierphase.objects.count() == 2


def test_a_draft_may_overlap_until_it_is_announced(strategie, editor):
    factories.phase(strategie, start=3, end=9)
    draft = actions.create(unsaved(strategie, 5, 12, status=Status.DRAFT), by=editor)

    draft.status = Status.PUBLISHED
    with pytest.raises(PhaseConflict, match="überschneiden"):
        actions.change(draft, by=editor)
    draft.refresh_from_db()
    with pytest.raises(PhaseConflict, match="überschneiden"):
        actions.open_now(draft, by=editor, reason="Jetzt")

    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_several_phases_are_created_together_or_not_at_all(strategie, editor):
    other = factories.strategie(konzept=strategie.konzept, title="Grüner Rand")
    factories.phase(other, start=2, end=5)

    with pytest.raises(PhaseConflict, match="Grüner Rand"):
        actions.create_several([unsaved(strategie, 1, 9), unsaved(other, 1, 9)], by=editor)
    assert not strategie.kommentierphasen.exists()

    actions.create_several([unsaved(other, 6, 9), unsaved(strategie, 6, 9)], by=editor)
    assert Phasenprotokoll.objects.filter(action=Action.CREATED).count() == 2


@pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="SQLite has no exclusion constraint; clean() and the actions guard it there",
)
class TestTheDatabaseItself:
    def test_refuses_overlap_past_all_our_code(self, strategie):
        first = factories.phase(strategie)

        with (
            pytest.raises(IntegrityError, match="kommentierphase_no_overlap"),
            transaction.atomic(),
        ):
            factories.phase(strategie, start=0, end=1)
        factories.phase(strategie, starts_at=first.ends_at, ends_at=first.ends_at + DAY)
        factories.phase(strategie, start=0, end=1, status=Status.DRAFT)

    def test_refuses_an_update_into_overlap(self, strategie):
        first = factories.phase(strategie, start=0, end=1)
        other = factories.phase(strategie, starts_at=first.ends_at, end=2)

        with (
            pytest.raises(IntegrityError, match="kommentierphase_no_overlap"),
            transaction.atomic(),
        ):
            Kommentierphase.objects.filter(pk=other.pk).update(
                starts_at=other.starts_at - timedelta(microseconds=1)
            )


# --- Open now ---------------------------------------------------------------


def test_open_now_lets_a_coming_phase_begin_this_moment(strategie, editor):
    phase = factories.phase(strategie, start=3, end=9)
    end = phase.ends_at
    before = timezone.now()

    actions.open_now(phase, by=editor, reason="Der Rat hat früher entschieden.")

    phase.refresh_from_db()
    assert before <= phase.starts_at <= timezone.now()
    assert phase.ends_at == end
    with transaction.atomic():
        assert require_open(Baustein(strategie=strategie), by=AnonymousUser()) == phase
    assert log(phase) == [(Action.OPENED, editor, "Der Rat hat früher entschieden.")]


def test_open_now_announces_a_draft(strategie, editor):
    draft = factories.phase(strategie, start=-1, end=9, status=Status.DRAFT)

    actions.open_now(draft, by=editor, reason="Es geht los.")

    draft.refresh_from_db()
    assert (draft.status, draft.announced_ends_at) == (Status.PUBLISHED, draft.ends_at)


@pytest.mark.parametrize(
    ("start", "end", "sentence"), [(-1, 7, "schon offen"), (-9, -1, "schon vorbei")]
)
def test_open_now_is_refused_for_what_is_open_or_over(strategie, editor, start, end, sentence):
    phase = factories.phase(strategie, start=start, end=end)

    with pytest.raises(PhaseConflict, match=sentence):
        actions.open_now(phase, by=editor, reason="Egal")
    assert log(phase) == []


def test_open_now_is_refused_while_another_phase_is_open(strategie, editor):
    factories.phase(strategie, start=-1, end=2)
    coming = factories.phase(strategie, start=3, end=9)

    with pytest.raises(PhaseConflict, match="überschneiden"):
        actions.open_now(coming, by=editor, reason="Egal")
    coming.refresh_from_db()
    assert coming.state == Kommentierphase.State.COMING


# --- Close now --------------------------------------------------------------


def test_close_now_ends_the_phase_and_says_so_in_public(strategie, editor, client):
    phase = factories.phase(strategie)
    phase.announced_ends_at = phase.ends_at
    phase.save()

    actions.close_now(phase, by=editor, reason="Das Rathaus ist überflutet.")

    phase.refresh_from_db()
    assert phase.ends_at <= timezone.now()
    assert phase.was_shortened
    with transaction.atomic(), pytest.raises(ParticipationClosed):
        require_open(Baustein(strategie=strategie), by=AnonymousUser())
    assert log(phase) == [(Action.CLOSED, editor, "Das Rathaus ist überflutet.")]
    page = client.get(strategie.get_absolute_url()).text
    assert "Vorzeitig beendet" in page
    assert "Das Rathaus ist überflutet." in page


@pytest.mark.parametrize(
    "phase", [{"start": 1, "end": 2}, {"start": -2, "end": -1}, {"status": Status.DRAFT}]
)
def test_close_now_is_refused_for_what_is_not_open(strategie, editor, phase):
    row = factories.phase(strategie, **phase)

    with pytest.raises(PhaseConflict, match="nicht offen"):
        actions.close_now(row, by=editor, reason="Egal")
    assert log(row) == []


# --- Extend -----------------------------------------------------------------


@pytest.mark.parametrize(("start", "end"), [(-1, 7), (2, 7)])
def test_extend_moves_the_end_and_says_so_in_public(strategie, editor, client, start, end):
    phase = actions.create(unsaved(strategie, start, end), by=editor)
    ends_at = datetime(2126, 5, 31, 22, tzinfo=UTC)

    actions.extend(phase, ends_at=ends_at, by=editor, reason="Wegen der Ferien.")

    phase.refresh_from_db()
    assert phase.ends_at == ends_at
    assert log(phase)[-1] == (Action.EXTENDED, editor, "Wegen der Ferien.")
    assert phase.protokoll.first().new.endswith("31. Mai 2126, 24:00 Uhr")
    page = client.get(strategie.get_absolute_url()).text
    assert "Verlängert" in page
    assert "Wegen der Ferien." in page


def test_extend_twice_still_tells_the_end_that_was_announced_first(strategie, editor):
    phase = actions.create(unsaved(strategie, -1, 7), by=editor)
    first_end = phase.ends_at

    actions.extend(phase, ends_at=first_end + DAY, by=editor, reason="Eins")
    actions.extend(phase, ends_at=first_end + 2 * DAY, by=editor, reason="Zwei")

    phase.refresh_from_db()
    assert phase.announced_ends_at == first_end
    assert phase.change_reason == "Zwei"
    assert [reason for _, _, reason in log(phase)] == ["", "Eins", "Zwei"]


@pytest.mark.parametrize("days", [0, -1])
def test_extend_is_refused_unless_the_end_is_later(strategie, editor, days):
    phase = factories.phase(strategie)

    with pytest.raises(PhaseConflict, match="nach dem bisherigen"):
        actions.extend(phase, ends_at=phase.ends_at + days * DAY, by=editor, reason="Egal")
    assert log(phase) == []


def test_extend_is_refused_once_the_phase_is_over(strategie, editor):
    phase = factories.phase(strategie, start=-9, end=-1)

    with pytest.raises(PhaseConflict, match="schon beendet"):
        actions.extend(phase, ends_at=timezone.now() + DAY, by=editor, reason="Zu spät")


def test_extend_into_the_next_phase_is_refused(strategie, editor):
    phase = factories.phase(strategie, start=-1, end=7)
    factories.phase(strategie, start=8, end=9)

    with pytest.raises(PhaseConflict, match="überschneiden"):
        actions.extend(phase, ends_at=phase.ends_at + 2 * DAY, by=editor, reason="Egal")
    actions.extend(phase, ends_at=phase.ends_at + DAY / 2, by=editor, reason="Bis dahin geht es")


# --- Change -----------------------------------------------------------------


def test_a_coming_phase_can_be_moved_and_the_log_keeps_both_intervals(strategie, editor):
    phase = actions.create(
        Kommentierphase(
            strategie=strategie,
            starts_at=datetime(2126, 5, 4, 6, tzinfo=UTC),
            ends_at=datetime(2126, 5, 31, 22, tzinfo=UTC),
            status=Status.PUBLISHED,
        ),
        by=editor,
    )
    phase.ends_at = datetime(2126, 6, 7, 22, tzinfo=UTC)

    actions.change(phase, by=editor, reason="Brückentag")

    row = phase.protokoll.first()
    assert (row.action, row.by, row.reason) == (Action.CHANGED, editor, "Brückentag")
    assert row.old == "4. Mai 2126, 8:00 Uhr – 31. Mai 2126, 24:00 Uhr"
    assert row.new == "4. Mai 2126, 8:00 Uhr – 7. Juni 2126, 24:00 Uhr"
    phase.refresh_from_db()
    assert not phase.was_extended, "nobody could take part yet: it is simply announced anew"


def test_the_public_note_of_an_extension_survives_a_change_of_the_description(strategie, editor):
    phase = actions.create(unsaved(strategie, 2, 7), by=editor)
    phase = actions.extend(phase, ends_at=phase.ends_at + DAY, by=editor, reason="Ferien")

    phase.description = "Jetzt mit Karte."
    actions.change(phase, by=editor)

    phase.refresh_from_db()
    assert phase.was_extended


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_at": timezone.now() + 30 * DAY},
        {"starts_at": timezone.now() - 30 * DAY},
        {"status": Status.DRAFT},
    ],
)
@pytest.mark.parametrize(("start", "end"), [(-1, 7), (-9, -1)])
def test_the_times_of_a_phase_that_has_begun_cannot_be_changed_quietly(
    strategie, editor, start, end, changes
):
    phase = factories.phase(strategie, start=start, end=end)
    before = (phase.starts_at, phase.ends_at, phase.status)
    for name, value in changes.items():
        setattr(phase, name, value)

    with pytest.raises(PhaseConflict, match="schon begonnen"):
        actions.change(phase, by=editor)
    phase.refresh_from_db()
    assert (phase.starts_at, phase.ends_at, phase.status) == before
    assert log(phase) == []


def test_the_words_of_an_open_phase_can_be_changed(strategie, editor):
    phase = factories.phase(strategie)
    phase.results_expected = "im Herbst"

    actions.change(phase, by=editor)

    phase.refresh_from_db()
    assert phase.results_expected == "im Herbst"
