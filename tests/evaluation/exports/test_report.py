"""The report for the council: what stands in it, and that programs find their way through it."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from comments import actions as comment_actions
from evaluation import actions
from evaluation.exports.report import report as manuscript
from evaluation.exports.report.participation import series
from strategies.documents.writing import FORMATS, word
from strategies.models import Baustein
from tests import factories
from tests.evaluation.conftest import HIDDEN_WORD
from tests.opendocument import converted, faults


def report(ausgabe):
    return word.write(manuscript(ausgabe))


@pytest.fixture
def document(ausgabe):
    return Document(io.BytesIO(report(ausgabe)))


def words(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(row.text for row in document.paragraphs), *cells])


def test_it_says_what_the_edition_says(document, ausgabe, kommentar, over):
    said = words(document)

    for text in (
        over.strategie.title, over.strategie.konzept.title, "Ein Rufbus am Abend", "Dem folgen wir",
        "Das prüfen wir im nächsten Jahr.", "Hauptamt", f"Beitrag Nr. {kommentar.pk}",
        ausgabe.sha256, "1 Beitrag; 1 Anliegen: 1 haben wir angenommen. 1 Text ist geändert.",
    ):  # fmt: skip
        assert text in said
    assert kommentar.text not in said
    assert kommentar.author.pseudonym not in said


def test_it_counts_contributions_as_every_page_does(client, baustein, kommentar, evaluator, editor):
    factories.comment(baustein, editor, text="Das prüfen wir.", parent=kommentar)
    factories.end_phase(baustein)
    auswertung = factories.auswertung(baustein, by=evaluator)
    factories.released_anliegen(
        auswertung, [kommentar], by=evaluator, released_by=editor, verdict="nicht"
    )
    ausgabe = actions.publish(auswertung, by=editor)

    report_ = Document(io.BytesIO(report(ausgabe)))

    in_words = "2 Beiträge, davon 1 Antwort der Verwaltung"
    assert in_words in words(report_)
    totals = next(row for row in report_.tables if row.cell(1, 0).text == "Beiträge")
    assert [row.cells[1].text for row in totals.rows[1:3]] == ["2", "1"]
    for address in (ausgabe.get_absolute_url(), "/", "/phasen/", "/ergebnisse/"):
        assert in_words in client.get(address).text, address


def test_its_headings_are_real_and_the_contents_lead_to_them(document):
    headings = [row for row in document.paragraphs if row.style.name.startswith("Heading")]
    chapters = [row.text for row in headings if row.style.name == "Heading 1"]
    entries = [row for row in document.paragraphs if row.style.name.lower().startswith("toc ")]
    marks = {row.get(qn("w:name")) for row in document.element.iter(qn("w:bookmarkStart"))}

    assert chapters == [
        "Auf einen Blick", "Beteiligung in Zahlen", "Anliegen und Entscheidungen",
        "Geänderte Texte", "Zu diesem Bericht",
    ]  # fmt: skip
    assert [row.text.partition("\t")[0] for row in entries] == [row.text for row in headings]
    links = [row.get(qn("w:anchor")) for row in document.element.iter(qn("w:hyperlink"))]
    assert len(links) == len(entries)
    assert set(links) <= marks
    codes = [row.text for row in document.element.iter(qn("w:instrText"))]
    assert any("PAGEREF" in code for code in codes)


def test_opening_it_asks_no_question(ausgabe):
    package = zipfile.ZipFile(io.BytesIO(report(ausgabe)))

    assert b"updateFields" not in package.read("word/settings.xml")
    assert b"autoHyphenation" in package.read("word/settings.xml")
    assert not [row for row in package.namelist() if b"TargetMode" in package.read(row)]


def test_every_table_repeats_its_head_and_every_picture_has_a_text(document):
    for table in document.tables:
        head = table.rows[0]._tr.trPr
        assert head.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    pictures = list(document.element.iter(qn("wp:docPr")))
    assert pictures
    assert all(row.get("descr") for row in pictures)


def test_the_synopsis_breaks_only_where_a_row_is_long(auswertung, kommentar, evaluator, editor):
    second = factories.prepared_anliegen(
        auswertung, [kommentar], by=evaluator, reasons="Lange Begründung. " * 200
    )
    actions.release(second, by=editor)
    factories.released_anliegen(auswertung, [kommentar], by=evaluator, released_by=editor)

    document = Document(io.BytesIO(report(actions.publish(auswertung, by=editor))))

    synopsis = next(table for table in document.tables if table.cell(0, 0).text == "Nr.")
    assert [row.text for row in synopsis.rows[0].cells] == [
        "Nr.", "Anliegen", "Entscheidung", "Begründung", "Änderung",
    ]  # fmt: skip
    kept = [
        row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None
        for row in synopsis.rows
    ]
    assert kept == [True, False, True]


def test_changed_words_are_underlined_and_struck_out(document):
    runs = [run for row in document.paragraphs for run in row.runs if run.text.strip()]
    came = {run.text.strip() for run in runs if run.font.underline}
    went = {run.text.strip() for run in runs if run.font.strike}

    assert any("anderes" in text for text in came)
    assert went - {"durchgestrichen"} or came - {"unterstrichen"}


def test_it_is_german_a4_and_numbers_its_pages(document, settings):
    assert document.core_properties.language == "de-DE"
    assert document.core_properties.author == settings.SITE_NAME
    sizes = [(round(row.page_width.mm), round(row.page_height.mm)) for row in document.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    foot = document.sections[0].footer.paragraphs[0]
    assert foot.text == "Seite 1 von 1"
    codes = [row.text.strip() for row in foot._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_what_is_being_corrected_or_was_hidden_is_not_in_it(
    client, ausgabe, kommentar, evaluator, moderator
):
    anliegen = ausgabe.auswertung.anliegen.get()
    actions.edit(anliegen, by=evaluator, version=anliegen.version, title=HIDDEN_WORD)
    comment_actions.hide(kommentar, by=moderator, ground="hass", statement="Hetze.")

    said = words(Document(io.BytesIO(client.get(address(ausgabe)).content)))

    assert HIDDEN_WORD not in said
    assert kommentar.text not in said


def test_a_text_taken_out_of_public_view_is_gone_from_the_next_download(client, ausgabe, over):
    assert "anderes" in words(Document(io.BytesIO(client.get(address(ausgabe)).content)))

    Baustein.objects.filter(pk=over.pk).update(status="archived")

    assert "anderes" not in words(Document(io.BytesIO(client.get(address(ausgabe)).content)))


def test_control_characters_do_not_break_it(auswertung, kommentar, evaluator, editor):
    factories.released_anliegen(
        auswertung, [kommentar], by=evaluator, released_by=editor, title="Ein\x01 Rufbus\x0b"
    )

    document = Document(io.BytesIO(report(actions.publish(auswertung, by=editor))))

    assert "Ein Rufbus" in words(document)


@pytest.mark.parametrize("format", FORMATS)
def test_without_a_published_result_there_is_no_report(client, auswertung, format):
    assert client.get(f"{auswertung.get_absolute_url()}bericht.{format}").status_code == 404


def test_other_formats_are_not_there(client, ausgabe):
    assert client.get(address(ausgabe, "pdf")).status_code == 404


@pytest.mark.parametrize("format", FORMATS)
def test_the_pages_offer_it_in_both_formats(client, ausgabe, over, format):
    of_edition = f"{ausgabe.get_absolute_url()}bericht.{format}"
    data = reverse("evaluation:data", args=[over.strategie.konzept.slug, over.strategie.slug])

    assert of_edition in client.get(ausgabe.get_absolute_url()).text
    assert address(ausgabe, format) in client.get(data).text
    assert client.get(of_edition).content == client.get(address(ausgabe, format)).content


def test_as_opendocument_it_is_whole_and_says_the_same(client, ausgabe):
    data = client.get(address(ausgabe, "odt")).content

    assert faults(data) == []
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()
    for words_ in ("Ein Rufbus am Abend", "Dem folgen wir", ausgabe.sha256, "anderes"):
        assert words_ in content


@pytest.mark.programs
@pytest.mark.parametrize("format", FORMATS)
def test_libreoffice_opens_it(client, ausgabe, format, tmp_path):
    data = client.get(address(ausgabe, format)).content
    other = "odt" if format == "docx" else "docx"

    again = converted(data, format, other, tmp_path)

    part = "content.xml" if other == "odt" else "word/document.xml"
    text = zipfile.ZipFile(io.BytesIO(again)).read(part).decode()
    for words_ in ("Rufbus am Abend", "Auf einen Blick", "Prüfsumme"):
        assert words_ in text


def test_many_days_are_counted_by_weeks():
    first = date(2026, 1, 1)

    assert series({first: 2, first + timedelta(days=2): 1}) == ([2, 0, 1], False)
    numbers, is_weekly = series({first: 2, first + timedelta(days=99): 1})
    assert (len(numbers), is_weekly, sum(numbers)) == (15, True, 3)


def address(ausgabe, format="docx"):
    return f"{ausgabe.auswertung.get_absolute_url()}bericht.{format}"


def test_a_paragraph_in_arabic_is_read_from_right_to_left(ready, editor):
    ready.anliegen.update(title="أوافق (412)", reasons="Auf Deutsch.")

    document = Document(io.BytesIO(report(actions.publish(ready, by=editor))))

    paragraphs = {
        "".join(text.text or "" for text in row.iter(qn("w:t"))): row
        for row in document.element.iter(qn("w:p"))
    }
    arabic = next(row for text, row in paragraphs.items() if text.startswith("أوافق"))
    german = next(row for text, row in paragraphs.items() if "Auf Deutsch" in text)
    assert arabic.pPr.find(qn("w:bidi")) is not None
    assert arabic.find(f".//{qn('w:rtl')}") is not None
    assert german.find(f".//{qn('w:bidi')}") is None
