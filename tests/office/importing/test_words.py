"""The town's own words: added, removed, and of use at once."""

import pytest

from strategies.models import Bezeichnung
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = "/schreibtisch/einlesen/woerter/"


@pytest.fixture
def row(client):
    konzept = factories.konzept()
    client.force_login(factories.staff(konzept, role="redaktion"))
    text = "# Mitte\n\n## Zukunftsaufgabe 1: Wege\n\nKurze Wege.\n"
    return factories.einlesung(konzept, text)


def test_a_word_changes_what_a_document_becomes(client, row):
    assert "1 Leitprojekt" not in client.get(row.get_absolute_url()).text

    answer = client.post(WORDS, {"text": " Zukunftsaufgabe ", "kind": "leitprojekt"}, follow=True)

    assert "gilt von jetzt an" in answer.text
    assert "1 Leitprojekt" in client.get(row.get_absolute_url()).text
    pk = Bezeichnung.objects.get().pk
    assert "ist entfernt" in client.post(WORDS, {"entfernen": pk}, follow=True).text
    assert not Bezeichnung.objects.exists()
    for gone in (pk, "x", ""):
        assert client.post(WORDS, {"entfernen": gone}).status_code == 404


def test_a_word_is_there_once_and_says_something(client, row):
    client.post(WORDS, {"text": "Säule", "kind": "strategie"})
    for text in ("säule", " ", "…"):
        page = client.post(WORDS, {"text": text, "kind": "leitziel"})
        assert page.status_code == 422
        assert "text" in page.context["form"].errors
    assert Bezeichnung.objects.count() == 1
