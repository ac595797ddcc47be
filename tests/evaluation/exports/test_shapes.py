"""The catalogue against GovData's own shapes for DCAT-AP.de 3.0 (SHACL), in each state.

The shapes and the lists they name lie beside the project and are not part of it. The lists of
the EU cannot be fetched: of the values the catalogue takes from them it is only said that
they are in them, as is said of the licences.
"""

from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from django.core.cache import cache as shared
from django.utils import timezone
from pyshacl import validate
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SH, SKOS

from evaluation.licence import LICENCES
from municipality import current
from municipality.models import Kommune
from phases import actions as phase_actions
from phases.models import Kommentierphase
from progress import public
from tests import factories

DATA = Path(__file__).parents[4] / "shared" / "data" / "dcat-ap-de"
SHAPES = [
    "dcat-ap-3.0.0.ttl", "dcat-ap-SHACL-DE.ttl", "dcat-ap-de-deprecated.ttl",
    "dcat-ap-spec-german-additions.ttl", "dcat-ap-de-controlledvocabularies.ttl",
]  # fmt: skip
VOCABULARIES = ["vcard.ttl", "org.ttl", "foaf_0_1.rdf", "dcat-ap-de-licenses-open.rdf"]
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
_EU = "http://publications.europa.eu/resource/authority"
# The lists that cannot be fetched: the beginning of the names in them, and their own name.
LISTS = {
    **{
        f"{_EU}/{name}/": f"{_EU}/{name}"
        for name in (
            "language", "data-theme", "file-type", "planned-availability", "access-right",
        )
    },
    "http://dcat-ap.de/def/licenses/": "http://dcat-ap.de/def/licenses",
}  # fmt: skip

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not DATA.is_dir(),
        reason=f"KEINE FORMEN: Der Katalog wird nicht geprüft. Es fehlt {DATA}",
    ),
]


@cache
def _read(*names):
    graph = Graph()
    for name in names:
        graph.parse(DATA / name)
    return graph


def catalogue(client):
    return Graph().parse(data=client.get("/catalog.jsonld").text, format="json-ld")


def with_lists(graph):
    """``graph`` and what a portal knows besides: vocabularies, and what is in which list."""
    known = graph + _read(*VOCABULARIES)
    for name in set(graph.objects()):
        for beginning, scheme in LISTS.items():
            if isinstance(name, URIRef) and name.startswith(beginning):
                known.add((name, SKOS.inScheme, URIRef(scheme)))
                known.add((name, RDF.type, SKOS.Concept))
    return known


def findings(graph):
    """What the shapes find, as „severity: message (value)“."""
    _conforms, report, _text = validate(
        with_lists(graph),
        shacl_graph=_read(*SHAPES),
        inference="none",
        advanced=True,
        do_owl_imports=False,
    )
    return sorted(
        f"{report.value(row, SH.resultSeverity).fragment}: {report.value(row, SH.resultMessage)} "
        f"({report.value(row, SH.value)})"
        for row in report.subjects(RDF.type, SH.ValidationResult)
    )


def nothing():
    pass


def coming():
    phase = factories.phase(factories.strategie(), start=3)
    phase.delete()
    phase_actions.create(
        Kommentierphase(
            strategie=phase.strategie, starts_at=phase.starts_at, ends_at=phase.ends_at,
            status="published",
        ),
        by=factories.superuser(),
    )  # fmt: skip


def coming_past_the_log():
    factories.phase(factories.strategie(), start=3)


def opened():
    factories.comment(factories.open_baustein())


def over():
    factories.end_phase(factories.open_baustein())


def with_result():
    factories.ausgabe(title="Höfe <und> „Plätze“ & Gärten")


def carried_out():
    factories.vorhabenlage(factories.vorhaben(title="Höfe <und> „Plätze“ & Gärten"))
    # Asked again after each commit, which a test has none of.
    shared.delete(public.KEY)


def several():
    """A Konzept with two Strategien, one of them with a result."""
    konzept = factories.ausgabe().auswertung.strategie.konzept
    factories.open_baustein(strategie=factories.strategie(konzept=konzept))


def all_at_once():
    for each in (coming, coming_past_the_log, opened, over, with_result, several, carried_out):
        each()
    factories.phase(factories.strategie(konzept=factories.konzept(traeger="", region="Prignitz")))


STATES = [
    nothing, coming, coming_past_the_log, opened, over, with_result, several, carried_out,
    all_at_once,
]  # fmt: skip


@pytest.fixture(params=["", "15081135", "15081", "150815051135"], ids=lambda key: key or "no key")
def place(request):
    shared.set(current.KEY, Kommune(name="Elbhagen", ags=request.param))
    return request.param


@pytest.mark.parametrize("state", STATES)
def test_the_shapes_find_nothing(client, settings, state):
    settings.OPEN_DATA_CONTRIBUTOR = "http://dcat-ap.de/def/contributors/stadtMusterstadt"
    shared.set(current.KEY, Kommune(name="Elbhagen", ags="15081135"))
    state()

    assert findings(catalogue(client)) == []


def test_nor_do_they_in_a_place_of_any_kind_and_without_a_contributor(client, place):
    with_result()

    assert findings(catalogue(client)) == []


@pytest.mark.parametrize("name", LICENCES)
def test_nor_do_they_under_any_licence(client, settings, name):
    settings.OPEN_DATA_LICENCE = name
    opened()

    assert findings(catalogue(client)) == []


def test_they_would_find_something(client):
    """The shapes are at work: a dataset without a title, a theme that is in no list."""
    opened()
    graph = catalogue(client)
    [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
    graph.remove((dataset, DCTERMS.title, None))
    graph.add((dataset, DCAT.theme, URIRef("https://example.org/thema")))

    found = findings(graph)

    assert any("dcterms:title" in row for row in found)
    assert any("dcat:theme" in row for row in found)


@pytest.mark.parametrize("state", STATES)
def test_it_speaks_german_to_everybody_and_only_of_its_own_address(client, settings, state):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://mitreden.example", ["*"]
    state()

    german = client.get("/catalog.jsonld")
    english = client.get(
        "/catalog.jsonld", headers={"accept-language": "en"}, HTTP_HOST="alias.example:81"
    )

    assert german.content == english.content
    assert english.headers["Content-Language"] == "de"
    graph = catalogue(client)
    own = [
        str(row)
        for row in {*graph.subjects(), *graph.objects()}
        if isinstance(row, URIRef)
        and ("alias" in row or "testserver" in row or "/konzepte/" in row)
    ]
    assert [row for row in own if not row.startswith("https://mitreden.example/")] == []
    tag = german.headers["ETag"]
    assert client.get("/catalog.jsonld", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("state", STATES)
def test_nothing_was_issued_in_the_future(client, state):
    state()

    graph = catalogue(client)

    tomorrow = timezone.now() + timedelta(days=1)
    moments = [*graph.objects(None, DCTERMS.issued), *graph.objects(None, DCTERMS.modified)]
    assert [moment for moment in moments if moment.toPython() > tomorrow] == []
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    for row in datasets:
        assert (row, DCTERMS.issued, None) in graph
    if datasets:
        [catalog] = graph.subjects(RDF.type, DCAT.Catalog)
        assert (catalog, DCTERMS.issued, None) in graph
        assert (catalog, DCTERMS.modified, None) in graph


def test_what_portals_recommend_is_there(client, place):
    with_result()

    graph = catalogue(client)

    [catalog] = graph.subjects(RDF.type, DCAT.Catalog)
    [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
    for row in graph.subjects(RDF.type, DCAT.Distribution):
        assert graph.value(row, DCTERMS.description).language == "de"
    for agent in graph.objects(None, DCTERMS.publisher):
        assert (agent, DCTERMS.type, None) in graph
    assert (dataset, DCTERMS.accrualPeriodicity, None) in graph
    for row in (catalog, dataset):
        names = [str(name) for name in graph.objects(row, DCTERMS.spatial)]
        assert [name.rpartition("/")[2] for name in names] == ([place] if place else [])
    assert ((dataset, DCATDE.politicalGeocodingLevelURI, None) in graph) is bool(place)
