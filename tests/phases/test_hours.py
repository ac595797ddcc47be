"""The timetable of moderation: by the local clock, half-open, on days that are changed too."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from comments import actions
from comments.intentions import confirmation
from comments.models import Kommentar
from phases.hours import Timetable, all_wait, before_writing, release_in_words, when_reviewed
from phases.models import Kommentierphase
from tests import factories

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = "1 08:00-16:00, 2 08:00-16:00, 3 08:00-16:00, 4 08:00-16:00, 5 08:00-13:00"


def at(text):
    """An aware moment of the clock in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def phase(**fields):
    return Kommentierphase(**{"by_timetable": True, "timetable": OFFICE, **fields})


@pytest.mark.parametrize(
    ("moment", "is_on"),
    [
        ("2026-11-30 07:59:59.999999", False),
        ("2026-11-30 08:00", True),
        ("2026-11-30 15:59:59.999999", True),
        ("2026-11-30 16:00", False),
        ("2026-12-04 13:00", False),
        ("2026-12-05 10:00", False),
        ("2026-12-06 10:00", False),
    ],
)
def test_from_the_minute_of_von_up_to_not_including_that_of_bis(moment, is_on):
    assert Timetable.parse(OFFICE).is_on(at(moment)) is is_on


@pytest.mark.parametrize("day", ["2026-03-30", "2026-10-26", "2026-07-06"])
def test_eight_o_clock_is_eight_o_clock_in_summer_and_winter(day):
    timetable = Timetable.parse(OFFICE)
    eight = at(f"{day} 08:00").astimezone(ZoneInfo("UTC"))

    assert timetable.is_on(eight)
    assert timetable.next_start(at(f"{day} 07:59")) == eight
    assert timezone.localtime(timetable.next_start(at(f"{day} 07:59"))).hour == 8


def test_over_the_change_of_the_clock_the_next_opening_is_by_the_clock_then():
    """On the Sunday of October the night is an hour longer, on that of March one shorter."""
    timetable = Timetable.parse(OFFICE)

    for before, after in [
        ("2026-10-23 14:00", "2026-10-26 08:00"),
        ("2026-03-27 14:00", "2026-03-30 08:00"),
    ]:
        assert timetable.next_start(at(before)) == at(after)


def test_both_hours_that_have_the_same_name_are_treated_alike():
    sunday = Timetable.parse("7 02:00-03:00")

    for fold in (0, 1):
        assert sunday.is_on(at("2026-10-25 02:30").replace(fold=fold))


def test_midnight_as_end_is_the_end_of_the_day():
    timetable = Timetable.parse("1 20:00-00:00")

    assert timetable.is_on(at("2026-11-30 23:59:59"))
    assert not timetable.is_on(at("2026-12-01 00:00"))
    assert timetable.in_words() == "Montag 20:00–24:00 Uhr"


def test_on_a_day_off_nothing_is_shown_at_once_and_the_next_opening_is_after_it():
    timetable = Timetable.parse(OFFICE, "2026-12-24 2026-12-25")

    assert not timetable.is_on(at("2026-12-24 10:00"))
    assert timetable.next_start(at("2026-12-23 17:00")) == at("2026-12-28 08:00")


def test_without_an_opening_none_is_promised():
    timetable = Timetable.parse("")

    assert not timetable.is_on(at("2026-11-30 10:00"))
    assert timetable.next_start(at("2026-11-30 10:00")) is None


def test_what_is_stored_is_read_and_written_alike():
    assert str(Timetable.parse(OFFICE)) == OFFICE
    assert Kommentierphase().timetable == OFFICE
    assert (
        Timetable.parse(f"{OFFICE}, 6 09:00-12:00, 7 09:00-12:00").in_words()
        == "Montag bis Donnerstag 8:00–16:00 Uhr, Freitag 8:00–13:00 Uhr, "
        "Samstag und Sonntag 9:00–12:00 Uhr"
    )


@pytest.mark.parametrize(
    ("fields", "waits"),
    [
        ({"release": "at_once"}, True),
        ({"release": "by_rule"}, True),
        ({"release": "after_review"}, True),
        ({"release": "at_once", "by_timetable": False}, False),
        ({"release": "by_rule", "by_timetable": False}, False),
    ],
)
def test_on_a_sunday_all_wait_where_the_timetable_counts(fields, waits):
    sunday, monday = at("2026-11-29 22:14"), at("2026-11-30 10:00")

    assert all_wait(phase(**fields), sunday) is waits
    assert all_wait(phase(**fields), monday) is (fields["release"] == "after_review")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-29 22:14", "Geprüft wird morgen ab 8:00 Uhr."),
        ("2026-11-30 06:00", "Geprüft wird heute ab 8:00 Uhr."),
        ("2026-12-04 15:00", "Geprüft wird am Montag, 7. Dezember, ab 8:00 Uhr."),
        ("2026-12-04 12:59", ""),
    ],
)
def test_it_is_said_when_somebody_reads(moment, words):
    assert when_reviewed(phase(), at(moment)) == words


def test_who_is_about_to_write_reads_what_comes_next():
    on, off = at("2026-11-30 10:00"), at("2026-12-05 10:00")

    assert before_writing(phase(), on) == (
        "Ihr Beitrag erscheint sofort, heute bis 16:00 Uhr; danach wird er erst geprüft."
    )
    assert "in der Regel sofort" in before_writing(phase(release="by_rule"), on)
    assert before_writing(phase(), off) == (
        "Ihr Beitrag wird jetzt erst geprüft und erscheint danach. "
        "Geprüft wird am Montag, 7. Dezember, ab 8:00 Uhr."
    )
    assert before_writing(phase(by_timetable=False), off) == ""
    reviewed = before_writing(phase(release="after_review"), off)
    assert reviewed == "Ihr Beitrag erscheint, sobald die Moderation ihn geprüft hat."


def test_the_log_and_the_desk_say_it_in_words():
    assert release_in_words(phase(days_off="2026-12-24")) == (
        "sofort sichtbar; aber nur Montag bis Donnerstag 8:00–16:00 Uhr, Freitag 8:00–13:00 Uhr, "
        "sonst erst nach Prüfung; auch am 24.12.2026 nur nach Prüfung"
    )
    assert release_in_words(phase(by_timetable=False)) == "sofort sichtbar"


# --- Written ------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch, baustein):
    """Sets the clock; the phase runs all the time and goes by the timetable."""
    baustein.strategie.kommentierphasen.update(
        by_timetable=True, starts_at=at("2026-01-01 00:00"), ends_at=at("2027-01-01 00:00")
    )

    def set_to(text):
        moment = at(text)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to


def test_at_night_comments_wait_with_a_reason_and_by_day_they_do_not(baustein, resident, clock):
    clock("2026-11-30 16:00")
    late = factories.comment(baustein, resident, text="Spät.")
    clock("2026-12-01 08:00")
    early = factories.comment(baustein, resident, text="Früh.")

    assert late.is_pending
    assert late.hold_reason == "außerhalb der Zeiten, zu denen Beiträge sofort erscheinen"
    assert late.entscheidungen.get().automated
    assert early.is_published
    late.refresh_from_db()
    assert late.is_pending, "The clock alone shows nothing."


def test_the_rules_are_named_too(baustein, resident, clock):
    baustein.strategie.kommentierphasen.update(release="by_rule", hold_first=False)
    clock("2026-11-29 12:00")

    kommentar = factories.comment(baustein, resident, text="www.example.org")

    assert kommentar.hold_reason == (
        "außerhalb der Zeiten, zu denen Beiträge sofort erscheinen; enthält einen Link"
    )


def test_an_edit_at_night_waits_too(baustein, resident, clock):
    clock("2026-11-30 10:00")
    kommentar = factories.comment(baustein, resident, text="Tags.")
    clock("2026-11-30 22:00")

    actions.edit(kommentar, by=resident, text="Nachts.")

    kommentar.refresh_from_db()
    assert kommentar.is_pending


def test_an_office_never_waits(baustein, moderator, clock):
    clock("2026-11-29 12:00")

    assert factories.comment(baustein, moderator, text="Amtlich.").is_published


def test_whoever_wrote_reads_when_it_is_reviewed(baustein, resident, clock):
    clock("2026-12-04 18:00")
    kommentar = factories.comment(baustein, resident)

    sentence = confirmation(Kommentar.objects.get(pk=kommentar.pk))

    assert sentence.startswith(
        "Danke. Ihr Beitrag wartet auf Prüfung und erscheint danach hier. "
        "Geprüft wird am Montag, 7. Dezember, ab 8:00 Uhr."
    )


def test_the_page_says_it_before_one_writes_and_never_too_late(
    client, settings, monkeypatch, baustein, clock
):
    """A page that is kept for those who have not signed in is another one at the boundary."""
    settings.PAGE_CACHE = True
    monkeypatch.setattr("time.time", lambda: timezone.now().timestamp())
    address = baustein.get_absolute_url()

    clock("2026-11-30 15:59:58")
    assert "Ihr Beitrag erscheint sofort, heute bis 16:00 Uhr" in client.get(address).text
    clock("2026-11-30 16:00:00")
    page = client.get(address).text
    assert "Geprüft wird morgen ab 8:00 Uhr." in page
    assert "erscheint sofort" not in page
