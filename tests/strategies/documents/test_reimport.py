"""The next version of a planning document: comments and votes stay with the goal they are about.

A document is written here as [(heading, text), …]; a heading that begins with „#“ is a Strategie.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments import actions as comment_actions
from comments.models import Bewertung, Kommentar
from strategies.actions import publish_konzept
from strategies.documents import read_document
from strategies.documents.abgleich import ImportConflict, apply_import, plan_import
from strategies.documents.outline import Decisions
from strategies.models import Baustein, Gliederungsprotokoll, Publikationsstatus, Strategie
from tests import factories

from .word import docx, h, p

pytestmark = pytest.mark.django_db

WOHNEN = (
    "Wer in die Stadt zieht, soll eine bezahlbare Wohnung finden. Leere Häuser werden saniert, "
    "bevor am Rand neu gebaut wird."
)
WEGE = (
    "Schule, Arzt und Laden sind zu Fuß in einer Viertelstunde zu erreichen. An jeder großen "
    "Kreuzung gibt es sichere Übergänge."
)
KLIMA = (
    "Bis zum Jahr 2040 heizt niemand mehr mit Öl oder Gas. Auf den Dächern der Schulen wird "
    "Strom erzeugt, und alte Bäume bleiben stehen."
)
JUGEND = (
    "Junge Menschen entscheiden über ein eigenes Budget. Ihr Beirat tagt öffentlich und hat im "
    "Ausschuss ein Rederecht."
)
HEIMAT = "Bräuche und Dialekte werden gepflegt. Das Museum zeigt, woher die Familien kamen."
TITLES = {
    WOHNEN: "Wohnen für alle",
    WEGE: "Kurze Wege",
    KLIMA: "Klimaneutrale Stadt",
    JUGEND: "Jugend gestaltet",
    HEIMAT: "Heimat",
}
MITTE = ("# Strategie 1: Mitte", "Worum es in der Mitte geht, steht hier in einem Satz.")


def goals(*texts, kind="Leitziel", first=1):
    return [(f"{kind} {n}: {TITLES[text]}", text) for n, text in enumerate(texts, first)]


BEFORE = [MITTE, *goals(WOHNEN, WEGE, KLIMA, JUGEND)]


def markdown(parts):
    lines = [f"{'' if t.startswith('#') else '## '}{t}\n\n{text}\n" for t, text in parts]
    return read_document("a.md", "\n".join(lines).encode(), limit=10**6)


def word(parts):
    blocks = []
    for title, text in parts:
        blocks += [h(1 if title.startswith("#") else 2, title.removeprefix("# ")), p(text)]
    return read_document("a.docx", docx(*blocks), limit=10**6)


@pytest.fixture(params=[markdown, word], ids=["md", "docx"])
def read(request):
    return request.param


@pytest.fixture
def konzept(read):
    """A published Konzept with a comment and a vote at each goal, after the phase."""
    konzept = factories.konzept()
    apply_import(plan_import(konzept, read(BEFORE)), by=None)
    publish_konzept(konzept)
    phase = factories.phase(konzept.strategien.get())
    for row in Baustein.objects.goals():
        kommentar = factories.comment(row, text=f"Mehr davon: {row.title}")
        comment_actions.vote(kommentar, by=factories.user(), value=1)
    factories.end_phase(row)
    konzept.phase = phase
    return konzept


@pytest.fixture
def rows(konzept):
    """{title: primary key} as it was before."""
    return {row.title: row.pk for row in Baustein.objects.goals()}


@pytest.fixture
def people(konzept):
    """What everybody said, where, about which Fassung, and how they voted."""
    said = Kommentar.objects.order_by("pk").values("pk", "text", "baustein", "fassung", "up_count")
    return list(said), list(Bewertung.objects.order_by("pk").values())


@pytest.fixture(autouse=True)
def stays(konzept, people):
    yield
    said = Kommentar.objects.order_by("pk").values("pk", "text", "baustein", "fassung", "up_count")
    assert (list(said), list(Bewertung.objects.order_by("pk").values())) == people
    counts = Baustein.objects.filter(pk__in=[each["baustein"] for each in people[0]])
    assert set(counts.values_list("comment_count", flat=True)) == {1}


def states(plan):
    return {line.name: line.state for s in plan.strategien for line in s.posten}


def line_of(plan, name):
    return next(line for s in plan.strategien for line in s.posten if line.name == name)


def numbers():
    return dict(Baustein.objects.goals().values_list("pk", "number"))


def test_a_goal_in_front_renumbers_the_others(konzept, rows, read):
    plan = plan_import(konzept, read([MITTE, *goals(HEIMAT, WOHNEN, WEGE, KLIMA, JUGEND)]))
    assert plan.of("unclear") == []
    assert [line.name for line in plan.of("new")] == ["Leitziel 1: Heimat"]
    apply_import(plan, by=None)
    assert [numbers()[rows[TITLES[each]]] for each in (WOHNEN, WEGE, KLIMA, JUGEND)] == [*"2345"]
    order = Baustein.objects.goals().order_by("position").values_list("title", flat=True)
    assert list(order) == [TITLES[each] for each in (HEIMAT, WOHNEN, WEGE, KLIMA, JUGEND)]


def test_a_deleted_goal_is_offered_for_archiving(konzept, rows, read):
    edited = read([MITTE, *goals(WOHNEN, KLIMA, JUGEND)])
    plan = plan_import(konzept, edited)
    [gone] = plan.of("gone")
    assert (gone.key, gone.attached) == (
        f"baustein-{rows['Kurze Wege']}", "1 Kommentar, 1 Stimme",
    )  # fmt: skip
    apply_import(plan, by=None)
    assert Baustein.objects.get(pk=gone.existing.baustein.pk).status == "published"
    assert [numbers()[rows[TITLES[each]]] for each in (WOHNEN, KLIMA, JUGEND)] == [*"123"]

    decisions = Decisions(missing={gone.key: "archivieren"})
    apply_import(plan_import(konzept, edited, decisions), by=None)
    assert Baustein.objects.get(pk=gone.existing.baustein.pk).status == "archived"


def test_numbers_that_stand_there_twice_are_told(konzept, read):
    plan = plan_import(konzept, read([MITTE, *goals(WOHNEN, KLIMA, JUGEND)]))
    assert plan.remarks == ("In „Strategie 1: Mitte“ stehen Nummern mehrmals: 2.",)


def test_nothing_is_archived_while_a_phase_is_open(konzept, rows, read):
    factories.phase(konzept.strategien.get(), start=0)
    edited = read([MITTE, *goals(WOHNEN, KLIMA, JUGEND)])
    decisions = Decisions(missing={f"baustein-{rows['Kurze Wege']}": "archivieren"})
    plan = plan_import(konzept, edited, decisions)
    assert "Phase läuft" in plan.of("gone")[0].attached
    assert plan.obstacles
    with pytest.raises(ImportConflict, match="Kommentierphase"):
        apply_import(plan, by=None)
    assert not Baustein.objects.filter(status=Publikationsstatus.ARCHIVED).exists()


def test_swapped_goals_are_the_same_rows(konzept, rows, read):
    plan = plan_import(konzept, read([MITTE, *goals(WEGE, WOHNEN, KLIMA, JUGEND)]))
    assert not {"unclear", "new"} & set(states(plan).values())
    apply_import(plan, by=None)
    assert (numbers()[rows["Wohnen für alle"]], numbers()[rows["Kurze Wege"]]) == ("2", "1")


def test_another_title_and_text_under_a_number_is_asked(konzept, rows, read):
    edited = [MITTE, ("Leitziel 1: Heimat", HEIMAT), *goals(WEGE, KLIMA, JUGEND, first=2)]
    plan = plan_import(konzept, read(edited))
    [line] = plan.of("unclear")
    assert [each.key for each in line.candidates] == [f"baustein-{rows['Wohnen für alle']}"]
    apply_import(plan, by=None)
    assert not Baustein.objects.filter(fassungen__status="draft").exists()
    assert len(rows) == Baustein.objects.goals().count()
    decisions = Decisions(counterparts={line.key: "neu"})
    plan = plan_import(konzept, read(edited), decisions)
    assert [gone.key for gone in plan.of("gone")] == [f"baustein-{rows['Wohnen für alle']}"]
    apply_import(plan, by=None)
    assert Baustein.objects.filter(number="1").count() == 2


def test_a_renamed_goal_is_the_same_row(konzept, rows, read):
    edited = [MITTE, ("Leitziel 1: Daheim sein", WOHNEN), *goals(WEGE, KLIMA, JUGEND, first=2)]
    plan = plan_import(konzept, read(edited))
    assert not {"unclear", "new"} & set(states(plan).values())
    apply_import(plan, by=None)
    row = Baustein.objects.get(pk=rows["Wohnen für alle"])
    assert row.fassungen.drafts().get().title == "Daheim sein"


def test_a_goal_that_becomes_a_handlungsfeld_is_offered(konzept, rows, read):
    edited = [
        MITTE,
        *goals(WOHNEN, WEGE),
        *goals(KLIMA, kind="Handlungsfeld", first=3),
        *goals(JUGEND, first=4),
    ]
    pk = rows["Klimaneutrale Stadt"]
    plan = plan_import(konzept, read(edited))
    [line] = plan.of("unclear")
    assert [each.key for each in line.candidates] == [f"baustein-{pk}"]
    apply_import(plan, by=None)
    assert Baustein.objects.get(pk=pk).kind == "leitziel"

    editor = factories.superuser()
    decisions = Decisions(counterparts={line.key: f"baustein-{pk}"})
    apply_import(plan_import(konzept, read(edited), decisions), by=editor)
    row = Baustein.objects.get(pk=pk)
    assert (row.kind, row.handlungsfeld.title) == ("handlungsfeld", "Klimaneutrale Stadt")
    trace = Gliederungsprotokoll.objects.get(baustein=row)
    assert (trace.before, trace.after, trace.by) == ("Leitziel", "Handlungsfeld", editor)


def test_a_goal_below_a_new_strategie_is_offered(konzept, rows, read):
    edited = [
        MITTE,
        *goals(WOHNEN, WEGE, KLIMA),
        ("# Strategie 2: Zusammenhalt", "Worum es hier geht."),
        *goals(JUGEND),
    ]
    pk = rows["Jugend gestaltet"]
    plan = plan_import(konzept, read(edited))
    [line] = plan.of("unclear")
    assert [each.key for each in line.candidates] == [f"baustein-{pk}"]
    assert [each.name for each in plan.of("new")] == ["Strategie 2: Zusammenhalt"]
    decisions = Decisions(counterparts={line.key: f"baustein-{pk}"})
    apply_import(plan_import(konzept, read(edited), decisions), by=None)
    row = Baustein.objects.get(pk=pk)
    assert (row.strategie.title, row.number) == ("Zusammenhalt", "1")
    assert set(row.gliederungsprotokoll.values_list("change", flat=True)) == {
        "number", "strategie",
    }  # fmt: skip


def test_no_goal_leaves_a_strategie_whose_phase_is_open(konzept, rows, read):
    factories.phase(konzept.strategien.get(), start=0)
    edited = read([MITTE, *goals(WOHNEN), ("# Strategie 2: Neu", "Neu."), *goals(JUGEND)])
    plan = plan_import(konzept, edited)
    [line] = plan.of("unclear")
    decisions = Decisions(counterparts={line.key: line.candidates[0].key})
    plan = plan_import(konzept, edited, decisions)
    with pytest.raises(ImportConflict, match="läuft eine Kommentierphase"):
        apply_import(plan, by=None)
    assert Strategie.objects.count() == 1


def test_without_numbers_a_half_rewritten_goal_is_offered(konzept, rows, read):
    half = WOHNEN.split(". ")[0] + ". Genossenschaften erhalten Grundstücke im Erbbaurecht."
    texts = [("Ein Dach für jede Familie", half), *((TITLES[t], t) for t in (WEGE, KLIMA, JUGEND))]
    plan = plan_import(konzept, read([MITTE, *texts]))
    [line] = plan.of("unclear")
    assert [each.key for each in line.candidates] == [f"baustein-{rows['Wohnen für alle']}"]
    assert not plan.of("new")


def test_the_goals_of_a_strategie_in_doubt_are_matched(konzept, rows, read):
    edited = [
        ("# Strategie 4: Leben im Kern", "Ein anderer Satz über den Stadtkern."),
        *goals(WOHNEN, WEGE, KLIMA),
        ("Leitziel 4: Jugend gestaltet", f"{JUGEND} Auch am Abend."),
        *goals(HEIMAT, first=5),
    ]
    plan = plan_import(konzept, read(edited))
    [strategie] = plan.strategien
    assert strategie.state == "unclear"
    assert [each.pk for each in strategie.candidates] == [konzept.strategien.get().pk]
    assert states(plan) == {
        "Leitziel 1: Wohnen für alle": "unchanged",
        "Leitziel 2: Kurze Wege": "unchanged",
        "Leitziel 3: Klimaneutrale Stadt": "unchanged",
        "Leitziel 4: Jugend gestaltet": "changed",
        "Leitziel 5: Heimat": "unclear",
    }
    apply_import(plan, by=None)
    assert konzept.strategien.get().title == "Mitte"
    assert Baustein.objects.goals().count() == 4

    decisions = Decisions(counterparts={strategie.key: strategie.candidates[0].key})
    apply_import(plan_import(konzept, read(edited), decisions), by=None)
    assert (konzept.strategien.get().title, konzept.strategien.get().number) == (
        "Leben im Kern", "4",
    )  # fmt: skip
    assert Baustein.objects.goals().count() == 5


@pytest.mark.parametrize(
    "texts",
    [[WOHNEN, WEGE, KLIMA, JUGEND], [JUGEND, KLIMA, WEGE, WOHNEN], [KLIMA, WOHNEN, JUGEND, WEGE]],
)
@pytest.mark.parametrize("first", [None, 1, 7])
def test_numbers_and_order_do_not_matter(konzept, rows, read, texts, first):
    named = goals(*texts, first=first) if first else [(TITLES[text], text) for text in texts]
    plan = plan_import(konzept, read([MITTE, *named]))
    assert not {"unclear", "new", "gone"} & set(states(plan).values())
    apply_import(plan, by=None)
    order = Baustein.objects.goals().order_by("position").values_list("pk", flat=True)
    assert list(order) == [rows[TITLES[text]] for text in texts]


def test_a_goal_split_in_two_stays_with_its_title(konzept, rows, read):
    first, second = WOHNEN.split(". ", 1)
    edited = [
        MITTE,
        ("Leitziel 1: Wohnen für alle", f"{first}."),
        ("Leitziel 2: Sanieren vor Bauen", second),
        *goals(WEGE, KLIMA, JUGEND, first=3),
    ]
    plan = plan_import(konzept, read(edited))
    assert line_of(plan, "Leitziel 1: Wohnen für alle").existing.baustein.pk == rows[
        "Wohnen für alle"
    ]  # fmt: skip
    assert states(plan)["Leitziel 2: Sanieren vor Bauen"] == "new"


def test_a_goal_split_in_two_new_ones_is_asked_for_both(konzept, rows, read):
    first, second = WOHNEN.split(". ", 1)
    edited = [
        MITTE,
        ("Leitziel 1: Zuziehen", f"{first}."),
        ("Leitziel 2: Sanieren vor Bauen", second),
        *goals(WEGE, KLIMA, JUGEND, first=3),
    ]
    plan = plan_import(konzept, read(edited))
    assert [[each.pk for each in line.candidates] for line in plan.of("unclear")] == [
        [rows["Wohnen für alle"]],
        [rows["Wohnen für alle"]],
    ]


def test_two_goals_merged_into_one_are_both_offered(konzept, rows, read):
    edited = [
        MITTE,
        ("Leitziel 1: Kurze Wohnwege", f"{WOHNEN} {WEGE}"),
        *goals(KLIMA, JUGEND, first=2),
    ]
    [line] = plan_import(konzept, read(edited)).of("unclear")
    assert {each.pk for each in line.candidates} == {rows["Wohnen für alle"], rows["Kurze Wege"]}


def test_swapped_titles_are_asked(konzept, rows, read):
    swapped = [("Leitziel 1: Wohnen für alle", WEGE), ("Leitziel 2: Kurze Wege", WOHNEN)]
    edited = [MITTE, *swapped, *goals(KLIMA, JUGEND, first=3)]
    plan = plan_import(konzept, read(edited))
    assert len(plan.of("unclear")) == 2
    assert all(len(line.candidates) == 2 for line in plan.of("unclear"))


def test_each_row_can_be_given_another_counterpart(konzept, rows, read):
    plan = plan_import(konzept, read(BEFORE))
    decisions = Decisions(
        counterparts={
            line_of(plan, "Leitziel 1: Wohnen für alle").key: f"baustein-{rows['Kurze Wege']}",
            line_of(plan, "Leitziel 2: Kurze Wege").key: f"baustein-{rows['Wohnen für alle']}",
        }
    )
    apply_import(plan_import(konzept, read(BEFORE), decisions), by=None)
    row = Baustein.objects.get(pk=rows["Kurze Wege"])
    assert (row.number, row.fassungen.drafts().get().title) == ("1", "Wohnen für alle")


def test_one_title_under_two_handlungsfelder_is_told_apart_by_the_text(konzept, read):
    twice = [
        ("# Strategie 2: Netze", "Leitungen und Wege."),
        ("Handlungsfeld 1: Strom", "Wie Strom in die Häuser kommt."),
        ("Leitziel 1: Ausbau", "Neue Leitungen werden unter die Erde gelegt, auch im Dorf."),
        ("Handlungsfeld 2: Wasser", "Wie Wasser in die Häuser kommt."),
        ("Leitziel 1: Ausbau", "Alte Rohre aus Blei werden bis 2030 ersetzt, zuerst in Schulen."),
    ]
    apply_import(plan_import(konzept, read([*BEFORE, *twice])), by=None)
    first, second = Baustein.objects.filter(title="Ausbau").order_by("position")
    again = [*BEFORE, *twice[:1], *twice[3:], *twice[1:3]]
    plan = plan_import(konzept, read(again))
    assert not {"unclear", "new", "gone"} & set(states(plan).values())
    found = [
        line.existing.baustein.pk for line in plan.strategien[1].posten if "Ausbau" in line.name
    ]
    assert found == [second.pk, first.pk]


def test_of_two_that_are_the_same_word_for_word_none_is_guessed(konzept, read):
    same = ("Leitziel 1: Ausbau", "Das Netz wird bis zum Ende des Jahrzehnts ausgebaut.")
    both = [*BEFORE, ("# Strategie 2: Netze", "Leitungen."), same, same]
    apply_import(plan_import(konzept, read(both)), by=None)
    assert Baustein.objects.filter(title="Ausbau").count() == 2
    assert not plan_import(konzept, read(both)).changes_anything
    plan = plan_import(konzept, read(both[:-1]))
    [line] = plan.of("unclear")
    assert len(line.candidates) == 2


def test_titles_that_differ_by_a_number_alone_are_told_apart(konzept, read):
    text = "In Bauabschnitt {} werden Wege und Plätze am Fluss erneuert und Bäume gepflanzt."
    projects = [(f"Leitprojekt {n}: Uferweg Abschnitt {n}", text.format(n)) for n in range(1, 7)]
    apply_import(plan_import(konzept, read([*BEFORE, *projects])), by=None)
    plan = plan_import(konzept, read([*BEFORE, *projects[:2], *projects[3:]]))
    assert [line.name for line in plan.of("gone")] == ["Leitprojekt 3: Uferweg Abschnitt 3"]
    assert not plan.of("unclear")


def test_a_swapped_strategie_takes_its_goals_along(konzept, rows, read):
    land = ("# Strategie 2: Land", "Worum es auf dem Land geht.")
    both = [*BEFORE, land, *goals(HEIMAT)]
    apply_import(plan_import(konzept, read(both)), by=None)
    heimat = Baustein.objects.get(title="Heimat")
    swapped = [("# Strategie 1: Land", land[1]), *goals(HEIMAT)]
    swapped += [("# Strategie 2: Mitte", MITTE[1]), *BEFORE[1:]]
    plan = plan_import(konzept, read(swapped))
    assert not {"unclear", "new", "gone"} & set(states(plan).values())
    apply_import(plan, by=None)
    heimat.refresh_from_db()
    assert (heimat.strategie.title, heimat.strategie.number) == ("Land", "1")
    assert Baustein.objects.filter(pk__in=rows.values(), strategie__number="2").count() == 4


def test_a_plan_asks_the_database_as_often_for_many_goals_as_for_few(konzept, read):
    few, many = read(BEFORE[:2]), read([*BEFORE, *goals(HEIMAT, first=5)])
    plan_import(konzept, few)
    counts = []
    for baum in (few, many):
        with CaptureQueriesContext(connection) as queries:
            plan_import(konzept, baum)
        counts.append(len(queries))
    # What hangs on the goals other apps know, with few queries each.
    assert counts[0] == counts[1] <= 12
