"""Steckbriefe and goals in tables of every shape, in lists, and in lines of their own."""

import pytest

from tests.strategies.documents.word import docx, h, item, p, run, table

from .texts import named, outline

TEXT = "Die Stadt sichert hier die Grundlagen für die nächsten Jahre und darüber hinaus."
MITTE = h(1, "Strategie 1 – Mitte") + p(TEXT)
PROJEKTE = h(1, "Schlüsselprojekte")
HALLE, BUS = ("leitprojekt", "1", "Markthalle"), ("leitprojekt", "2", "Rufbus")
WOHNEN, WEGE = ("leitziel", "1", "Wohnen"), ("leitziel", "2", "Wege")
BOLD = "<w:b/>"


def across(text, columns):
    """A row of one cell over all columns."""
    span = f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{p(text)}</w:tc>'
    return [span]


def lines(*texts):
    """A cell with a paragraph for each text."""
    return f"<w:tc>{''.join(map(p, texts))}</w:tc>"


def steckbrief(number, title, costs):
    return [[f"Projekt {number}", title], ["Träger", "Stadt"], ["Kosten", costs]]


TABLES = {
    "beside each other": table(
        ["Projekt 1: Markthalle", "Projekt 2: Rufbus"], ["Träger: Stadt", "Träger: Landkreis"],
        ["Kosten: 450.000 €", "Kosten: 80.000 €"]),
    "below each other in one table": table(
        *steckbrief(1, "Markthalle", "450.000 €"), *steckbrief(2, "Rufbus", "80.000 €")),
    "facts in one cell, text in the other": "".join(
        table(across(f"Projekt {number}: {title}", 2),
              [lines("Träger: Stadt", f"Kosten: {costs}", "Zeitraum: 2027"), TEXT]) + p("")
        for number, title, costs in ((1, "Markthalle", "450.000 €"), (2, "Rufbus", "80.000 €"))),
    "two facts in a row": table(
        across("Projekt 1: Markthalle", 2), ["Träger: Stadt", "Kosten: 450.000 €"],
        across("Projekt 2: Rufbus", 2), ["Träger: Landkreis", "Kosten: 80.000 €"]),
    "a row for each, many columns": table(
        ["Nr.", "Projekt", "Träger", "Kosten", "Priorität"],
        ["1", "Markthalle", "Stadt", "450.000 €", "hoch"],
        ["2", "Rufbus", "Landkreis", "80.000 €", "mittel"]),
    "labels with numbers": table(
        across("Projekt 1: Markthalle", 2), ["1. Träger", "Stadt"], ["2. Kosten", "450.000 €"])
    + p("") + table(
        across("Projekt 2: Rufbus", 2), ["1. Träger", "Stadt"], ["2. Kosten", "80.000 €"]),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_projects_are_found_in_tables_of_every_shape(name):
    made = outline(docx(PROJEKTE, TABLES[name]), name="a.docx")
    assert named(made) == [HALLE, BUS]
    (strategie,) = made.baum().strategien
    costs = [dict(baustein.facts).get("kosten") for baustein in strategie.bausteine]
    if name != "labels with numbers":
        assert costs == ["450.000 €", "80.000 €"]


def test_a_column_may_be_a_project():
    made = outline(
        docx(PROJEKTE, table(["Projekt", "Markthalle", "Rufbus"], ["Träger", "Stadt", "Landkreis"],
                             ["Kosten", "450.000 €", "80.000 €"])),
        name="a.docx",
    )  # fmt: skip
    assert [title for _kind, _number, title in named(made)] == ["Markthalle", "Rufbus"]
    facts = [dict(b.facts) for s in made.baum().strategien for b in s.bausteine]
    assert facts == [
        {"traeger": "Stadt", "kosten": "450.000 €"},
        {"traeger": "Landkreis", "kosten": "80.000 €"},
    ]


GOALS = {
    "title row above labels": "".join(
        table(across(f"Leitziel {number}: {title}", 2), ["Ausgangslage", TEXT], ["Bedarf", "Groß"])
        + p("") for number, title in ((1, "Wohnen"), (2, "Wege"))),
    "beside each other": table(["Leitziel 1: Wohnen", "Leitziel 2: Wege"], [TEXT, TEXT]),
    "list without bold": item("Wohnen", num=2) + item("Wege", num=2),
    "list with bold titles": "".join(
        item(run(title, BOLD), num=2) + p(TEXT) for title in ("Wohnen", "Wege")),
    "list with bold beginnings": "".join(
        item(run(f"{title}: ", BOLD), run(TEXT), num=2) for title in ("Wohnen", "Wege")),
    "list that says the kind": "".join(
        item(run(f"Leitziel {number}: {title}. ", BOLD), run(TEXT))
        for number, title in ((1, "Wohnen"), (2, "Wege"))),
    "run into the text": "".join(
        p(run(f"Leitziel {number}: {title}. ", BOLD), run(TEXT))
        for number, title in ((1, "Wohnen"), (2, "Wege"))),
}  # fmt: skip


@pytest.mark.parametrize("name", GOALS)
def test_goals_are_found_below_their_plural(name):
    made = outline(docx(MITTE, h(2, "Leitziele"), p(TEXT), GOALS[name]), name="a.docx")
    assert named(made) == [WOHNEN, WEGE]
    assert [s.title for s in made.baum().strategien] == ["Mitte"]


def test_entries_of_a_list_below_a_field_are_its_text():
    made = outline(
        docx(*(h(1, f"Handlungsfeld {n}: {title}") + h(2, "Ausgangslage") + p(TEXT) + h(2, "Ziele")
               + item("Leerstand senken") + item("Bauen")
               for n, title in ((1, "Wohnen"), (2, "Wege")))),
        name="a.docx",
    )  # fmt: skip
    assert named(made) == [("handlungsfeld", "1", "Wohnen"), ("handlungsfeld", "2", "Wege")]
    texts = [b.text for s in made.baum().strategien for b in s.bausteine]
    assert all("Leerstand senken" in text and "Ausgangslage" in text for text in texts)


def test_rows_below_a_row_with_a_field_keep_their_own_kind():
    made = outline(
        docx(h(1, "Zielsystem"), table(
            across("Handlungsfeld 1: Wohnen", 2), ["LZ 1.1 Höfe öffnen", TEXT],
            ["LZ 1.2 Häuser sanieren", TEXT], across("Handlungsfeld 2: Wege", 2),
            ["LZ 2.1 Rad", TEXT])),
        name="a.docx",
    )  # fmt: skip
    assert [(kind, number) for kind, number, _title in named(made)] == [
        ("handlungsfeld", "1"), ("leitziel", "1.1"), ("leitziel", "1.2"),
        ("handlungsfeld", "2"), ("leitziel", "2.1"),
    ]  # fmt: skip


def test_a_field_may_stand_between_the_rows_of_measures():
    made = outline(
        docx(h(1, "Maßnahmenkatalog"), table(
            ["Nr.", "Maßnahme", "Träger", "Zeitraum", "Kosten"],
            across("Handlungsfeld 1: Wohnen", 5), ["1.1", "Kataster", "Bauamt", "2026", "gering"],
            across("Handlungsfeld 2: Wege", 5), ["2.1", "Radweg", "Land", "2028", "hoch"])),
        name="a.docx",
    )  # fmt: skip
    assert named(made) == [
        ("handlungsfeld", "1", "Wohnen"), ("leitprojekt", "1.1", "Kataster"),
        ("handlungsfeld", "2", "Wege"), ("leitprojekt", "2.1", "Radweg"),
    ]  # fmt: skip


def test_a_line_with_its_title_begins_a_steckbrief():
    lines_of = [
        p(run(f"{label}: ", BOLD), run(value))
        for title, costs in (("Markthalle", "450.000 €"), ("Rufbus", "80.000 €"))
        for label, value in (("Projekttitel", title), ("Träger", "Stadt"), ("Kosten", costs))
    ]
    made = outline(docx(PROJEKTE, *lines_of), name="a.docx")
    assert [title for _kind, _number, title in named(made)] == ["Markthalle", "Rufbus"]
    facts = [dict(b.facts)["kosten"] for s in made.baum().strategien for b in s.bausteine]
    assert facts == ["450.000 €", "80.000 €"]


PAGED = ("Strategie 1: Mitte 3", "Leitziel 1: Wohnen 4", "Leitziel 2: Wege 6")
BARE = ("Strategie 1: Mitte", "Leitziel 1: Wohnen", "Leitziel 2: Wege")


@pytest.mark.parametrize("contents", [PAGED, BARE])
def test_contents_typed_by_hand_are_no_goals(contents):
    def bold(text, size):
        return p(run(text, f'{BOLD}<w:sz w:val="{size}"/>'))

    made = outline(
        docx(bold("Inhalt", 32), *map(p, contents), bold("Strategie 1: Mitte", 32), p(TEXT),
             bold("Leitziel 1: Wohnen", 26), p(TEXT), bold("Leitziel 2: Wege", 26), p(TEXT)),
        name="a.docx",
    )  # fmt: skip
    assert named(made) == [WOHNEN, WEGE]
    assert [s.title for s in made.baum().strategien] == ["Mitte"]


def test_a_title_below_the_number_is_told_from_what_stands_below_every_goal():
    made = outline(
        docx(MITTE, *(
            h(2, f"Leitziel {n}") + h(3, title) + p(TEXT) + h(3, "Ausgangslage") + p(TEXT)
            for n, title in ((1, "Wohnen"), (2, "Wege")))),
        name="a.docx",
    )  # fmt: skip
    assert named(made) == [WOHNEN, WEGE]
    assert "Ausgangslage" in made.baum().strategien[0].bausteine[0].text


def test_a_number_may_stand_above_its_title():
    def bold(text, size):
        return p(run(text, f'{BOLD}<w:sz w:val="{size}"/>'))

    made = outline(
        docx(bold("Strategie 1: Mitte", 48), p(TEXT), bold("Unsere Leitziele", 40),
             bold("1", 28), bold("Wohnen", 28), p(TEXT), bold("2", 28), bold("Wege", 28), p(TEXT)),
        name="a.docx",
    )  # fmt: skip
    assert named(made) == [WOHNEN, WEGE]


def test_chapters_called_parts_are_told_by_what_they_are_about():
    made = outline(
        docx(h(1, "Teil A: Analyse"), h(2, "1 Bevölkerung"), p(TEXT), h(1, "Teil B: Konzept"),
             h(2, "2 Strategie Mitte"), p(TEXT), h(3, "2.1 Leitziel Wohnen"), p(TEXT),
             h(1, "Teil C: Umsetzung"), h(2, "3 Monitoring"), p(TEXT)),
        name="a.docx",
    )  # fmt: skip
    assert named(made) == [("leitziel", "", "Wohnen")]
    assert [s.title for s in made.baum().strategien] == ["Mitte"]


def test_a_chapter_between_strategie_and_goals_is_no_goal():
    made = outline(
        docx(h(1, "5 Umsetzungsstrategie"), h(2, "5.1 Räume"), h(3, "5.1.1 Kern"),
             h(4, "Leitziel 1: Wohnen"), p(TEXT), h(4, "Leitziel 2: Wege"), p(TEXT)),
        name="a.docx",
    )  # fmt: skip
    assert named(made) == [WOHNEN, WEGE]
