from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from evaluation.models import Auswertungsprotokoll
from tests.evaluation.exports.files import csv_rows


def run(strategie, *arguments):
    output = StringIO()
    address = f"{strategie.konzept.slug}/{strategie.slug}"
    call_command("export_beitraege", address, *arguments, stdout=output)
    return output.getvalue()


def test_a_file_is_written_and_the_progress_told(baustein, kommentar, tmp_path, monkeypatch):
    monkeypatch.setattr("evaluation.management.commands.export_beitraege.STEP", 1)
    path = tmp_path / "beitraege.csv"

    said = run(baustein.strategie, "--format", "csv", "--output", str(path))

    assert [row["text"] for row in csv_rows(path.read_bytes())] == [kommentar.text]
    assert "1 Zeilen" in said
    assert "MB …" in said
    assert "Fertig" in said


def test_internal_data_are_on_record_here_too(auswertung, tmp_path):
    path = tmp_path / "intern.csv"

    run(auswertung.strategie, "--intern", "--format", "csv", "--output", str(path))

    line = auswertung.protokoll.get(action=Auswertungsprotokoll.Action.EXPORTED)
    assert line.by is None
    assert "Kommandozeile" in line.details
    assert "moderationsgrund" in path.read_text(encoding="utf-8-sig")


def test_what_does_not_work_is_said_in_a_sentence(baustein, tmp_path):
    strategie = baustein.strategie
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("export_beitraege", "gibt/es-nicht", "--output", str(tmp_path / "a"))
    with pytest.raises(CommandError, match="sobald eine Auswertung"):
        run(strategie, "--intern", "--output", str(tmp_path / "a"))
    with pytest.raises(CommandError, match="nicht zu schreiben"):
        run(strategie, "--output", str(tmp_path / "fehlt" / "a"))
