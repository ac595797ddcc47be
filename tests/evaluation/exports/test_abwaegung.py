"""The Abwägungstabelle: what stands in it, as a draft and published, and how it is set."""

import io

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from comments import actions as comment_actions
from comments.models import Kommentar
from evaluation import actions
from evaluation.exports import abwaegung as module
from evaluation.exports.abwaegung import draft_table
from evaluation.models import Auswertungsprotokoll
from strategies.documents.writing import FORMATS, write
from tests import factories
from tests.libreoffice import convert
from tests.opendocument import faults

COLUMNS = ["Nr.", "Anregung", "Abwägung", "Beschlussvorschlag", "Änderung"]
DRAFT = {"source": "draft", "format": "docx"}


def words(paper):
    """All of a Word file: (rows of its table, whole text with the heads of its pages)."""
    document = Document(io.BytesIO(paper))
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    head = document.sections[0].header.paragraphs[0].text
    return rows, head


@pytest.fixture
def download(client, auswertung, evaluator):
    client.force_login(evaluator)
    return lambda **data: client.post(f"/auswertung/{auswertung.pk}/abwaegung/", {**DRAFT, **data})


def test_the_draft_has_all_columns_and_says_that_it_is_one(download, ready, evaluator):
    response = download()

    rows, head = words(response.content)
    assert rows[0] == COLUMNS
    number, asked, weighed, proposal, change = rows[1]
    assert number == "1"
    assert "Ein Rufbus am Abend" in asked
    assert "Dem folgen wir" in weighed
    assert "Das prüfen wir im nächsten Jahr." in weighed
    assert proposal == "Der Anregung wird gefolgt."
    assert "Leitziel" in change
    assert head.startswith("Entwurf – nicht öffentlich · ")
    assert "entwurf-nicht-oeffentlich-abwaegung-" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    line = Auswertungsprotokoll.objects.get(action="paper")
    assert line.by == evaluator
    assert line.details.startswith("entwurf-nicht-oeffentlich-")


def test_contributions_stand_word_for_word_if_wanted_and_never_with_a_name(
    unpublished, download, anliegen, kommentar
):
    plain, _head = words(download().content)
    worded, _head = words(download(worded="on").content)

    assert kommentar.text not in plain[1][1]
    assert f"Beitrag Nr. {kommentar.pk}" in plain[1][1]
    assert kommentar.text in worded[1][1]
    assert f"Beitrag {kommentar.pk}" in worded[1][1]
    assert kommentar.author.pseudonym not in str(worded)
    assert "Geheimnis" not in str(worded)


def test_what_is_hidden_or_open_is_not_there(download, anliegen, kommentar, moderator):
    comment_actions.hide(kommentar, by=moderator, ground="werbung", statement="Werbung.")

    rows, _head = words(download(worded="on").content)

    assert kommentar.text not in str(rows)
    assert rows[1][2:4] == ["noch offen", "–"]


def test_the_published_one_names_the_decision_of_the_council(client, ready, editor):
    [anliegen] = ready.anliegen.all()
    actions.record_council(
        ready, by=editor, council="Stadtrat", decided_on=timezone.localdate(), number="BV/7",
        by_anliegen={anliegen: "Nur samstags."},
    )  # fmt: skip
    ausgabe = actions.publish(ready, by=editor)
    address = f"{ausgabe.get_absolute_url()}abwaegung."

    assert f"{address}docx" in client.get(ausgabe.get_absolute_url()).text
    rows, head = words(client.get(f"{address}docx").content)

    assert rows[0][3] == "Beschluss"
    assert "Nur samstags." in rows[1][3]
    assert "Fassung 2" in rows[1][4]
    assert "Entwurf" not in head
    assert faults(client.get(f"{address}odt").content) == []
    assert client.get(f"{address}pdf").status_code == 404
    client.force_login(editor)
    sent = {"source": "published", "format": "odt", "worded": "on"}
    assert client.post(f"/auswertung/{ready.pk}/abwaegung/", sent).status_code == 200


def test_the_draft_is_at_no_public_address(client, ready):
    address = f"{ready.get_absolute_url()}ausgabe/1/abwaegung.docx"

    assert client.get(address).status_code == 404
    assert client.post(f"/auswertung/{ready.pk}/abwaegung/", DRAFT).status_code == 302


@pytest.mark.parametrize("role", ["moderation", "fachamt", "auswertung", "redaktion"])
@pytest.mark.parametrize("here", [True, False])
def test_it_is_for_who_evaluates_here(client, auswertung, role, here):
    konzept = auswertung.strategie.konzept if here else factories.konzept()
    client.force_login(factories.staff(konzept, role=role))

    response = client.post(f"/auswertung/{auswertung.pk}/abwaegung/", DRAFT)

    may = here and role in ("auswertung", "redaktion")
    assert response.status_code == (200 if may else 404)
    assert Auswertungsprotokoll.objects.filter(action="paper").exists() == may


@pytest.mark.parametrize(
    "fields", [{"format": "pdf"}, {"source": "published"}, {"source": ""}, {"format": "x" * 9000}]
)
def test_what_is_not_offered_gets_a_sentence(download, fields):
    response = download(**fields)

    assert response.status_code == 422
    assert "Das hat noch nicht geklappt" in response.text


def test_too_many_word_for_word_are_refused(download, anliegen, monkeypatch):
    monkeypatch.setattr(module, "MOST_WORDED", 0)

    response = download(worded="on")

    assert response.status_code == 422
    assert "zu viele für ein Papier im Wortlaut" in response.text
    assert not Auswertungsprotokoll.objects.filter(action="paper").exists()


def test_it_costs_the_same_for_many(auswertung, evaluator):
    costs = []
    for number in range(3):
        actions.create(auswertung, by=evaluator, title=f"Neu {number}")
        with CaptureQueriesContext(connection) as counted:
            draft_table(auswertung, worded=False)
        costs.append(len(counted))

    assert costs[0] == costs[2]


# --- As it is set ------------------------------------------------------------------------


@pytest.mark.programs
@pytest.mark.parametrize("format", FORMATS)
def test_libreoffice_sets_it_whole(auswertung, over, evaluator, kommentar, tmp_path, format):
    """Contents with page numbers, no empty page, no word of the head broken."""
    factories.draft(over)
    for number in range(40):
        row = actions.create(auswertung, by=evaluator, title=f"Anliegen über Thema {number}")
        actions.edit(
            row, by=evaluator, version=row.version, office="Stadtplanungsamt",
            verdict="teilweise", reasons="Das geschieht in zwei Schritten. " * (number + 1),
        )  # fmt: skip
    (tmp_path / f"a.{format}").write_bytes(write(draft_table(auswertung, worded=True), format))
    convert([tmp_path / f"a.{format}"], tmp_path, "pdf")

    pages = [
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / "a.pdf")
    ]

    for title in ("Anregungen und Abwägung", "Geänderte Texte"):
        [entry] = [row for row in pages[0].splitlines() if row.strip().startswith(title)]
        assert title in pages[int(entry.rpartition(".")[2]) - 1]
    for page in pages:
        assert "Entwurf – nicht öffentlich" in page
        assert len(page.splitlines()) > 3
    for column in COLUMNS:
        assert column in pages[1].split()
        assert column in pages[2].split()
    assert Kommentar.objects.count() == 1
