"""Every JSON file we write is as its schema says, and says which that is."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from accounts.own_data.export import build
from evaluation import actions
from evaluation.exports import Export, Internal, Public
from evaluation.exports.columns import concern_columns, contribution_columns
from municipality.views import SCHEMAS
from tests import factories
from tests.accounts.everything import somebody
from tests.evaluation.conftest import HIDDEN_WORD

pytestmark = pytest.mark.django_db
FILES = sorted(path.name for path in SCHEMAS.glob("*.json"))


def served(client, address, settings):
    """The schema that a file says is its own, from the address it says."""
    response = client.get(address.removeprefix(settings.SITE_URL))
    assert response.headers["Content-Type"] == "application/schema+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    schema = response.json()
    assert schema["$id"] == address
    return schema


def errors(content, schema):
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{row.json_path}: {row.message}" for row in validator.iter_errors(content)]


@pytest.mark.parametrize("name", FILES)
def test_each_schema_is_one_and_is_served(client, name, settings):
    schema = served(client, f"{settings.SITE_URL}/schema/{name}", settings)

    Draft202012Validator.check_schema(schema)
    assert (
        schema["properties"]["format"]["const"] == f"mitreden-{Path(name).stem.replace('-1', '/1')}"
    )
    # A word too much would be let pass, a word too few would not be missed: all is described.
    assert set(schema["required"]) <= set(schema["properties"])


@pytest.mark.parametrize("name", ["x-1", "verfahren-2", "verfahren-999999999999", "..-1"])
def test_there_is_no_other(client, name):
    assert client.get(f"/schema/{name}.json").status_code == 404


@pytest.mark.parametrize("name", Export.NAMES)
@pytest.mark.parametrize("state", ["empty", "with everything", "internal"])
def test_tables(client, settings, request, strategie, kommentar, name, state):
    scope = Public(strategie)
    if state != "empty":
        ausgabe = request.getfixturevalue("ausgabe")
        phases = [ausgabe.auswertung.kommentierphase]
        scope = Internal(strategie, phases) if state == "internal" else scope
    content = json.loads(b"".join(Export(scope, name, "json").write()))

    schema = served(client, content["schema"], settings)

    assert errors(content, schema) == []
    assert bool(content[name]) is (state != "empty" or name == "beitraege")
    spoilt = {**content, "stand": "gestern", name: [{"nummer": "eins"}]}
    assert len(errors(spoilt, schema)) > 2


@pytest.mark.parametrize(
    ("name", "columns"), [("beitraege", contribution_columns), ("anliegen", concern_columns)]
)
def test_a_schema_knows_every_column_and_its_meaning(name, columns):
    rows = json.loads((SCHEMAS / f"{name}-1.json").read_text())["properties"][name]["items"]

    said = {key: value["description"] for key, value in rows["properties"].items()}
    assert said == {row.name: str(row.help) for row in columns(internal=True)}
    assert rows["required"] == [row.name for row in columns(internal=False)]


def test_the_document_of_an_edition(client, settings, ausgabe):
    response = client.get(ausgabe.get_document_url())

    address, relation = response.headers["Link"].split("; ")
    assert relation == 'rel="describedby"'
    assert errors(response.json(), served(client, address.strip("<>"), settings)) == []


def test_ones_own_data(client, settings, baustein):
    archive = zipfile.ZipFile(io.BytesIO(build(somebody(baustein), timezone.localtime())))
    content = json.loads(archive.read("meine-daten.json"))

    assert errors(content, served(client, content["schema"], settings)) == []
    assert len(content["data"]) > 3


def nothing():
    pass


def everything():
    """A phase that is open, one that comes, one with a result; one Konzept with nothing."""
    factories.comment(factories.open_baustein(number="1"))
    factories.phase(factories.strategie(number="2"), start=3)
    factories.ausgabe()
    factories.konzept(title="Ohne Strategien", traeger="", region="Prignitz", year=2035)


@pytest.mark.parametrize("state", [nothing, everything])
def test_the_list_of_all(client, settings, state):
    state()

    content = client.get("/verfahren.json").json()

    assert content["format"] == "mitreden-verfahren/1"
    assert errors(content, served(client, content["schema"], settings)) == []
    states = [row["zustand"] for row in content["verfahren"]]
    assert sorted(states) == ([] if state is nothing else sorted(
        ["offen", "kommend", "beendet", "ohne-phase"]
    ))  # fmt: skip


def test_it_tells_of_each_its_address_phase_state_and_numbers(client, settings):
    baustein = factories.open_baustein(title="Höfe")
    factories.comment(baustein)
    strategie = baustein.strategie

    [konzept] = client.get("/verfahren.json").json()["verfahren"]

    [found] = konzept["strategien"]
    [phase] = found["phasen"]
    assert found["titel"] == strategie.title
    assert found["adresse"] == f"{settings.SITE_URL}{strategie.get_absolute_url()}"
    assert found["zahlen"] == {"bausteine": 1, "beitraege": 1, "antworten": 0}
    assert konzept["zahlen"] == found["zahlen"]
    assert (phase["zustand"], phase["ergebnis"]) == ("offen", None)
    for address in (konzept["adresse"], found["adresse"], found["daten"], found["feed"]):
        assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200


def test_a_published_result_is_linked_and_one_in_the_making_is_not(client, settings, ready, editor):
    def result():
        [konzept] = client.get("/verfahren.json").json()["verfahren"]
        return konzept["strategien"][0]["phasen"][0]["ergebnis"]

    assert result() is None
    actions.publish(ready, by=editor)
    assert client.get(result().removeprefix(settings.SITE_URL)).status_code == 200


def test_nothing_unpublished_is_in_it(client, unpublished, baustein):
    factories.konzept(title=HIDDEN_WORD, status="draft")
    factories.strategie(title=HIDDEN_WORD, status="draft", konzept=baustein.strategie.konzept)
    factories.phase(factories.strategie(), title=HIDDEN_WORD, status="draft")
    factories.baustein(strategie=baustein.strategie, published=False)

    content = client.get("/verfahren.json")

    assert HIDDEN_WORD not in content.text
    [row] = [row for row in content.json()["verfahren"] if row["zustand"] == "offen"]
    assert row["zahlen"] == {"bausteine": 1, "beitraege": 1, "antworten": 0}


def test_other_sites_may_read_it_and_whoever_has_it_is_told_so(client, baustein):
    response = client.get("/verfahren.json", headers={"origin": "https://elbhagen.example"})

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in response.headers
    again = client.get("/verfahren.json", headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.post("/verfahren.json").status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_its_queries_do_not_grow(client, number, django_assert_num_queries):
    for _ in range(number):
        factories.ausgabe()
        factories.phase(factories.strategie(), start=3)
    with django_assert_num_queries(4):
        client.get("/verfahren.json")
