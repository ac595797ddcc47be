"""Importing changes what was edited, finds things by identity, and publishes nothing."""

import pytest

from strategies.actions import publish_konzept
from strategies.documents import read_document
from strategies.documents.abgleich import (
    ImportOutdated,
    apply_import,
    plan_import,
)
from strategies.documents.outline import Decisions
from strategies.models import Baustein, Bild, Fassung, Konzept, Leitprojekt, Strategie
from tests import factories

from .word import docx, h, p, picture, png

pytestmark = pytest.mark.django_db

DOCUMENT = """# Strategie 1: Mitte

Worum es geht.

## Leitziel 1: Wege

Kurze Wege für alle, die zu Fuß gehen oder mit dem Rad fahren.

## Leitziel 2: Wohnen

Wohnungen in der Mitte, für Jung und Alt und für kleine Einkommen.
"""
LEITPROJEKT = """# Mitte

## 3.1 Leitprojekt I „Markt“ (aus dem Marktplan)

Das Leitprojekt bezieht sich auf das Gebiet der Stadt Elbhagen.

Das Leitprojekt unterstützt:

Handlungsfeld 5.1: Handel

Handlungsfeld 5.2: Begegnung
"""


@pytest.fixture
def konzept():
    return factories.konzept()


def plan(konzept, text, **options):
    decisions = Decisions(counterparts=options.pop("decisions", {}), **options)
    return plan_import(konzept, read_document("a.md", text.encode(), limit=10**6), decisions)


def bring_in(konzept, text, **options):
    apply_import(plan(konzept, text, **options), by=None)


def rows():
    """Every row an import could touch, with all its columns."""
    models = (Konzept, Strategie, Baustein, Leitprojekt, Fassung, Bild)
    return [list(model.objects.order_by("pk").values()) for model in models]


def states(plan):
    return {line.name: line.state for s in plan.strategien for line in s.posten}


def test_a_new_document_becomes_drafts_in_its_order(konzept):
    bring_in(konzept, DOCUMENT)
    strategie = konzept.strategien.get()
    assert (strategie.number, strategie.title, strategie.intro) == ("1", "Mitte", "Worum es geht.")
    assert strategie.status == "draft"
    wege, wohnen = strategie.bausteine.all()
    assert (wege.number, wege.title, wege.slug) == ("1", "Wege", "wege")
    assert wege.leitziel
    assert (wege.position, wohnen.position) == (1, 2)
    assert wege.fassung is None
    assert wege.fassungen.get().text.startswith("Kurze Wege")


@pytest.mark.parametrize("text", [DOCUMENT, LEITPROJEKT])
@pytest.mark.parametrize("publish", [False, True])
def test_importing_twice_changes_nothing(konzept, text, publish):
    bring_in(konzept, text)
    if publish:
        publish_konzept(konzept)
    before = rows()
    again = plan(konzept, text)
    assert not again.changes_anything
    apply_import(again, by=None)
    assert rows() == before


def test_an_edited_document_changes_only_what_was_edited(konzept):
    bring_in(konzept, DOCUMENT)
    publish_konzept(konzept)
    wege, wohnen = Baustein.objects.all()
    edited = DOCUMENT.replace("Kurze Wege", "Sichere Wege")
    assert states(plan(konzept, edited)) == {
        "Leitziel 1: Wege": "changed",
        "Leitziel 2: Wohnen": "unchanged",
    }
    bring_in(konzept, edited)
    wege.refresh_from_db()
    assert wege.fassung.text.startswith("Kurze")
    assert wege.fassungen.drafts().get().text.startswith("Sichere")
    assert not wohnen.fassungen.drafts().exists()


def test_a_text_that_goes_back_to_the_published_one_removes_the_draft(konzept):
    bring_in(konzept, DOCUMENT)
    publish_konzept(konzept)
    bring_in(konzept, DOCUMENT.replace("Kurze Wege", "Sichere Wege"))
    bring_in(konzept, DOCUMENT)
    assert not Fassung.objects.drafts().exists()


def test_a_second_edit_replaces_the_one_draft(konzept):
    bring_in(konzept, DOCUMENT)
    bring_in(konzept, DOCUMENT.replace("Kurze Wege", "Sichere Wege"))
    bring_in(konzept, DOCUMENT.replace("Kurze Wege", "Grüne Wege"))
    wege = Baustein.objects.get(number="1")
    assert wege.fassungen.get().text.startswith("Grüne")


def test_what_the_document_lacks_is_reported_and_stays(konzept):
    bring_in(konzept, DOCUMENT)
    shorter = DOCUMENT.split("## Leitziel 2")[0]
    assert states(plan(konzept, shorter))["Leitziel 2: Wohnen"] == "gone"
    before = rows()
    bring_in(konzept, shorter)
    assert rows() == before


def test_a_renamed_and_rewritten_leitziel_is_asked_about_never_guessed(konzept):
    plain = DOCUMENT.replace("Leitziel 1: ", "").replace("Leitziel 2: ", "")
    bring_in(konzept, plain)
    wege = Baustein.objects.get(title="Wege")
    renamed = plain.replace("## Wege", "## Fuß und Rad").replace(
        "die zu Fuß gehen oder", "die ohne Auto unterwegs sind, vor allem"
    )
    unclear = plan(konzept, renamed)
    (line,) = unclear.of("unclear")
    assert [candidate.pk for candidate in line.candidates] == [wege.pk]
    assert not unclear.of("gone")
    before = rows()
    apply_import(unclear, by=None)
    assert rows() == before

    bring_in(konzept, renamed, decisions={line.key: line.candidates[0].key})
    wege.refresh_from_db()
    assert wege.title == "Fuß und Rad"
    assert Baustein.objects.count() == 2


def keys(konzept):
    """The keys of the two Leitziele of the document, in its order."""
    return [line.key for line in plan(konzept, DOCUMENT).strategien[0].posten if line.teil]


def test_what_is_close_can_be_decided_to_be_new(konzept):
    bring_in(konzept, DOCUMENT)
    key = keys(konzept)[0]
    imported = apply_import(plan(konzept, DOCUMENT, decisions={key: "neu"}), by=None)
    assert Baustein.objects.count() == 3
    new = Baustein.objects.order_by("pk").last()
    assert imported.counterparts[key] == f"baustein-{new.pk}"


def test_what_was_new_once_is_not_made_again(konzept):
    bring_in(konzept, DOCUMENT)
    key = keys(konzept)[0]
    imported = apply_import(plan(konzept, DOCUMENT, decisions={key: "neu"}), by=None)
    again = plan(konzept, DOCUMENT.replace("Kurze", "Sichere"), decisions=imported.counterparts)
    assert again.of("new") == []
    apply_import(again, by=None)
    assert Baustein.objects.count() == 3


def test_swapped_numbers_follow_title_and_text(konzept):
    bring_in(konzept, DOCUMENT)
    wege, wohnen = Baustein.objects.all()
    bring_in(konzept, DOCUMENT.replace("1: Wege", "2: Wege").replace("2: Wohnen", "1: Wohnen"))
    wege.refresh_from_db()
    wohnen.refresh_from_db()
    assert (wege.number, wohnen.number) == ("2", "1")


def test_of_two_parts_with_one_counterpart_neither_is_written(konzept):
    bring_in(konzept, DOCUMENT)
    wege = f"baustein-{Baustein.objects.first().pk}"
    before = rows()
    twice = plan(konzept, DOCUMENT, decisions=dict.fromkeys(keys(konzept), wege))
    assert {line.key for line in twice.of("unclear")} == set(keys(konzept))
    apply_import(twice, by=None)
    assert rows() == before


def test_a_new_leitziel_in_between_stands_in_between(konzept):
    bring_in(konzept, DOCUMENT)
    between = DOCUMENT.replace("## Leitziel 2", "## Leitziel 3: Grün\n\nBäume.\n\n## Leitziel 2")
    bring_in(konzept, between)
    assert [b.title for b in konzept.strategien.get().bausteine.all()] == [
        "Wege",
        "Grün",
        "Wohnen",
    ]


def test_a_leitprojekt_is_linked_with_the_handlungsfelder_it_names(konzept):
    bring_in(konzept, LEITPROJEKT)
    leitprojekt = Leitprojekt.objects.get()
    assert leitprojekt.outline_number == "3.1"
    assert leitprojekt.source == "dem Marktplan"
    assert leitprojekt.region == "Stadt Elbhagen"
    assert [(h.kind, h.number, h.title) for h in leitprojekt.supports.all()] == [
        ("handlungsfeld", "5.1", "Handel"),
        ("handlungsfeld", "5.2", "Begegnung"),
    ]


def test_an_existing_handlungsfeld_is_linked_and_keeps_its_text(konzept):
    bring_in(konzept, "# Mitte\n\n## Handlungsfeld 5.1: Handel im Ort\n\nEin Text.\n")
    handel = Baustein.objects.get()
    bring_in(konzept, LEITPROJEKT)
    assert handel in Leitprojekt.objects.get().supports.all()
    handel.refresh_from_db()
    assert (handel.title, handel.fassungen.get().text) == ("Handel im Ort", "Ein Text.")


def test_a_plan_made_before_a_change_is_refused(konzept):
    bring_in(konzept, DOCUMENT)
    old = plan(konzept, DOCUMENT.replace("Kurze Wege", "Sichere Wege"))
    Fassung.objects.filter(baustein__number="1").update(text="Von Hand.")
    with pytest.raises(ImportOutdated):
        apply_import(old, by=None)
    assert Fassung.objects.get(baustein__number="1").text == "Von Hand."


def test_another_strategie_of_the_konzept_is_left_alone(konzept):
    other = factories.baustein(strategie=factories.strategie(konzept=konzept, number="9"))
    bring_in(konzept, DOCUMENT)
    (gone,) = plan(konzept, DOCUMENT).of("gone")
    assert gone.existing.strategie == other.strategie


def test_pictures_are_stored_once(konzept):
    data = docx(
        h(1, "Mitte"),
        h(2, "Wege"),
        p(picture(alt="Karte")),
        links={"rBild": ("image", "media/a.png", False)},
        parts={"word/media/a.png": png()},
    )
    for _time in range(2):
        baum = read_document("a.docx", data, limit=10**6)
        apply_import(plan_import(konzept, baum), by=None)
    bild = Bild.objects.get()
    assert bild.content_type == "image/png"
    assert f"bild:{bild.sha256}" in Fassung.objects.get().text
