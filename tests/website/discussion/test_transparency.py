"""Moderation in numbers: right, public, and about nobody."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from comments import actions
from comments.models import Beschwerde, Meldung, Moderationsentscheidung
from comments.spreadsheets import defused
from comments.transparency import numbers_of
from phases.models import Kommentierphase
from tests import factories
from tests.evidence import rewrite
from tests.forms import opened
from website.discussion.transparency import duration


@pytest.fixture
def konzept(baustein):
    return baustein.strategie.konzept


@pytest.fixture
def colleague(konzept):
    return factories.staff(konzept, role="moderation")


@pytest.fixture
def week(baustein, moderator, colleague):
    """One comment hidden after two reports and restored on complaint, one kept, one held."""
    loud = factories.comment(baustein, text="Geheimer Text")
    for key in ("a", "b"):
        actions.report(loud, user=None, reporter_key=key, ground="hass", explanation="Schlimm")
    actions.hide(loud, by=moderator, ground="hass", statement="Geheime Begründung")
    beschwerde = actions.complain(loud.entscheidungen.first(), text="Geheime Beschwerde")
    actions.decide_complaint(beschwerde, by=colleague, uphold=True, statement="Doch erlaubt")
    quiet = factories.comment(baustein)
    actions.report(quiet, user=None, reporter_key="a", ground="werbung")
    actions.keep(quiet, by=moderator, statement="In Ordnung")
    waiting = factories.comment(baustein)
    actions.report(waiting, user=None, reporter_key="a", ground="werbung")
    Kommentierphase.objects.update(release="after_review")
    factories.comment(baustein)


@pytest.mark.usefixtures("week")
def test_everything_is_counted_once(konzept):
    numbers = numbers_of(konzept).total

    assert (numbers.reports, numbers.open_reports) == (4, 1)
    assert {action.value: n for action, n in numbers.decisions.items()} == {
        "hide": 1,
        "restore": 1,
        "keep": 1,
        "hold": 1,
    }
    assert (numbers.automated, numbers.automated_percent) == (1, 25)
    assert {ground.value: n for ground, n in numbers.hidden_by_ground.items()} == {"hass": 1}
    assert {status.value: n for status, n in numbers.complaints.items()} == {"upheld": 1}


@pytest.mark.usefixtures("week")
def test_the_medians_are_of_the_time_from_report_to_decision(konzept):
    now = timezone.now()
    rewrite(Moderationsentscheidung, at=now)
    for meldung, hours in zip(
        Meldung.objects.exclude(entscheidung=None).order_by("pk"), (1, 5, 300), strict=True
    ):
        Meldung.objects.filter(pk=meldung.pk).update(at=now - timedelta(hours=hours))
    Beschwerde.objects.update(at=now - timedelta(days=3), decided_at=now)

    numbers = numbers_of(konzept).total

    assert numbers.report_median == timedelta(hours=5)
    assert numbers.complaint_median == timedelta(days=3)


@pytest.mark.usefixtures("week")
def test_years_are_those_of_the_local_clock(konzept):
    new_year = timezone.make_aware(datetime(2026, 1, 1, 0, 30))
    rewrite(Moderationsentscheidung, at=new_year)
    Meldung.objects.update(at=new_year - timedelta(hours=1))
    Beschwerde.objects.update(at=new_year, decided_at=new_year)

    report = numbers_of(konzept)

    assert [year for year, _numbers in report.years] == [2026, 2025]
    assert report.years[0][1].decision_total == 4
    assert report.years[1][1].reports == 4
    assert report.years[0][1].complaint_total == 1


def test_withdrawing_is_no_decision_of_the_moderation(baustein, resident, konzept):
    kommentar = factories.comment(baustein, resident)
    actions.report(kommentar, user=None, reporter_key="a", ground="hass")
    actions.withdraw(kommentar, by=resident)

    numbers = numbers_of(konzept).total

    assert (numbers.reports, numbers.open_reports, numbers.withdrawn_reports) == (1, 0, 1)
    assert (numbers.decision_total, numbers.report_median) == (0, None)


def test_nothing_of_another_konzept_is_counted(baustein, week):
    assert numbers_of(factories.konzept()).total.decision_total == 0


@pytest.mark.usefixtures("week")
def test_the_page_shows_numbers_and_nobody(client, konzept, moderator, django_assert_num_queries):
    link = f"/konzepte/{konzept.slug}/moderation/"
    assert link in client.get(konzept.get_absolute_url()).text

    with django_assert_num_queries(5):
        page = client.get(link)

    assert "ausgeblendet" in page.text
    assert "stattgegeben" in page.text
    for secret in ("Geheime", moderator.pseudonym, "Schlimm", "Doch erlaubt", "In Ordnung"):
        assert secret not in page.text
        assert secret not in client.get(f"/konzepte/{konzept.slug}/moderation.csv").text


def test_an_empty_konzept_has_a_page_too(client, db):
    konzept = factories.konzept()

    page = client.get(f"/konzepte/{konzept.slug}/moderation/")

    assert page.status_code == 200
    assert client.get(f"/konzepte/{konzept.slug}/moderation.csv").status_code == 200


@pytest.mark.parametrize("ending", ["moderation/", "moderation.csv"])
def test_a_draft_konzept_shows_nothing(client, db, ending):
    konzept = factories.konzept(status="draft")

    assert client.get(f"/konzepte/{konzept.slug}/{ending}").status_code == 404
    assert client.post(f"/konzepte/{konzept.slug}/{ending}").status_code == 405


@pytest.mark.usefixtures("week")
def test_the_csv_is_a_table_with_one_column_for_each_year(client, konzept):
    response = client.get(f"/konzepte/{konzept.slug}/moderation.csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    head, *rows = csv.reader(io.StringIO(response.text.lstrip("\ufeff")), delimiter=";")
    assert head == [konzept.title, "Angabe", "gesamt", str(timezone.localdate().year)]
    assert {len(row) for row in rows} == {4}
    assert ["Meldungen", "eingegangen", "4", "4"] in rows


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(client, konzept, sign):
    konzept.title = f'{sign}cmd|"/c calc"!A1'
    konzept.save()

    response = client.get(f"/konzepte/{konzept.slug}/moderation.csv")
    [cell, *_rest] = next(csv.reader(io.StringIO(response.text.lstrip("\ufeff")), delimiter=";"))

    assert cell.startswith("'")
    assert defused([3, "a", ""]) == [3, "a", ""]


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (None, "–"),
        (timedelta(seconds=20), "unter 1 Min."),
        (timedelta(minutes=40), "40 Min."),
        (timedelta(hours=5), "5 Std."),
        (timedelta(days=3), "3 Tage"),
    ],
)
def test_times_are_said_in_the_unit_that_fits(time, words):
    assert duration(time) == words


def test_no_strategie_takes_the_address_of_this_page(client, konzept):
    """Not by hand; the import takes another one by itself."""
    client.force_login(factories.superuser())
    strategie = factories.strategie(konzept=konzept, status="draft")
    address = f"/verwaltung/strategies/strategie/{strategie.pk}/change/"

    page = client.post(
        address, opened(client, address) | {"title": "Moderation", "slug": "moderation"}
    )

    assert "Diese Internetadresse hat schon eine andere Seite." in page.text
