"""Numbers as pictures, beside the discussion and in front of the administration."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments import participation
from comments.models import Kommentar
from comments.participation import lately, so_far, time_bars
from phases.models import Kommentierphase
from strategies.models import Konzept
from tests import factories


def values(bars):
    return {bar.label: bar.value for bar in bars if bar.value}


@pytest.fixture
def talk(baustein, moderator):
    """Two contributions of different kinds, a reply, an answer of the office, one hidden."""
    root = factories.comment(baustein, category="frage")
    factories.comment(baustein, category="kritik")
    factories.comment(baustein, parent=root)
    factories.hidden_comment(baustein, by=moderator)
    return baustein


def test_a_strategie_shows_what_was_contributed_when_and_of_what_kind(client, talk):
    page = client.get(talk.strategie.get_absolute_url()).text

    assert "Die Beteiligung in Zahlen" in page
    numbers = so_far(Kommentierphase.objects.get(), timezone.now())
    assert numbers.total == sum(values(numbers.by_time.bars).values()) == 3
    assert values(numbers.by_category.bars) == {"Frage": 1, "Kritik": 1}


def test_contributions_without_a_kind_are_a_bar_of_their_own(baustein):
    factories.comment(baustein, category="ohne")
    factories.comment(baustein, category="")
    factories.comment(baustein, category="frage")

    chart = so_far(Kommentierphase.objects.get(), timezone.now()).by_category
    assert values(chart.bars) == {"Frage": 1, "ohne Angabe": 2}


def test_of_many_contributions_the_pictures_are_a_minute_old_at_most(
    talk, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(participation, "MANY", 3)
    now = timezone.now().replace(second=1)
    monkeypatch.setattr(timezone, "now", lambda: now)
    phase = Kommentierphase.objects.get()
    assert so_far(phase, timezone.now()).total == 3

    factories.comment(talk)

    with django_assert_num_queries(1):
        assert so_far(phase, timezone.now()).total == 3
    now += timedelta(minutes=1)
    assert so_far(phase, timezone.now()).total == 4


def test_where_nothing_was_written_there_are_no_pictures(client, baustein):
    page = client.get(baustein.strategie.get_absolute_url()).text

    assert "Die Beteiligung in Zahlen" not in page


def test_a_long_phase_is_shown_by_week():
    first = date(2026, 1, 5)
    chart = time_bars({"2026-01-06": 2, "2026-01-12": 1}, first, first + timedelta(days=90))

    assert values(chart) == {"Woche ab 5. Januar": 2, "Woche ab 12. Januar": 1}
    assert len(chart) == 13


@pytest.mark.django_db
def test_staff_see_the_last_four_weeks_of_their_own_konzepte(client, talk, moderator):
    factories.comment(factories.open_baustein())
    same = factories.strategie(konzept=talk.strategie.konzept, title=talk.strategie.title)
    factories.comment(factories.open_baustein(strategie=same))
    old = factories.comment(talk)
    Kommentar.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=30))

    numbers = lately(Konzept.objects.filter(pk=talk.strategie.konzept_id))
    assert numbers["total"] == 4
    by_strategie, by_baustein, _by_category = numbers["charts"]
    title = talk.strategie.title
    assert [(bar.label, bar.value) for bar in by_strategie.bars] == [(title, 3), (title, 1)]
    assert [bar.value for bar in by_baustein.bars] == [3, 1]
    client.force_login(moderator)
    assert "4 Beiträge in den letzten vier Wochen" in client.get(reverse("desk:start")).text
    client.force_login(factories.staff(factories.konzept(), role="moderation"))
    assert "in den letzten vier Wochen" not in client.get(reverse("desk:start")).text


@pytest.mark.django_db
def test_of_many_bausteine_the_busiest_are_shown_and_the_others_together(
    client, moderator, baustein, django_assert_num_queries
):
    konzepte = Konzept.objects.filter(pk=baustein.strategie.konzept_id)
    factories.comment(baustein)
    with CaptureQueriesContext(connection) as for_one:
        lately(konzepte)
    rows = [
        factories.open_baustein(strategie=factories.strategie(konzept=konzepte.get()))
        for _number in range(12)
    ]
    for row in [*rows, rows[7]]:
        factories.comment(row)

    with django_assert_num_queries(len(for_one)):
        _by_strategie, by_baustein, _by_category = lately(konzepte)["charts"]

    chart = by_baustein.bars
    assert chart[0].label == rows[7].title
    assert [bar.value for bar in chart] == [2, *[1] * 9, 3]
    assert chart[-1].label == "3 weitere"
    client.force_login(moderator)
    page = client.get(reverse("desk:start")).text
    assert "Beiträge nach Thema" in page
    assert rows[7].title in page
