"""The catalogue in terms of DCAT-AP.de, read as a portal reads it."""

import json
from datetime import UTC

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from evaluation.exports import FORMATS
from evaluation.exports.dcat import CONTEXT
from evaluation.licence import LICENCES
from phases.models import Kommentierphase
from progress import public
from tests import factories
from tests.evaluation.conftest import HIDDEN_WORD

pytestmark = pytest.mark.django_db
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
# What DCAT-AP.de 3.0 asks of every dataset and distribution, or recommends.
OF_DATASET = [
    DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.modified, DCTERMS.issued,
    DCTERMS.temporal, DCTERMS.identifier, DCAT.theme, DCAT.keyword, DCAT.contactPoint,
    DCAT.landingPage, DCAT.distribution,
]  # fmt: skip
OF_DISTRIBUTION = [
    DCTERMS.title, DCTERMS.format, DCTERMS.license, DCAT.accessURL, DCAT.downloadURL,
    DCAT.mediaType, DCATDE.licenseAttributionByText,
]  # fmt: skip


def graph(client):
    response = client.get("/catalog.jsonld")
    assert response.headers["Content-Type"] == "application/ld+json"
    return Graph().parse(data=response.text, format="json-ld")


def test_the_catalogue_says_what_a_portal_has_to_know(client, ausgabe, settings):
    settings.OPEN_DATA_CONTRIBUTOR = "http://dcat-ap.de/def/contributors/stadtMusterstadt"

    found = graph(client)

    [catalog] = found.subjects(RDF.type, DCAT.Catalog)
    assert found.value(found.value(catalog, DCTERMS.publisher), FOAF.name)
    [dataset] = found.objects(catalog, DCAT.dataset)
    assert [term for term in OF_DATASET if (dataset, term, None) not in found] == []
    contributor = URIRef(settings.OPEN_DATA_CONTRIBUTOR)
    assert (dataset, DCATDE.contributorID, contributor) in found
    distributions = list(found.objects(dataset, DCAT.distribution))
    # Both tables in every format; report, text and Synopse for two writing programs.
    assert len(distributions) == 2 * len(FORMATS) + 6
    for row in distributions:
        assert [term for term in OF_DISTRIBUTION if (row, term, None) not in found] == []


def test_every_download_it_names_is_there(client, ausgabe, settings):
    for address in graph(client).objects(None, DCAT.downloadURL):
        response = client.get(str(address).removeprefix(settings.SITE_URL))
        assert response.status_code == 200, address


@pytest.mark.parametrize("name", LICENCES)
def test_it_offers_them_under_the_licence_of_the_operator(client, baustein, settings, name):
    settings.OPEN_DATA_LICENCE = name

    licences = set(graph(client).objects(None, DCTERMS.license))

    assert licences == {URIRef(LICENCES[name].uri)}


def test_whoever_reads_it_fetches_nothing_else(client, baustein):
    content = json.loads(client.get("/catalog.jsonld").text)

    assert content["@context"] == CONTEXT


def test_a_strategie_without_a_public_phase_or_not_public_itself_is_not_in_it(client):
    factories.baustein(strategie=factories.strategie(title=HIDDEN_WORD))
    factories.phase(factories.strategie(title=HIDDEN_WORD), status=Kommentierphase.Status.DRAFT)
    factories.phase(factories.strategie(title=HIDDEN_WORD, status="draft"))
    factories.phase(
        factories.strategie(title=HIDDEN_WORD, konzept=factories.konzept(status="archived"))
    )
    factories.phase(factories.strategie(title="Offen"))

    titles = {str(row) for row in graph(client).objects(None, DCTERMS.title)}

    assert any("Offen" in title for title in titles)
    assert not any(HIDDEN_WORD in title for title in titles)


def test_it_changes_with_the_newest_comment(client, baustein, kommentar):
    # Of the dataset, and so of the catalogue.
    [changed] = set(graph(client).objects(None, DCTERMS.modified))

    moment = kommentar.created_at.astimezone(UTC).isoformat(timespec="seconds")
    assert changed == Literal(moment, datatype=changed.datatype)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_strategien(client, count, django_assert_num_queries):
    for _ in range(count):
        factories.ausgabe()
    # Every page asks that, and it is kept.
    public.is_told()

    with django_assert_num_queries(4):
        client.get("/catalog.jsonld")


def test_a_konzept_of_several_strategien_has_its_text_and_synopse(client, settings):
    ausgabe = factories.ausgabe()
    konzept = ausgabe.auswertung.strategie.konzept
    factories.open_baustein(strategie=factories.strategie(konzept=konzept))

    files = {str(row) for row in graph(client).objects(None, DCAT.downloadURL)}

    for kind in ("text", "synopse"):
        for format in ("docx", "odt"):
            address = f"{konzept.get_absolute_url()}{kind}.{format}"
            assert f"{settings.SITE_URL}{address}" in files
            assert client.get(address).status_code == 200
