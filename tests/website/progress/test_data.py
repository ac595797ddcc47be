"""The Umsetzung as open data: tables, feed and calendar, the same for everybody."""

import csv
import io
import json
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator, FormatChecker

from municipality.views import SCHEMAS
from tests import factories

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def konzept():
    return factories.konzept()


@pytest.fixture
def vorhaben(konzept):
    row = factories.vorhaben(konzept, cost_planned=125_050)
    factories.stand(row, health="verzoegert", cost_expected=1_000_000, text="Es dauert.")
    factories.stand(row, published=False, text="GEHEIM")
    factories.vorhaben(konzept, published=False, title="GEHEIM")
    row.meilensteine.create(title="Baubeginn", due=date(2029, 9, 1))
    return row


def _get(client, konzept, what):
    response = client.get(f"{konzept.get_absolute_url()}umsetzung/{what}")
    assert response.status_code == 200
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert b"GEHEIM" not in content
    return content


@pytest.mark.parametrize(("name", "rows"), [("vorhaben", 1), ("staende", 2)])
def test_json_is_as_its_schema_says(client, konzept, vorhaben, name, rows):
    data = json.loads(_get(client, konzept, f"{name}.json"))

    schema = json.loads((SCHEMAS / f"umsetzung-{name}-1.json").read_text())
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in checker.iter_errors(data)] == []
    assert len(data[name]) == rows
    assert set(data[name][0]) == set(schema["properties"][name]["items"]["properties"])
    path = data["schema"].removeprefix("http://").partition("/")[2]
    assert client.get(f"/{path}").status_code == 200


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods", "json"])
@pytest.mark.parametrize("name", ["vorhaben", "staende"])
def test_the_page_links_each_file(client, konzept, vorhaben, name, format):
    page = client.get(f"{konzept.get_absolute_url()}umsetzung/").text

    assert f'href="{konzept.get_absolute_url()}umsetzung/{name}.{format}"' in page
    assert _get(client, konzept, f"{name}.{format}")


def test_every_stand_is_a_row(client, konzept, vorhaben):
    text = _get(client, konzept, "staende.csv").decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))

    assert [row["stand"] for row in rows] == ["1", "2"]
    assert (rows[1]["verlauf"], rows[1]["grund"]) == ("verzoegert", "Die Firma ist insolvent.")
    assert rows[1]["kosten_erwartet"] == "10000"


def test_the_feed_says_what_is_new(client, konzept, vorhaben):
    feed = ET.fromstring(_get(client, konzept, "feed/"))  # noqa: S314 (our own)

    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == f"{vorhaben.title}: in Umsetzung"
    assert "Es dauert." in entry.find(f"{ATOM}summary").text
    assert vorhaben.get_absolute_url() in entry.find(f"{ATOM}link").get("href")


def test_steps_are_in_the_calendar_in_their_month(client, konzept, vorhaben):
    calendar = Calendar.from_ical(_get(client, konzept, "termine.ics"))

    (event,) = calendar.walk("VEVENT")
    assert event["SUMMARY"] == f"Baubeginn ({vorhaben.title})"
    assert event["DTSTART"].dt == date(2029, 9, 1)
    assert event["DESCRIPTION"] == "Geplant: September 2029"


@pytest.mark.parametrize(
    "what", ["vorhaben.csv", "staende.json", "feed/", "termine.ics", "other.csv", "staende.exe"]
)
def test_there_is_nothing_where_nothing_is_public(client, konzept, what):
    factories.vorhaben(konzept, published=False)

    assert client.get(f"{konzept.get_absolute_url()}umsetzung/{what}").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_more_vorhaben_cost_no_more(client, konzept, django_assert_max_num_queries, number):
    for title in range(number):
        row = factories.vorhaben(konzept, title=f"V{title}")
        row.meilensteine.create(title="Bau", due=date(2029, 9, 1))
    for what, most in (("vorhaben.csv", 6), ("staende.csv", 6), ("feed/", 6), ("termine.ics", 6)):
        with django_assert_max_num_queries(most):
            _get(client, konzept, what)
