"""Months as offices write them: kept as they were meant, on both databases."""

import re
from datetime import date

import pytest

from municipality.months import in_digits, read_month
from progress import actions
from progress.models import Vorhaben
from tests import factories

pytestmark = pytest.mark.django_db


def ends(text):
    return read_month(text, ends=True)


def said(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_what_was_planned_first_and_what_holds_now_are_told_in_the_words_of_the_office(
    client, konzept
):
    row = factories.vorhaben(konzept, planned_end=ends("2027"))
    factories.stand(
        row,
        health="verzoegert",
        reason="Die Firma ist insolvent.",
        expected_end=ends("Herbst 2029"),
    )
    konzept_page = said(client.get(f"{konzept.get_absolute_url()}umsetzung/").text)
    own_page = said(client.get(row.get_absolute_url()).text)

    assert "Zuerst geplant bis 2027, jetzt bis Herbst 2029." in konzept_page
    assert "Fertig Herbst 2029 zuerst geplant: 2027" in own_page
    assert "Dezember" not in konzept_page


@pytest.mark.parametrize(
    "text", ["2027", "1. Halbjahr 2027", "3. Quartal 2027", "Herbst 2027", "Mitte 2027", "10/2027"]
)
def test_it_comes_out_of_the_database_as_it_went_in(konzept, editor, text):
    actions.create_vorhaben(
        konzept, by=editor, title="Radweg", planned_start=read_month(text), planned_end=ends(text)
    )
    row = Vorhaben.objects.get()

    assert (in_digits(row.planned_start), in_digits(row.planned_end)) == (text, text)
    # Reckoned with is the last month, here and in the database.
    assert row.planned_end == date(2027, row.planned_end.month, 1)
    assert Vorhaben.objects.filter(planned_end__lt=date(2028, 1, 1)).exists()
    assert not Vorhaben.objects.filter(planned_end__lt=row.planned_start).exists()


def test_the_same_month_meant_less_exactly_is_no_delay(konzept):
    row = factories.vorhaben(konzept, planned_end=ends("12/2027"))
    factories.stand(row, expected_end=ends("2027"))

    assert Vorhaben.objects.get().moved_end is None


def test_it_may_begin_and_end_in_one_month_however_that_is_written(konzept, editor):
    row = actions.create_vorhaben(
        konzept, by=editor, title="Bank", planned_start=read_month("2027"),
        planned_end=ends("01/2027"),
    )  # fmt: skip

    assert in_digits(row.planned_start) == "01/2027"


def test_a_day_that_is_no_month_is_kept_as_its_month(konzept, editor):
    """Days stand for spans in the database; one that comes from elsewhere must not be one."""
    row = factories.vorhaben(konzept, planned_end=date(2027, 10, 6))
    actions.set_steps(row, [("Bau", date(2027, 4, 2), None)], by=editor)

    assert in_digits(Vorhaben.objects.get().planned_end) == "10/2027"
    assert in_digits(row.meilensteine.get().due) == "04/2027"
