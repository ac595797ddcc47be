"""What is carried out, in the catalogue of open data."""

import pytest
from django.core.cache import cache
from rdflib import Graph, Literal
from rdflib.namespace import DCAT, DCTERMS, RDF

from evaluation.exports import FORMATS
from progress import public
from progress.models import Vorhaben
from tests import factories

pytestmark = pytest.mark.django_db


def graph(client):
    # Asked again after each commit, which a test has none of.
    cache.delete(public.KEY)
    return Graph().parse(data=client.get("/catalog.jsonld").text, format="json-ld")


def test_it_is_a_dataset_of_its_konzept_and_every_file_is_there(client, settings, konzept):
    factories.vorhabenlage(factories.vorhaben(konzept))

    found = graph(client)

    [dataset] = found.subjects(RDF.type, DCAT.Dataset)
    assert str(dataset).endswith("/umsetzung/#datensatz")
    files = [str(row) for row in found.objects(None, DCAT.downloadURL)]
    # Two tables in every format, the feed, the places.
    assert len(files) == 2 * len(FORMATS) + 2
    for address in files:
        assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200, address


def test_it_changes_with_the_newest_stand(client, konzept):
    row = factories.vorhaben(konzept)
    newest = factories.stand(row, state="abgeschlossen", health="")

    [dataset] = graph(client).subjects(RDF.type, DCAT.Dataset)

    modified = graph(client).value(dataset, DCTERMS.modified)
    assert isinstance(modified, Literal)
    assert modified.toPython() == newest.published_at.replace(microsecond=0)


@pytest.mark.parametrize("what", ["draft", "archived", "unpublished"])
def test_nothing_is_in_it_that_is_not_public(client, konzept, what):
    factories.vorhaben(konzept, published=what != "draft")
    if what == "archived":
        Vorhaben.objects.update(status="archived")
    if what == "unpublished":
        konzept.status = "draft"
        konzept.save()

    assert not list(graph(client).objects(None, DCAT.distribution))


@pytest.mark.parametrize("number", [1, 3])
def test_more_konzepte_cost_no_more(client, django_assert_num_queries, number):
    for _number in range(number):
        factories.vorhaben(factories.konzept())
    cache.delete(public.KEY)

    with django_assert_num_queries(4):
        client.get("/catalog.jsonld")
