import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from strategies.models import Baustein, Bezeichnung, Konzept

pytestmark = pytest.mark.django_db

TEXT = "# Strategie 1: Mitte\n\n## Leitziel 1: Wege\n\nKurze Wege.\n"


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "konzept.md"
    path.write_text(TEXT)
    return path


def run(path, *options):
    out = StringIO()
    call_command("import_konzept", path, "--konzept", "INSEK Elbhagen", *options, stdout=out)
    return out.getvalue()


def test_a_document_becomes_a_draft_konzept(document):
    assert "Leitziel 1: Wege – neu" in run(document)
    konzept = Konzept.objects.get()
    assert (konzept.title, konzept.slug, konzept.status) == (
        "INSEK Elbhagen",
        "insek-elbhagen",
        "draft",
    )


def test_a_dry_run_shows_and_saves_nothing(document):
    assert "Leitziel 1: Wege – neu" in run(document, "--dry-run")
    assert not Konzept.objects.exists()


def test_the_second_time_there_is_nothing_to_do(document):
    run(document)
    assert "Nichts zu ändern." in run(document)
    assert Baustein.objects.count() == 1


def test_publish_makes_it_public(document):
    run(document, "--publish")
    assert "Kurze Wege" in Baustein.objects.published().get().fassung.html


def test_a_bad_document_is_refused_with_its_sentence(document):
    document.write_text("Nur Text.")
    with pytest.raises(CommandError, match="keine Überschriften"):
        run(document)
    assert not Konzept.objects.exists()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="fehlt.md"):
        run(tmp_path / "fehlt.md")


def test_a_file_over_the_limit_is_refused(document, settings):
    settings.DOCUMENT_LIMIT_BYTES = 10
    with pytest.raises(CommandError, match="erlaubt"):
        run(document)


def test_decisions_come_from_a_file_and_the_tree_goes_out_as_json(document, tmp_path):
    tree = json.loads(run(document, "--json"))
    (strategie,) = tree["strategien"]
    (leitziel,) = strategie["bausteine"]
    assert (leitziel["kind"], leitziel["title"], leitziel["facts"]) == ("leitziel", "Wege", [])
    assert not Konzept.objects.exists()

    decisions = tmp_path / "entscheidungen.json"
    decisions.write_text(json.dumps({"rows": {leitziel["key"]: {"kind": "handlungsfeld"}}}))
    run(document, "--decisions", str(decisions))
    assert Baustein.objects.get().kind == "handlungsfeld"


def test_a_wrong_file_of_decisions_is_refused(document, tmp_path):
    decisions = tmp_path / "entscheidungen.json"
    decisions.write_text('{"zeilen": 1}')
    with pytest.raises(CommandError, match="zeilen"):
        run(document, "--decisions", str(decisions))


def test_the_words_of_the_town_are_known(document):
    Bezeichnung.objects.create(text="Zukunftsaufgabe", kind="handlungsfeld")
    document.write_text("# Mitte\n\n## Zukunftsaufgabe 3: Wasser\n\nText.\n")
    run(document)
    row = Baustein.objects.get()
    assert (row.kind, row.number, row.title) == ("handlungsfeld", "3", "Wasser")


def test_a_steckbrief_in_the_document_is_kept_with_the_text(document):
    table = "| Leitprojekt 1 | Markthalle |\n|---|---|\n| Träger | Stadt |\n| Kosten | {} € |\n"
    document.write_text(f"# Mitte\n\n{table.format('450.000')}")
    run(document)
    run(document, "--publish")
    assert Baustein.objects.get().fassung.facts == [["traeger", "Stadt"], ["kosten", "450.000 €"]]
    assert "Nichts zu ändern." in run(document)

    document.write_text(f"# Mitte\n\n{table.format('600.000')}")
    assert "geändert (Steckbrief)" in run(document)
    row = Baustein.objects.get()
    assert row.fassungen.drafts().get().facts[1] == ["kosten", "600.000 €"]

    document.write_text("# Mitte\n\n## Leitprojekt 1: Markthalle\n")
    run(document)
    assert row.fassungen.drafts().get().facts[1] == ["kosten", "600.000 €"]
