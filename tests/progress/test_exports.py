"""The Umsetzung as files: what everybody may read, and what comes in again."""

import csv
import io
import json

import pytest

from progress import lists
from progress.exports import NAMES, UmsetzungExport, blank
from tests import factories

pytestmark = pytest.mark.django_db


def written(konzept, name, form):
    return b"".join(UmsetzungExport(konzept, name, form).write())


def lines(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def town(konzept, editor):
    row = factories.vorhaben(
        konzept, number="1", title="Radweg am Deich", cost_planned=125_000_000, by=editor
    )
    factories.stand(row, by=editor, health="verzoegert", reason="Die Firma ist insolvent.")
    factories.vorhaben(konzept, number="2", title="Geheimer Entwurf", published=False, by=editor)
    factories.stand(row, by=editor, published=False, text="Noch nicht öffentlich.")
    return konzept


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "ods"])
@pytest.mark.parametrize("name", NAMES)
def test_no_draft_is_in_any_file(town, name, form):
    data = written(town, name, form)

    assert data
    if form in ("csv", "json"):
        text = data.decode()
        assert "Geheimer Entwurf" not in text
        assert "Noch nicht öffentlich" not in text
        assert "Radweg am Deich" in text


def test_all_staende_stand_in_long_form(town):
    rows = json.loads(written(town, "staende", "json"))["staende"]

    assert [(row["vorhaben"], row["stand"], row["verlauf"]) for row in rows] == [
        ("1", 1, "im_plan"),
        ("1", 2, "verzoegert"),
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_the_list_that_goes_out_comes_in_again_unchanged(town, form):
    town.vorhaben.filter(status="draft").first().staende.all().delete()
    town.vorhaben.filter(status="draft").delete()
    for vorhaben in town.vorhaben.all():
        vorhaben.staende.drafts().delete()
    data = written(town, "vorhaben", form)

    table = lists.read(f"liste.{form}", data)
    words = lists.words_of(town)
    plan = lists.make(town, table, lists.guess(table.headings, words.columns), words)

    assert [line.kind for line in plan.lines] == ["unveraendert"]
    assert plan.missing == []


def test_formulas_are_defused(konzept, editor):
    factories.vorhaben(konzept, number="1", title="=1+1", by=editor)

    assert lines(written(konzept, "vorhaben", "csv"))[0]["Vorhaben"] == "'=1+1"


def test_the_blank_list_has_only_headings_we_read(konzept):
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(blank(konzept))).worksheets[0]
    headings = [cell.value for cell in next(sheet.iter_rows())]

    assert "" not in lists.guess(headings, {})


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(konzept, editor, number, django_assert_num_queries):
    for each in range(number):
        row = factories.vorhaben(konzept, number=str(each + 1), by=editor)
        factories.stand(row, by=editor)
    with django_assert_num_queries(1):
        written(konzept, "staende", "csv")
    with django_assert_num_queries(1):
        written(konzept, "vorhaben", "csv")
