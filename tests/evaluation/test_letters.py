"""Long letters: divided into passages, each with its Anliegen, to the published result."""

import io
import json
import uuid

import pytest
from django.utils import timezone
from docx import Document

from comments.models import Kommentar
from evaluation import actions, sheets
from evaluation.exports import Internal
from evaluation.exports.abwaegung import draft_table, published_table
from evaluation.exports.columns import contribution_columns
from evaluation.exports.report import report
from evaluation.exports.scope import Public
from evaluation.letters import paragraphs_of
from evaluation.models import Abschnitt, Ergebnisbeitrag, Kenntnisnahme
from evaluation.paragraphs import as_ranges, paragraphs, passage_texts, words_of
from evaluation.readings import outcomes_of
from evaluation.verify import differences
from strategies.documents.writing import write
from tests import factories

from .sheets.tables import HEAD, as_csv

pytestmark = pytest.mark.django_db

TEXT = "Guten Tag,\n\nder Rufbus fehlt.\nAbends.\n\nDie Bänke auch.\n\nMit Gruß"


@pytest.fixture
def kommentar(baustein, resident):
    return factories.comment(baustein, resident, text=TEXT)


@pytest.fixture
def parts(auswertung, kommentar, evaluator):
    """Rufbus (with the greeting), Bänke, and how it ends."""
    return actions.divide(auswertung, kommentar, starts=[3, 4], by=evaluator)


def put(auswertung, kommentar, evaluator, title, *abschnitte):
    return actions.put(
        auswertung, by=evaluator, kommentare=[kommentar], title=title, abschnitte=abschnitte
    )


def test_paragraphs_are_blocks_or_else_lines():
    assert [TEXT[a:b] for a, b in paragraphs(TEXT)] == TEXT.split("\n\n")
    assert paragraphs("a b.\n  c \nd") == [(0, 4), (7, 8), (10, 11)]
    assert paragraphs("allein") == [(0, 6)]
    assert len(paragraphs("x\n\n" * 900)) == 200
    # However many blanks or lines there are, it takes no time.
    assert len(paragraphs("x" + " " * 200_000 + "y" + "\n" * 200_000 + "z")) == 2


def test_passages_go_to_the_next_and_ranges_are_short():
    assert passage_texts(TEXT, [1, 3]) == ["\n\n".join(TEXT.split("\n\n")[:2]), TEXT[39:]]
    assert [as_ranges(n) for n in ([], [4], [1, 2, 3, 5])] == ["", "4", "1-3,5"]
    assert words_of(TEXT, "1,3-4") == "Guten Tag, … Die Bänke auch.\n\nMit Gruß"
    # Fewer paragraphs than there were, since something was taken out.
    assert passage_texts("Nur noch das", [1, 3]) == ["Nur noch das", ""]
    assert words_of("Nur noch das", "3-4") == ""


def test_it_waits_until_each_passage_has_its_anliegen(auswertung, kommentar, parts, evaluator):
    put(auswertung, kommentar, evaluator, "Rufbus", parts[0])
    assert list(auswertung.unassigned()) == [kommentar]

    put(auswertung, kommentar, evaluator, "Bänke", parts[1])
    assert list(auswertung.unassigned()) == [kommentar]

    actions.set_passages_aside(auswertung, kommentar, abschnitte=[parts[2]], by=evaluator)
    assert not auswertung.unassigned().exists()
    assert not Kenntnisnahme.objects.exists()


def test_as_a_whole_it_is_done(auswertung, kommentar, parts, evaluator):
    put(auswertung, kommentar, evaluator, "Rufbus")

    assert not auswertung.unassigned().exists()


def test_when_no_passage_holds_one_the_contribution_holds_none(
    auswertung, kommentar, parts, evaluator
):
    actions.set_passages_aside(auswertung, kommentar, abschnitte=parts, by=evaluator)

    assert Kenntnisnahme.objects.get().kommentar == kommentar
    actions.take_up(auswertung, by=evaluator, kommentare=[kommentar])
    assert list(auswertung.unassigned()) == [kommentar]
    assert set(Abschnitt.objects.values_list("status", flat=True)) == {"open"}


def test_a_passage_in_an_anliegen_does_not_hold_none(auswertung, kommentar, parts, evaluator):
    put(auswertung, kommentar, evaluator, "Rufbus", parts[0])

    with pytest.raises(actions.ActionRefused):
        actions.set_passages_aside(auswertung, kommentar, abschnitte=parts, by=evaluator)


def test_divided_otherwise_what_was_given_is_kept(auswertung, kommentar, parts, evaluator):
    put(auswertung, kommentar, evaluator, "Bänke", parts[1])

    [first, last] = actions.divide(auswertung, kommentar, starts=[4], by=evaluator)
    assert (first.zuordnungen.count(), last.zuordnungen.count()) == (1, 0)

    assert actions.divide(auswertung, kommentar, starts=[], by=evaluator) == []
    assert not auswertung.unassigned().exists()


@pytest.mark.parametrize("starts", [[0], [5], [99]])
def test_there_are_only_so_many_paragraphs(auswertung, kommentar, evaluator, starts):
    with pytest.raises(actions.ActionRefused):
        actions.divide(auswertung, kommentar, starts=starts, by=evaluator)


def test_moved_and_merged_the_passages_come_along(auswertung, kommentar, parts, evaluator):
    first, _act = put(auswertung, kommentar, evaluator, "Rufbus", parts[0])
    second = actions.create(auswertung, by=evaluator, title="Anderes")
    actions.move(first, by=evaluator, kommentare=[kommentar], into=second)
    assert paragraphs_of(second) == {kommentar.pk: "1-2"}

    third = actions.create(auswertung, by=evaluator, title="Drittes")
    actions.merge(second, by=evaluator, into=third)
    assert paragraphs_of(third) == {kommentar.pk: "1-2"}


def test_undone_only_the_passage_of_the_act_is_taken_out(auswertung, kommentar, parts, evaluator):
    anliegen, _act = put(auswertung, kommentar, evaluator, "Rufbus", parts[0])
    _same, act = actions.put(
        auswertung, by=evaluator, kommentare=[kommentar], into=anliegen, abschnitte=[parts[1]]
    )
    assert paragraphs_of(anliegen) == {kommentar.pk: "1-3"}

    list(actions.take_back(auswertung, act, by=evaluator))

    assert paragraphs_of(anliegen) == {kommentar.pk: "1-2"}


def test_the_result_names_the_paragraphs(auswertung, kommentar, parts, evaluator, editor):
    for title, part in (("Rufbus", parts[0]), ("Bänke", parts[1])):
        row, _act = put(auswertung, kommentar, evaluator, title, part)
        words = {"verdict": "kenntnis", "reasons": "Ja.", "office": "Bauamt"}
        row = actions.edit(row, by=evaluator, version=row.version, **words)
        actions.prepare(row, by=evaluator)
        actions.release(row, by=editor)
    actions.set_passages_aside(auswertung, kommentar, abschnitte=[parts[2]], by=evaluator)

    ausgabe = actions.publish(auswertung, by=editor)

    said = dict(Ergebnisbeitrag.objects.values_list("ergebnis__title", "paragraphs"))
    assert said == {"Rufbus": "1-2", "Bänke": "3"}
    [rufbus, _other] = json.loads(ausgabe.document)["anliegen"]
    assert rufbus["absaetze"] == {str(kommentar.pk): "1-2"}
    assert differences(ausgabe) == []
    shown = outcomes_of([kommentar])[kommentar.pk]
    assert [str(row.sentence).partition(" · ")[0] for row in shown] == ["Absatz 1–2", "Absatz 3"]


def test_the_public_page_quotes_the_passage(
    auswertung, kommentar, parts, evaluator, editor, client
):
    test_the_result_names_the_paragraphs(auswertung, kommentar, parts, evaluator, editor)

    page = client.get(auswertung.get_absolute_url()).text

    assert "Absatz 3" in page
    assert "„Die Bänke auch.“" in page
    assert "Mit Gruß" not in page


def _table(auswertung, over, *rows):
    day = timezone.localdate(auswertung.kommentierphase.starts_at).isoformat()
    rows = [
        ["Brief", day, over.label, "", "", text, number] if text is not None else number
        for text, number in rows
    ]
    data = as_csv(*rows, head=[*HEAD, "Teil von"])
    return sheets.check(sheets.read("a.csv", data), auswertung, upload="x")


def test_rows_of_one_number_are_one_contribution(auswertung, over, evaluator):
    table = _table(
        auswertung, over, ("Rufbus.\n\nAbends.", "7"), ("Für sich.", ""), ("Bänke.", "7"),
        (None, ["", "", "", "", "", "Laternen.", "7"]),
    )  # fmt: skip
    assert table.refused == []

    rows = actions.enter_many(auswertung, table.entries, by=evaluator, starts=table.starts)

    assert [row.text for row in rows] == ["Rufbus.\n\nAbends.\n\nBänke.\n\nLaternen.", "Für sich."]
    letter = Kommentar.objects.get(text__startswith="Rufbus")
    assert list(letter.abschnitte.values_list("first", flat=True)) == [1, 3, 4]
    assert Abschnitt.objects.count() == 3


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["E-Mail", "", "", "", "", "Bänke.", "7"], "Zeile 3: „Weg“ ist anders als in Zeile 2."),
        (["", "", "", "", "", "", "7"], "Zeile 3: Der Text des Abschnitts fehlt."),
        (["", "", "", "", "", "=1+1", "7"], "steht eine Formel"),
    ],
)
def test_what_is_wrong_with_a_passage_is_told(auswertung, over, row, sentence):
    table = _table(auswertung, over, ("Rufbus.", "7"), (None, row))

    [refused] = table.refused
    assert any(sentence in problem for problem in refused.problems)


def _words(manuscript):
    document = Document(io.BytesIO(write(manuscript, "docx")))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(cell.text for cell in cells)


def test_exports_and_papers_name_the_paragraphs(auswertung, kommentar, parts, evaluator, editor):
    test_the_result_names_the_paragraphs(auswertung, kommentar, parts, evaluator, editor)
    strategie, pk = auswertung.strategie, kommentar.pk

    for scope in (Public(strategie), Internal(strategie, [auswertung.kommentierphase])):
        names = [column.name for column in contribution_columns(internal=scope.internal)]
        [row] = [dict(zip(names, row, strict=True)) for row in scope.contribution_rows()]
        assert (row["anliegen_titel"], row["absaetze"]) == (["Rufbus", "Bänke"], ["1-2", "3"])
    ausgabe = auswertung.ausgaben.get()
    for paper in (draft_table(auswertung, worded=False), published_table(ausgabe)):
        assert f"Beitrag Nr. {pk} (Absatz 1–2)" in _words(paper)
        assert f"Beitrag Nr. {pk} (Absatz 3)" in _words(paper)
    for paper in (draft_table(auswertung, worded=True), published_table(ausgabe, worded=True)):
        assert f"Beitrag {pk}, Absatz 3\nDie Bänke auch.\n" in _words(paper) + "\n"
        assert "Mit Gruß" not in _words(paper)
    assert f"Beitrag Nr. {pk} (Absatz 3)" in _words(report(ausgabe))


def test_of_a_contribution_in_one_piece_no_paragraphs_are_named(auswertung, kommentar, evaluator):
    put(auswertung, kommentar, evaluator, "Rufbus")

    rows = Internal(auswertung.strategie, [auswertung.kommentierphase]).contribution_rows()

    names = [column.name for column in contribution_columns(internal=True)]
    assert [dict(zip(names, row, strict=True))["absaetze"] for row in rows] == [[]]
    assert f"Beitrag Nr. {kommentar.pk}\n" in _words(draft_table(auswertung, worded=False))


def _entered(auswertung, baustein, text, by):
    day = timezone.localdate(auswertung.kommentierphase.starts_at)
    entry = actions.Entry(baustein, "brief", day, text)
    return actions.enter(auswertung, entry, by=by, idempotency_key=uuid.uuid4())


@pytest.mark.parametrize("count", [1, 3])
def test_more_letters_cost_no_more_queries(
    auswertung, baustein, evaluator, count, django_assert_num_queries
):
    for number in range(count):
        row = _entered(auswertung, baustein, f"{TEXT} {number}", evaluator)
        [first, _last] = actions.divide(auswertung, row, starts=[3], by=evaluator)
        put(auswertung, row, evaluator, f"Anliegen {number}", first)

    with django_assert_num_queries(7):
        draft_table(auswertung, worded=False)
    with django_assert_num_queries(15):
        list(Internal(auswertung.strategie, [auswertung.kommentierphase]).contribution_rows())
