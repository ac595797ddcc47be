"""What goes out comes in again unchanged."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.parts.image import ImagePart
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from strategies import steckbrief
from strategies.actions import publish_konzept
from strategies.documents import read_document
from strategies.documents.abgleich import apply_import, plan_import
from strategies.documents.writing import FORMATS
from strategies.documents.writing.headings import baustein_heading, strategie_heading
from strategies.documents.writing.parts import Manuscript, Title, heading
from strategies.documents.writing.text import (
    TextCollector,
    agreed_paper,
    fact_table,
    public_strategien,
)
from strategies.models import Baustein, Fassung, Leitprojekt, Strategie
from tests import factories

from ..word import docx, h, item, p, picture, png, run, table
from .trees import FACTS, NAMES, texts

LIMIT = 10_000_000
DOCUMENTS = Path(__file__).parents[1]
DATA = Path(__file__).parents[5] / "shared" / "data"
ABOUT = {"author": "Elbhagen", "at": datetime(2026, 5, 1, tzinfo=UTC)}
KINDS = st.sampled_from(["leitziel", "handlungsfeld", "leitprojekt"])
formats = pytest.mark.parametrize("format", FORMATS)


def paper(strategien):
    """A Manuscript of (number, title, [(kind, number, title, text, facts)])."""
    collector, parts = TextCollector(), [Title("Konzept", "INSEK")]
    for index, (number, title, bausteine) in enumerate(strategien):
        parts.append(heading(strategie_heading(number, title), 1))
        for row, (kind, own_number, own_title, text, facts) in enumerate(bausteine):
            parts.append(heading(baustein_heading(kind, own_number, own_title), 2))
            parts += fact_table(steckbrief.said(facts))
            parts += collector.blocks(text, f"{index}-{row}")
    return Manuscript("Konzept", subject="", parts=tuple(parts), notes=collector.notes, **ABOUT)


def tree(data, format):
    strategien = read_document(f"a.{format}", data, limit=LIMIT).strategien
    return [
        (
            row.number,
            row.title,
            [(b.kind, b.number, b.title, b.text, b.facts) for b in row.bausteine],
        )
        for row in strategien
    ]


@formats
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    # Shrinking a whole document takes minutes.
    phases=[Phase.explicit, Phase.generate],
)
@given(data=st.data())
def test_any_tree_comes_in_as_it_went_out(format, data):
    bausteine = st.lists(st.tuples(KINDS, NAMES, texts(), FACTS), min_size=1, max_size=3)
    drawn = data.draw(st.lists(st.tuples(NAMES, bausteine), min_size=1, max_size=2))
    strategien = [
        (
            str(n),
            title,
            [
                (kind, str(m), name, text, facts if kind == "leitprojekt" else ())
                for m, (kind, name, text, facts) in enumerate(rows)
            ],
        )
        for n, (title, rows) in enumerate(drawn, start=1)
    ]

    assert tree(FORMATS[format].write(paper(strategien)), format) == strategien


@pytest.mark.parametrize(
    "title", ["Wege", "„Wege“", '"Wege"', "Leitziel 3: Wege", "2. Wege", "Wege (aus dem Plan)"]
)
@pytest.mark.parametrize("number", ["", "1", "2.1", "IV"])
def test_headings_say_what_they_are(title, number):
    from strategies.documents.headings import read_baustein_heading

    read = read_baustein_heading(baustein_heading("handlungsfeld", number, title, source="X"))

    assert (read.kind, read.number, read.title, read.source) == (
        "handlungsfeld", number, title, "X",
    )  # fmt: skip


def handed_in(konzept, name, data):
    plan = plan_import(konzept, read_document(name, data, limit=LIMIT))
    apply_import(plan, by=None)
    return plan


def written(konzept, format):
    strategien = public_strategien(konzept=konzept)
    return FORMATS[format].write(agreed_paper(konzept, strategien, title="Titel", **ABOUT))


def stored(konzept):
    """All that the import could change."""
    return (
        list(Strategie.objects.filter(konzept=konzept).order_by("pk").values()),
        list(Baustein.objects.filter(strategie__konzept=konzept).order_by("pk").values()),
        list(Fassung.objects.filter(baustein__strategie__konzept=konzept).order_by("pk").values()),
        list(Leitprojekt.objects.order_by("pk").values_list("source", "region", "supports")),
        set(konzept.bilder.values_list("sha256", flat=True)),
    )


def picture_docx():
    return docx(
        h(1, "Strategie 1: Mitte"),
        p("Zur ", run("Lage", "<w:b/>"), ".", note()),
        item("eins"),
        h(2, "Leitziel 1: Wege"),
        p("Der Plan.", note()),
        p(picture(alt="Ein Plan der Wege")),
        h(2, "Handlungsfeld 1.1: Rad"),
        h(3, "Kosten"),
        table(["Jahr", "Euro"], ["2026", "10"]),
        h(2, "3.4 Leitprojekt II: „Station“ (aus dem Plan)"),
        p("Es entsteht eine Station."),
        p("Das Leitprojekt unterstützt:"),
        p("Handlungsfeld 1.1: Rad"),
        links={"rBild": ("image", "media/a.png", False)},
        parts={"word/media/a.png": png((400, 300), interlace=True)},
        footnotes=f'<w:footnote w:id="2">{p("Im Jahr ", run("2026", "<w:i/>"), ".")}</w:footnote>',
    )


def note():
    return '<w:r><w:footnoteReference w:id="2"/></w:r>'


SOURCES = {
    "elbhagen.md": lambda: (DOCUMENTS / "samples/elbhagen.md").read_bytes(),
    "bild.docx": picture_docx,
    "steckbrief.md": lambda: (
        b"# Mitte\n\n| Leitprojekt 1 | Halle |\n|---|---|\n| Ort | Markt |\n| Kosten | 5 Euro |\n"
    ),
    "lenzen-strategie-3.docx": lambda: (DATA / "lenzen-strategie-3.docx").read_bytes(),
    "ilek-magdeburg-leitprojekt-10.docx": lambda: (
        DATA / "ilek-magdeburg-leitprojekt-10.docx"
    ).read_bytes(),
}


@formats
@pytest.mark.django_db
@pytest.mark.parametrize("name", SOURCES)
def test_a_published_konzept_comes_in_without_a_change(format, name):
    if name.startswith(("lenzen", "ilek")) and not DATA.is_dir():
        pytest.skip("real documents are not at hand")
    konzept = factories.konzept()
    handed_in(konzept, name, SOURCES[name]())
    publish_konzept(konzept)
    before = stored(konzept)

    plan = handed_in(konzept, f"a.{format}", written(konzept, format))

    assert [plan.of(state) for state in ("new", "changed", "gone", "unclear")] == [[]] * 4
    assert stored(konzept) == before


@pytest.mark.django_db
def test_what_is_only_a_draft_does_not_go_out(client):
    konzept = factories.konzept()
    handed_in(konzept, "bild.docx", picture_docx())
    publish_konzept(konzept)
    factories.draft(Baustein.objects.get(number="1"), "Noch geheim.")
    Strategie.objects.filter(konzept=konzept).update(intro="Auch geheim.")
    hidden = Baustein.objects.get(number="1.1")
    type(hidden).objects.filter(pk=hidden.pk).update(status="archived")

    [(_number, _title, bausteine)] = tree(written(konzept, "docx"), "docx")

    assert [row[:2] for row in bausteine] == [("leitziel", "1"), ("leitprojekt", "II")]
    assert "geheim" not in repr(bausteine)
    intro = read_document("a.docx", written(konzept, "docx"), limit=LIMIT).strategien[0].intro
    assert intro == Strategie.objects.get(konzept=konzept).intro or intro.startswith("Zur **Lage**")
    assert "unterstützt" not in repr(bausteine)


@pytest.mark.django_db
def test_another_picture_in_its_place_is_another_picture():
    konzept = factories.konzept()
    handed_in(konzept, "bild.docx", picture_docx())
    publish_konzept(konzept)
    [known] = konzept.bilder.values_list("sha256", flat=True)
    word = Document(BytesIO(written(konzept, "docx")))
    [part] = [part for part in word.part.package.iter_parts() if part.partname.ext == "png"]
    assert (
        known in read_document("a.docx", saved(word), limit=LIMIT).strategien[0].bausteine[0].text
    )

    other = ImagePart(part.partname, part.content_type, png((9, 9), "blue"))
    for relation in word.part.rels.values():
        if relation.reltype.endswith("/image"):
            word.part.rels[relation.rId] = type(relation)(
                relation.rId, relation.reltype, other, str(other.partname)
            )

    assert known not in tree(saved(word), "docx")[0][2][0][3]


def saved(word):
    target = BytesIO()
    word.save(target)
    return target.getvalue()
