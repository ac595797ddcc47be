"""Goals in rows, projects in Steckbriefe."""

from tests.strategies.documents.word import docx, h, p, run, table

from .texts import named, outline, row

MITTE = "# Strategie 1: Mitte\n\nVorspann.\n\n"
LINES = "| Ort | Markt |\n| Träger | Stadt |\n| Kosten | 450.000 € |\n"
FACTS = (("traeger", "Stadt"), ("ort", "Markt"), ("kosten", "450.000 €"))


def bausteine(made):
    return [b for s in made.baum().strategien for b in s.bausteine]


def as_table(*rows):
    head, *rest = (f"| {' | '.join(cells)} |" for cells in rows)
    ruler = f"|{'---|' * len(rows[0])}"
    return "\n".join([head, ruler, *rest]) + "\n\n"


def test_rows_become_goals_with_their_other_cells_as_text():
    made = outline(
        MITTE
        + as_table(["Leitziel", "Maßnahmen", "Zuständigkeit"], ["1 Wohnen", "Höfe", "Bauamt"],
                   ["2 Wege", "Radweg", ""])
        + "Danach.\n"
    )  # fmt: skip
    assert named(made) == [("leitziel", "1", "Wohnen"), ("leitziel", "2", "Wege")]
    assert bausteine(made)[0].text == "**Maßnahmen:** Höfe\n\n**Zuständigkeit:** Bauamt"
    assert "Danach." in made.baum().strategien[0].intro


def test_number_and_title_may_stand_in_columns_of_their_own():
    made = outline(MITTE + as_table(["Nr.", "Leitziel"], ["1", "Wohnen"], ["2", "Wege"]))
    assert named(made) == [("leitziel", "1", "Wohnen"), ("leitziel", "2", "Wege")]


def test_two_columns_of_parts_stand_below_each_other():
    made = outline(
        MITTE
        + as_table(["Handlungsfeld", "Leitziel"], ["A Wohnen", "1 Höfe"], ["", "2 Häuser"],
                   ["B Wege", "3 Rad"])
    )  # fmt: skip
    assert [number for _kind, number, _title in named(made)] == ["A", "1", "2", "B", "3"]


def test_rows_may_name_their_kind_themselves():
    made = outline(MITTE + as_table(["Leitziel 1: Wohnen", "Text."], ["Leitziel 2: Wege", "Mehr."]))
    assert [b.text for b in bausteine(made)] == ["Text.", "Mehr."]


def test_an_overview_of_goals_with_headings_is_just_a_table():
    made = outline(
        MITTE + as_table(["Leitziel", "Zeit"], ["Wohnen", "2027"], ["Wege", "2028"])
        + "## Leitziel 1: Wohnen\n\n## Leitziel 2: Wege\n"
    )  # fmt: skip
    assert len(named(made)) == 2
    assert "2027" in made.baum().strategien[0].intro


def test_measures_of_a_goal_are_its_text():
    made = outline(
        MITTE + "## Leitziel 1: Wege\n\n"
        + as_table(["Maßnahme", "Zuständig", "Zeit"], ["Radweg", "Bauamt", "2027"])
    )  # fmt: skip
    assert len(named(made)) == 1
    assert "Radweg" in bausteine(made)[0].text


def test_a_table_of_something_else_stays_one():
    made = outline(MITTE + "## Leitziel 1: Wege\n\n" + as_table(["Jahr", "Euro"], ["2026", "10"]))
    assert "| 2026 | 10 |" in bausteine(made)[0].text


def test_a_steckbrief_with_its_title_in_the_first_row():
    made = outline(MITTE + as_table(["Leitprojekt 1", "Markthalle"])[:-1] + LINES)
    assert named(made) == [("leitprojekt", "1", "Markthalle")]
    assert bausteine(made)[0].facts == FACTS


def test_a_steckbrief_below_its_heading_or_a_bold_line():
    body = docx(
        h(1, "Mitte"),
        h(2, "Leitprojekt 1: Markthalle"),
        table(["Ort", "Markt"], ["Träger", "Stadt"]),
        p("Mehr davon."),
        h(2, "Schlüsselprojekte"),
        p(run("Rufbus", "<w:b/>")),
        table(["Ort", "Markt"], ["Projektträger", "Kreis"], ["Laufzeit", "2027–2029"]),
    )
    made = outline(body, name="a.docx")
    assert [title for _kind, _number, title in named(made)] == ["Markthalle", "Rufbus"]
    hall, bus = bausteine(made)
    assert (hall.text, hall.facts) == ("Mehr davon.", FACTS[:2])
    assert bus.facts == (("traeger", "Kreis"), ("ort", "Markt"), ("zeitraum", "2027–2029"))


def test_title_and_number_may_be_lines_of_the_steckbrief():
    made = outline(
        MITTE
        + as_table(["Projekttitel", "Markthalle"], ["Projekt-Nr.", "7"], ["Kostenschätzung", "5 €"],
                   ["Kurzbeschreibung", "Eine **Halle**."], ["Nächste Schritte", "Planen"])
    )  # fmt: skip
    assert named(made) == [("leitprojekt", "7", "Markthalle")]
    (hall,) = bausteine(made)
    assert hall.text == "Eine **Halle**.\n\n**Nächste Schritte:** Planen"
    assert hall.facts == (("kosten", "5 €"),)


def test_two_pairs_may_stand_in_a_row():
    made = outline(
        MITTE + "## Leitprojekt 1: Halle\n\n"
        + as_table(["Ort", "Markt", "Träger", "Stadt"], ["Kosten", "450.000 €", "Prio", "hoch"])
    )  # fmt: skip
    assert bausteine(made)[0].facts == (*FACTS, ("prioritaet", "hoch"))


def test_a_person_says_what_a_label_means():
    text = MITTE + as_table(["Leitprojekt 1", "Markthalle"])[:-1] + LINES + "| Patin | Ute |\n"
    assert "**Patin:** Ute" in bausteine(outline(text))[0].text
    made = outline(text, facts={"patin": "ansprechpartner", "kosten": "weg"})
    assert bausteine(made)[0].facts == (*FACTS[:2], ("ansprechpartner", "Ute"))
    assert "Ute" not in bausteine(made)[0].text
    assert [fact.field for fact in row(made, "Markthalle").facts][-1] == "ansprechpartner"


def test_a_label_is_known_however_it_is_spelled():
    text = MITTE + as_table(["Leitprojekt 1", "Markthalle"])[:-1] + LINES + "| Große: | 5 m |\n"
    for said in ("Große", "grosse", "große:"):
        made = outline(text, facts={said: "ort"})
        assert ("ort", "Markt; 5 m") in bausteine(made)[0].facts


def test_bold_labels_right_below_a_project_are_its_steckbrief():
    text = MITTE + "## Leitprojekt 1: Halle\n\n**Ort:** Markt\n\n**Kosten**: 5 €\n\nText.\n"
    (hall,) = bausteine(outline(text))
    assert (hall.facts, hall.text) == ((("ort", "Markt"), ("kosten", "5 €")), "Text.")
    (goal,) = bausteine(outline(text.replace("Leitprojekt", "Leitziel")))
    assert "**Ort:** Markt" in goal.text
