"""The agreed text to take along: what is in the file, who gets it, and how often it is made."""

from io import BytesIO

import pytest
from docx import Document

from strategies.documents.writing import FORMATS
from strategies.documents.writing.text import loaded, public_strategien
from strategies.models import Baustein, Strategie
from tests import factories

pytestmark = pytest.mark.django_db
formats = pytest.mark.parametrize("format", FORMATS)


@pytest.fixture
def baustein():
    strategie = factories.strategie(number="3", title="Mitte")
    return factories.baustein(strategie=strategie, number="1", title="Wege", text="Für **alle**.")


def addresses(baustein, format):
    konzept = baustein.strategie.konzept
    own = baustein.strategie.get_absolute_url()
    return [f"{konzept.get_absolute_url()}text.{format}", f"{own}text.{format}"]


def words(data):
    return [row.text for row in Document(BytesIO(data)).paragraphs]


@formats
def test_the_pages_offer_the_text(client, baustein, format):
    for_konzept, for_strategie = addresses(baustein, format)

    assert for_konzept in client.get(baustein.strategie.konzept.get_absolute_url()).text
    assert for_strategie in client.get(baustein.strategie.get_absolute_url()).text


def test_it_says_what_is_agreed_and_since_when(client, baustein):
    factories.draft(baustein, "Noch nicht.")
    for address in addresses(baustein, "docx"):
        document = Document(BytesIO(client.get(address).content))

        said = [row.text for row in document.paragraphs]
        assert "Strategie 3: Mitte" in said
        assert "Leitziel 1: Wege" in said
        assert "Für alle." in said
        assert "Noch nicht." not in said
        head = document.sections[0].header.paragraphs[0].text
        assert str(baustein.fassung.published_at.year) in head
        assert document.core_properties.language == "de-DE"


@formats
def test_the_same_text_is_the_same_file(client, baustein, format, django_assert_max_num_queries):
    for address in addresses(baustein, format):
        first = client.get(address)
        with django_assert_max_num_queries(6):
            again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

        assert first.headers["Content-Type"] == FORMATS[format].MEDIA_TYPE
        assert f".{format}" in first.headers["Content-Disposition"]
        assert again.status_code == 304


@formats
def test_a_new_text_is_a_new_file(client, baustein, format):
    before = [client.get(address).content for address in addresses(baustein, format)]
    factories.fassung(baustein, text="Für alle, auch am Abend.")

    after = [client.get(address).content for address in addresses(baustein, format)]

    assert all(one != other for one, other in zip(before, after, strict=True))


@formats
def test_what_nobody_may_read_cannot_be_taken_along(client, baustein, format):
    client.force_login(factories.superuser())
    Baustein.objects.update(status="archived")
    assert {client.get(a).status_code for a in addresses(baustein, format)} == {404}
    Baustein.objects.update(status="published")
    Strategie.objects.update(status="draft")
    assert {client.get(a).status_code for a in addresses(baustein, format)} == {404}


def test_other_formats_are_not_there(client, baustein):
    assert [client.get(a).status_code for a in addresses(baustein, "pdf")] == [404, 404]


def test_many_texts_ask_no_more_than_one(client, baustein, django_assert_num_queries):
    konzept = baustein.strategie.konzept

    def count():
        with django_assert_num_queries(4):
            rows = loaded(public_strategien(konzept=konzept))
        return len(rows[0].parts_of_document)

    factories.baustein("leitprojekt", strategie=baustein.strategie)
    assert count() == 2
    factories.baustein("handlungsfeld", strategie=baustein.strategie)
    factories.baustein("leitprojekt", strategie=baustein.strategie)
    assert count() == 4
