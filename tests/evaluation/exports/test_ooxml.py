"""Every Word and spreadsheet file we write, against the schemas of Microsoft's Open XML SDK.

See `tests.ooxml`.
"""

import io
import itertools
import zipfile

import pytest
from django.core.cache import cache
from docx import Document
from lxml import etree

from comments import actions as comment_actions
from evaluation import actions
from evaluation.exports import Export, Internal, Public
from evaluation.exports.report import report
from evaluation.exports.synopse import synopse
from evaluation.sheets import template
from municipality import current
from municipality.models import Kommune
from strategies.documents.writing import word
from strategies.documents.writing.word import order
from tests import factories
from tests.ooxml import schema_faults

ODD = "=1+1 <b>„fett“</b> & \x01\x0b _x0041_ 🚲 \r\nZeile\tzwei"
TABLE = "| Jahr | Ziel |\n|---|---|\n| 2030 | **mehr** Radwege |\n| 2035 | alle |\n"


@pytest.fixture
def validate(tmp_path):
    """A function that returns what the SDK finds wrong in a file."""
    return lambda data, suffix: schema_faults(data, suffix, tmp_path)


def plain(**fields):
    return factories.ausgabe(**fields)


def without_anything(**_fields):
    """Nothing came in, so nothing was decided."""
    baustein = factories.open_baustein()
    factories.end_phase(baustein)
    person = factories.superuser()
    return actions.publish(factories.auswertung(baustein, by=person), by=person)


def rich(**_fields):
    """Many Anliegen of every verdict, long and odd words, tables, moved and new texts."""
    strategie = factories.strategie(title=f"Straßen {ODD[:40]}", number="3")
    bausteine = [
        factories.baustein(strategie=strategie, text=f"# Kopf\n\n{TABLE}\n\n- eins\n- zwei\n\n{n}")
        for n in range(3)
    ]
    factories.phase(strategie)
    written = [factories.comment(row, text=f"Vorschlag {n}") for n, row in enumerate(bausteine)]
    answer = factories.comment(bausteine[0], text="Antwort", parent=written[0])
    comment_actions.vote(answer, by=factories.user(), value=1)
    factories.end_phase(bausteine[0])
    one, other = factories.superuser(), factories.superuser()
    auswertung = factories.auswertung(bausteine[0], by=one)
    factories.draft(bausteine[0], f"- zwei\n- eins\n\n{TABLE.replace('2030', '2031')}\n\n> Zitat")
    for number, verdict in enumerate(["folgen", "teilweise", "nicht", "kenntnis"]):
        rows = {0: written[:1], 1: written[1:2], 2: [*written[2:], answer], 3: written[:1]}
        factories.released_anliegen(
            auswertung, rows[number], by=one, released_by=other, verdict=verdict,
            title=f"Anliegen {number} " + "Wort " * 20, reasons=f"Weil {ODD}\n\nAbsatz zwei",
            bausteine=bausteine[:1] if verdict in ("folgen", "teilweise") else [],
        )  # fmt: skip
    return actions.publish(auswertung, by=other)


def corrected(**_fields):
    ausgabe = plain()
    anliegen = ausgabe.auswertung.anliegen.get()
    one, other = factories.superuser(), factories.superuser()
    row = actions.edit(anliegen, by=one, version=anliegen.version, reasons="Genauer gesagt.")
    actions.release(actions.prepare(row, by=one), by=other)
    return actions.publish(ausgabe.auswertung, by=other, note=f"Ein Wort war falsch {ODD}"[:400])


SHAPES = [plain, without_anything, rich, corrected]


@pytest.fixture(params=SHAPES, ids=lambda shape: shape.__name__)
def edition(request, db):
    cache.set(current.KEY, Kommune(name="Elbhagen & <Umland> „am Fluss“"))
    return request.param()


@pytest.mark.programs
def test_every_file_of_an_edition_is_as_the_schema_wants_it(edition, validate):
    strategie = edition.auswertung.strategie
    scopes = [Public(strategie), Internal(strategie, [edition.auswertung.kommentierphase])]
    files = {("report", "docx"): word.write(report(edition))}
    for scope, name in itertools.product(scopes, Export.NAMES):
        data = b"".join(Export(scope, name, "xlsx").write())
        files[f"{name} {type(scope).__name__}", "xlsx"] = data
    files["to fill in", "xlsx"] = template(edition.auswertung)

    assert len(files) == 6
    for (name, suffix), data in files.items():
        assert validate(data, suffix) == [], name


@pytest.mark.programs
@pytest.mark.django_db
def test_the_synopse_is_as_the_schema_wants_it(validate):
    assert validate(word.write(synopse(rich())), "docx") == []


@pytest.mark.programs
@pytest.mark.django_db
def test_the_validator_finds_what_is_wrong(validate):
    """An element where the schema has none is found: the program is at work."""
    parts = zipfile.ZipFile(io.BytesIO(word.write(report(plain()))))
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body><w:suppressAutoHyphens/>", 1)
            archive.writestr(name, content)

    assert validate(broken.getvalue(), "docx") != []


def test_nothing_of_the_template_travels_along(edition):
    names = zipfile.ZipFile(io.BytesIO(word.write(report(edition)))).namelist()

    unwanted = ("customXml", "thumbnail", "stylesWithEffects")
    assert [name for name in names if any(word in name for word in unwanted)] == []


def children(element):
    return [etree.QName(child).localname for child in element]


@pytest.mark.parametrize("first", ["w:spacing", "w:outlineLvl", "w:pStyle", "w:jc"])
def test_an_element_finds_its_place_whatever_stands_there(first):
    from docx.oxml import OxmlElement

    properties = OxmlElement("w:pPr")
    properties.append(OxmlElement(first))

    order.put(properties, OxmlElement("w:suppressAutoHyphens"), OxmlElement("w:pBdr"))
    order.put(properties, OxmlElement("w:pBdr"))

    schema = ["pStyle", "pBdr", "suppressAutoHyphens", "spacing", "jc", "outlineLvl"]
    found = children(properties)
    assert len(found) == 3
    assert found == sorted(found, key=schema.index)


def test_an_element_of_an_unknown_parent_is_refused():
    with pytest.raises(KeyError):
        order.put(Document().element.body, Document().element.body)
