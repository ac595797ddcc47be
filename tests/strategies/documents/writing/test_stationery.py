"""What papers have of the town: its template, its colour, its logo."""

import io
import zipfile
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from PIL import Image

from municipality.current import refresh
from municipality.models import Kommune
from strategies.actions import publish_konzept
from strategies.documents.writing import write
from strategies.documents.writing.text import agreed_paper, public_strategien
from tests import factories
from tests.ooxml import schema_faults
from tests.opendocument import converted, faults

from .test_out_and_in import ABOUT, handed_in, picture_docx, tree

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def konzept():
    konzept = factories.konzept(title="Plan der Stadt")
    handed_in(konzept, "bild.docx", picture_docx())
    publish_konzept(konzept)
    return konzept


@pytest.fixture
def town():
    kommune = Kommune.objects.create(name="Musterstadt", accent="#7a1f3d")
    yield kommune
    kommune.delete()
    refresh()


def paper(konzept):
    strategien = public_strategien(konzept=konzept)
    about = ABOUT | {"head": "Musterstadt · Plan", "foot": "Seite {page} von {pages}"}
    return agreed_paper(konzept, strategien, title="Plan", **about)


def template():
    """A document with a style, a page and a head of its own, and a text that is none of ours."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(40)
    section.header.paragraphs[0].add_run("Briefkopf der Stadt")
    style = document.styles["Heading 1"]
    style.font.size, style.font.color.rgb = Pt(30), RGBColor(0x12, 0x34, 0x56)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("Hier kommt Ihr Text hin.")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def give_template(town, data):
    town.word_template.save("vorlage.docx", ContentFile(data))
    refresh()


def give_logo(town):
    file = io.BytesIO()
    Image.new("RGB", (200, 80), "red").save(file, "PNG")
    town.logo.save("wappen.png", ContentFile(file.getvalue()), save=False)
    town.logo_width, town.logo_height = 200, 80
    town.save()
    refresh()


def test_a_word_file_has_the_styles_and_the_head_of_the_template(konzept, town, tmp_path):
    give_template(town, template())

    data = write(paper(konzept), "docx")

    document = Document(io.BytesIO(data))
    assert document.styles["Heading 1"].font.color.rgb == RGBColor(0x12, 0x34, 0x56)
    assert document.sections[0].header.paragraphs[0].text == "Briefkopf der Stadt"
    assert "Hier kommt Ihr Text hin." not in "".join(each.text for each in document.paragraphs)
    assert schema_faults(data, "docx", tmp_path) == []


def with_heads(data):
    """The template with other heads on its first page and on even ones."""
    document = Document(io.BytesIO(data))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].add_run("Briefkopf der ersten Seite")
    document.settings.odd_and_even_pages_header_footer = True
    section.even_page_header.paragraphs[0].add_run("Gerade Seiten")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_draft_says_so_over_every_page_whatever_the_template_has_there(konzept, town, tmp_path):
    draft = replace(paper(konzept), mark="Entwurf")
    plain = Document(io.BytesIO(write(draft, "docx")))
    assert plain.sections[0].header.paragraphs[0].text == "Entwurf · Musterstadt · Plan"
    give_template(town, with_heads(template()))

    data = write(draft, "docx")

    section = Document(io.BytesIO(data)).sections[0]
    heads = [section.header, section.first_page_header, section.even_page_header]
    assert [[row.text for row in head.paragraphs] for head in heads] == [
        ["Entwurf", "Briefkopf der Stadt"],
        ["Entwurf", "Briefkopf der ersten Seite"],
        ["Entwurf", "Gerade Seiten"],
    ]
    assert schema_faults(data, "docx", tmp_path) == []


def test_tables_are_no_wider_than_the_page_of_the_template(konzept, town):
    give_template(town, template())

    document = Document(io.BytesIO(write(paper(konzept), "docx")))

    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [sum(column.width for column in table.columns) for table in document.tables]
    assert widths
    assert max(widths) <= room + Mm(1)


def test_what_goes_out_in_the_template_comes_in_again(konzept, town):
    plain = repr(tree(write(paper(konzept), "docx"), "docx"))
    give_template(town, template())

    assert repr(tree(write(paper(konzept), "docx"), "docx")) == plain


@pytest.mark.programs
@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_papers_bear_the_colour_and_the_logo_of_the_town(konzept, town, suffix, tmp_path):
    plain = repr(tree(write(paper(konzept), suffix), suffix))
    give_logo(town)

    data = write(paper(konzept), suffix)

    parts = zipfile.ZipFile(io.BytesIO(data))
    styles = parts.read("word/styles.xml" if suffix == "docx" else "styles.xml").decode()
    assert "7a1f3d" in styles.lower()
    with town.logo.open() as file:
        logo = file.read()
    assert logo in [parts.read(name) for name in parts.namelist() if name.endswith(".png")]
    assert repr(tree(data, suffix)) == plain
    found = schema_faults(data, suffix, tmp_path) if suffix == "docx" else faults(data)
    assert found == []
    assert converted(data, suffix, "pdf", tmp_path).startswith(b"%PDF")


def test_a_template_that_is_gone_is_done_without(konzept, town):
    give_template(town, template())
    town.word_template.storage.delete(town.word_template.name)

    document = Document(io.BytesIO(write(paper(konzept), "docx")))

    assert document.sections[0].header.paragraphs[0].text == "Musterstadt · Plan"
