"""The Synopse of an edition: old, new and why."""

import io

import pytest
from docx import Document

from strategies.documents.writing import FORMATS
from strategies.models import Baustein
from tests.opendocument import faults

formats = pytest.mark.parametrize("format", FORMATS)


def address(ausgabe, format):
    return f"{ausgabe.get_absolute_url()}synopse.{format}"


def test_it_sets_old_beside_new_and_says_why(client, ausgabe, kommentar):
    document = Document(io.BytesIO(client.get(address(ausgabe, "docx")).content))

    [table] = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Bisher", "Neu", "Warum"]
    old, new, why = table.rows[1].cells
    assert "anderes" not in old.text
    assert "anderes" in " ".join(row.cells[1].text for row in table.rows)
    assert "Ein Rufbus am Abend" in why.text
    assert "Dem folgen wir" in why.text
    assert "1 Beitrag" in why.text
    cells = [cell for row in table.rows for cell in row.cells]
    runs = [run for cell in cells for row in cell.paragraphs for run in row.runs]
    assert any(run.font.underline and "anderes" in run.text for run in runs)
    [section] = document.sections
    assert section.page_width > section.page_height


def test_as_opendocument_it_is_whole(client, ausgabe):
    assert faults(client.get(address(ausgabe, "odt")).content) == []


@formats
def test_the_page_offers_it_while_its_text_is_public(client, ausgabe, over, format):
    assert address(ausgabe, format) in client.get(ausgabe.get_absolute_url()).text
    before = client.get(address(ausgabe, format)).content

    Baustein.objects.filter(pk=over.pk).update(status="archived")

    assert client.get(address(ausgabe, format)).content != before


def test_other_formats_and_editions_are_not_there(client, ausgabe):
    assert client.get(address(ausgabe, "pdf")).status_code == 404
    missing = address(ausgabe, "docx").replace("ausgabe/1/", "ausgabe/9/")
    assert client.get(missing).status_code == 404
