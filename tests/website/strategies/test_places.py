"""Where things are: on the pages, and to take along."""

import json

import pytest

from strategies import places
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_page_of_a_baustein_shows_where_it_is(client):
    baustein = factories.baustein()
    factories.lage(baustein, description="Am Trebower See & im Norden.")

    page = client.get(baustein.get_absolute_url())

    assert "Wo ist das?" in page.text
    assert "Am Trebower See &amp; im Norden." in page.text
    assert f'href="{baustein.get_place_url()}"' in page.text


def test_without_a_place_there_is_no_sketch(client):
    baustein = factories.baustein()

    assert "Wo ist das?" not in client.get(baustein.get_absolute_url()).text
    assert "Wo ist das?" not in client.get(baustein.strategie.konzept.get_absolute_url()).text
    assert client.get(baustein.get_place_url()).status_code == 404
    assert client.get(baustein.strategie.konzept.get_places_url()).status_code == 404


@pytest.mark.parametrize("kind", ["leitziel", "handlungsfeld", "leitprojekt"])
def test_every_kind_of_baustein_has_a_place(client, kind):
    baustein = factories.baustein(kind)
    factories.lage(baustein, description="Am Hafen.")

    assert "Am Hafen." in client.get(baustein.get_absolute_url()).text


def test_a_konzept_shows_all_its_places_and_leads_to_each(client):
    strategie = factories.strategie()
    rows = [factories.baustein(strategie=strategie, position=n) for n in range(3)]
    for number, row in enumerate(rows):
        factories.lage(row, at=(11.98 + number / 50, 52.7), description=f"Ort Nummer {number}.")

    page = client.get(strategie.konzept.get_absolute_url()).text

    for number, row in enumerate(rows, 1):
        assert f'href="{row.get_absolute_url()}" aria-label="{number}: {row.title}"' in page
        assert f"Ort Nummer {number - 1}." in page


def queries(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("what", ["get_absolute_url", "get_places_url"])
def test_three_places_cost_as_many_queries_as_one(client, settings, what):
    settings.PAGE_CACHE = False
    strategie = factories.strategie()
    factories.lage(factories.baustein(strategie=strategie))
    address = getattr(strategie.konzept, what)()
    one = queries(client, address)
    for _more in range(2):
        factories.lage(factories.baustein(strategie=strategie))

    assert queries(client, address) == one


def test_geojson_says_what_lies_where(client):
    baustein = factories.baustein(number="1", title="Ziel „Freibad“")
    factories.lage(baustein, at=(11.98, 52.7), description="Am Freibad.")

    answer = client.get(baustein.get_place_url())
    content = json.loads(answer.content)

    assert answer.headers["Content-Type"] == "application/geo+json"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "Access-Control-Allow-Origin" not in answer.headers
    [feature] = content["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [11.98, 52.7]}
    assert feature["properties"]["titel"] == "Ziel „Freibad“"
    assert feature["properties"]["adresse"].endswith(baustein.get_absolute_url())
    assert json.loads(client.get(baustein.strategie.konzept.get_places_url()).content) == content


def test_the_geojson_of_a_konzept_leaves_drafts_to_its_editors(client):
    strategie = factories.strategie()
    factories.lage(factories.baustein(strategie=strategie, title="Offen"))
    factories.lage(factories.baustein(strategie=strategie, title="Geheim", published=False))
    address = strategie.konzept.get_places_url()

    def titles():
        rows = json.loads(client.get(address).content)["features"]
        return {row["properties"]["titel"] for row in rows}

    assert titles() == {"Offen"}
    client.force_login(factories.staff(strategie.konzept, role="redaktion"))
    assert titles() == {"Offen", "Geheim"}
    client.logout()
    assert titles() == {"Offen"}


def test_a_baustein_without_its_lage_loaded_asks_for_it_once(django_assert_num_queries):
    baustein = factories.baustein()

    with django_assert_num_queries(1):
        assert places.sketch_of(baustein) is None
