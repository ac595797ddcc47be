"""An edited Word document, handed in again, makes drafts of exactly what was edited."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from strategies.actions import publish_konzept
from strategies.documents import read_document
from strategies.documents.abgleich import apply_import, plan_import
from strategies.models import Baustein, Fassung
from tests import factories

from .word import docx, h, item, p

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parents[4] / "shared" / "data"


def bring_in(konzept, data):
    plan = plan_import(konzept, read_document("a.docx", data, limit=10**7))
    apply_import(plan, by=None)
    return plan


WAY = "Kurze Wege für alle Menschen in der Mitte."


def plan_of_three(way=WAY):
    return docx(
        h(1, "Strategie 1 – Mitte"),
        h(2, "Leitziel 1: Wege"),
        p(way),
        item("Schulwege", num=1),
        h(2, "Leitziel 2: Wohnen"),
        p("Wohnungen in der Mitte."),
        h(2, "Leitziel 3: Grün"),
        p("Bäume am Markt."),
    )


def addresses():
    return {row.pk: row.get_absolute_url() for row in Baustein.objects.all()}


def test_one_edited_paragraph_is_one_draft():
    konzept = factories.konzept()
    bring_in(konzept, plan_of_three())
    publish_konzept(konzept)
    before = addresses()

    plan = bring_in(konzept, plan_of_three(WAY.replace("Kurze", "Sichere")))

    draft = Fassung.objects.drafts().get()
    assert draft.baustein.number == "1"
    assert draft.text.startswith("Sichere Wege")
    [line] = plan.of("changed")
    assert [(run.kind.value, run.text) for run in line.comparison.changes[0].runs] == [
        ("delete", "Kurze"),
        ("insert", "Sichere"),
        ("equal", " Wege für alle Menschen in der Mitte."),
    ]
    assert addresses() == before


def test_a_new_title_in_the_document_keeps_the_address():
    konzept = factories.konzept()
    data = plan_of_three()
    bring_in(konzept, data)
    publish_konzept(konzept)
    before = addresses()

    renamed = docx(h(1, "Strategie 1 – Die neue Mitte"), h(2, "Leitziel 1: Pfade"), p(WAY))
    bring_in(konzept, renamed)
    publish_konzept(konzept)

    assert addresses() == before
    assert Baustein.objects.get(number="1").title == "Pfade"


@pytest.mark.skipif(not DATA.is_dir(), reason="real documents are not at hand")
def test_one_edited_paragraph_of_the_real_document_is_one_draft():
    konzept = factories.konzept()
    data = (DATA / "lenzen-strategie-3.docx").read_bytes()
    bring_in(konzept, data)
    publish_konzept(konzept)
    word = Document(BytesIO(data))
    paragraph = max(word.paragraphs, key=lambda paragraph: len(paragraph.text))
    paragraph.add_run(" Und noch ein Satz.")
    edited = BytesIO()
    word.save(edited)

    plan = bring_in(konzept, edited.getvalue())

    draft = Fassung.objects.drafts().get()
    assert "Und noch ein Satz." in draft.text
    [line] = plan.of("changed")
    [block] = line.comparison.changes
    inserted = [run.text for run in block.runs if run.kind == "insert"]
    assert "".join(inserted).strip() == "Und noch ein Satz."
