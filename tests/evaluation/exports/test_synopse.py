"""The Synopse of an edition: old, new and why."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from evaluation import actions
from evaluation.exports import synopse
from strategies.actions import publish_fassung, save_draft
from strategies.documents.writing import FORMATS
from strategies.documents.writing.text import public_strategien
from strategies.models import Baustein
from tests import factories
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


# --- All that has changed ---


def whole(baustein, format="docx", *, of="strategie"):
    strategie = baustein.strategie
    row = strategie if of == "strategie" else strategie.konzept
    return f"{row.get_absolute_url()}synopse.{format}"


def tables(client, address):
    document = Document(io.BytesIO(client.get(address).content))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


@pytest.fixture
def corrected(ausgabe, over, editor):
    """Afterwards a mistake in writing was mended, and another text came anew into the document."""
    over.refresh_from_db()
    text = f"{over.fassung.text}\n\nTippfehler weg."
    publish_fassung(save_draft(over, title=over.title, text=text, by=editor, editorial=True))
    return ausgabe


@pytest.mark.parametrize("of", ["strategie", "konzept"])
def test_the_whole_says_what_changed_since_the_first_text_and_each_reason(
    client, corrected, over, of
):
    [table] = tables(client, whole(over, of=of))

    assert table[0] == ["Bisher", "Neu", "Warum"]
    old, new = ("\n".join(row[side] for row in table[1:]) for side in (0, 1))
    assert "anderes" not in old
    assert "anderes" in new
    assert "Tippfehler weg." in new
    why = table[1][2]
    assert "Fassung 2" in why
    assert "Ein Rufbus am Abend" in why
    assert "Dem folgen wir" in why
    assert "Fassung 3" in why
    assert "Nur im Wortlaut berichtigt" in why


def test_the_whole_says_of_a_new_version_of_the_document_that_it_is_one(client, over, editor):
    baustein = over
    draft = save_draft(baustein, title="Neuer Titel", text=baustein.fassung.text, by=editor)
    publish_fassung(draft)

    [table] = tables(client, whole(baustein))

    assert "Neue Fassung des Dokuments" in table[1][2]


@formats
@pytest.mark.parametrize("of", ["strategie", "konzept"])
def test_the_whole_is_offered_once_something_changed(client, over, editor, of, format):
    baustein = over
    row = baustein.strategie if of == "strategie" else baustein.strategie.konzept
    address = whole(baustein, format, of=of)
    assert address not in client.get(row.get_absolute_url()).text
    assert client.get(address).status_code == 404

    draft = save_draft(baustein, title="Neuer Titel", text=baustein.fassung.text, by=editor)
    publish_fassung(draft)

    assert address in client.get(row.get_absolute_url()).text
    assert client.get(address).status_code == 200


def test_the_whole_of_several_strategien_names_each(client, corrected, over, editor):
    other = factories.baustein(strategie=factories.strategie(konzept=over.strategie.konzept))
    publish_fassung(save_draft(other, title="Neu", text="Neu.", by=editor))

    document = Document(io.BytesIO(client.get(whole(over, of="konzept")).content))

    chapters = [row.text for row in document.paragraphs if row.style.name == "Heading 1"]
    assert chapters == [str(over.strategie), str(other.strategie)]


def test_a_text_taken_out_of_public_view_is_not_in_the_whole(client, corrected, over):
    Baustein.objects.filter(pk=over.pk).update(status="archived")

    assert client.get(whole(over)).status_code == 404


def test_the_synopse_of_an_edition_has_mere_corrections_too(client, ready, over, editor):
    other = factories.baustein(strategie=over.strategie)
    save_draft(other, title=other.title, text="Richtig geschrieben.", by=editor, editorial=True)
    ausgabe = actions.publish(ready, by=editor)

    found = tables(client, address(ausgabe, "docx"))

    assert any("redaktionell" in table[1][2] for table in found)


def test_many_changed_texts_cost_no_more_queries(client, corrected, over, editor):
    konzept = over.strategie.konzept

    def count():
        with CaptureQueriesContext(connection) as counted:
            synopse.whole_synopse(
                konzept, public_strategien(konzept=konzept), title="Ganz", at=timezone.now()
            )
        return len(counted)

    one = count()
    for _number in range(2):
        other = factories.baustein(strategie=over.strategie)
        publish_fassung(save_draft(other, title="Neu", text="Neu.", by=editor))
    assert count() == one
