"""What contributions quote is the anchor of the Anliegen they are bundled into."""

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from comments.models import Kommentar, Status
from evaluation import actions
from tests import factories

PASSAGE = "Der letzte Bus fährt um 18.40 Uhr."


@pytest.fixture
def kommentar(baustein, resident):
    """About a passage of the text."""
    row = factories.comment(baustein, resident, text="Ein Rufbus ab 18 Uhr würde reichen.")
    Kommentar.objects.filter(pk=row.pk).update(passage=PASSAGE, passage_block="1-x")
    row.refresh_from_db()
    return row


def test_the_desk_shows_it_and_offers_it_as_a_title(client, kommentar, auswertung, evaluator):
    client.force_login(evaluator)

    page = client.get(reverse("auswertung:beitrag", args=[kommentar.pk])).text
    assert f"{PASSAGE}</blockquote>" in page
    assert f'<option value="Zur Stelle „{PASSAGE}“">' in page
    listed = client.get(reverse("auswertung:beitraege", args=[auswertung.pk])).text
    assert f"{PASSAGE}</blockquote>" in listed


def test_the_desk_shows_what_an_anliegen_is_about(client, anliegen, kommentar, evaluator):
    client.force_login(evaluator)
    url = reverse("auswertung:anliegen", args=[anliegen.pk])

    page = client.get(url).text
    assert page.count(f"{PASSAGE}</blockquote>") == 2
    assert "1 Beitrag zu dieser Stelle" in page
    Kommentar.objects.filter(pk=kommentar.pk).update(status=Status.HIDDEN)
    assert PASSAGE not in client.get(url).text


def test_the_result_shows_it_as_long_as_it_can_be_read(client, ausgabe, kommentar):
    url = ausgabe.get_absolute_url()

    assert f"{PASSAGE}</blockquote>" in client.get(url).text
    Kommentar.objects.filter(pk=kommentar.pk).update(status=Status.HIDDEN)
    assert PASSAGE not in client.get(url).text


def test_the_word_report_names_it(client, ausgabe):
    response = client.get(f"{ausgabe.get_absolute_url()}bericht.docx")
    data = b"".join(response.streaming_content) if response.streaming else response.content

    cells = [
        cell.text
        for table in Document(BytesIO(data)).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert any(f"Zur Stelle: „{PASSAGE}“" in text for text in cells)


def test_a_contribution_without_a_passage_offers_no_title(client, baustein, evaluator):
    row = factories.comment(baustein, text="Ohne.")
    factories.end_phase(baustein)
    actions.begin(row.kommentierphase, by=evaluator)
    client.force_login(evaluator)

    assert "titel-vorschlag" not in client.get(reverse("auswertung:beitrag", args=[row.pk])).text
