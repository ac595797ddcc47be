"""Structures of planning documents, a small one each: what a reader would name is found."""

import pytest

from tests.strategies.documents.word import docx, h, item, p, run, table

from .texts import named, outline, row

TEXT = "Die Stadt sichert hier die Grundlagen für die nächsten Jahre und darüber hinaus."
WEGE = [("leitziel", "1", "Wohnen"), ("leitziel", "2", "Wege")]
BOLD = "<w:b/>"
MITTE = h(1, "Strategie 1 – Mitte") + p("Vorspann.")


def bold(text, size=0):
    return p(run(text, BOLD + (f'<w:sz w:val="{size}"/>' if size else "")))


def goals(write):
    """Two goals, their headings written by ``write``."""
    return (write("Leitziel 1: Wohnen"), p(TEXT), write("Leitziel 2: Wege"), p(TEXT))


def looking(properties):
    return lambda text: p(run(text, properties))


def standing(properties):
    return lambda text: p(text, properties=properties)


def in_a_cell(text):
    return table([text])


def in_a_control(text):
    return f"<w:sdt><w:sdtContent>{bold(text)}</w:sdtContent></w:sdt>"


def in_a_box(text):
    return (
        f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p(text)}</w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r></w:p>"
    )


LOOKS = {
    "bold": bold,
    "larger": looking('<w:sz w:val="32"/>'),
    "underlined": looking('<w:u w:val="single"/>'),
    "capitals": looking("<w:caps/>"),
    "coloured": looking('<w:color w:val="C00000"/>'),
    "italic": looking("<w:i/>"),
    "plain": lambda text: p(text),
    "centred": standing('<w:jc w:val="center"/>'),
    "bar": standing('<w:shd w:val="clear" w:fill="003366"/>'),
    "frame": standing('<w:framePr w:w="5000"/>'),
    "cell": in_a_cell,
    "control": in_a_control,
    "box": in_a_box,
}


@pytest.mark.parametrize("name", LOOKS)
def test_goals_without_a_style_are_found_below_a_strategie_with_one(name):
    made = outline(docx(MITTE, *goals(LOOKS[name])), name="a.docx")
    assert named(made) == WEGE
    assert row(made, "Wohnen").guess
    assert [b.text for b in made.baum().strategien[0].bausteine] == [TEXT, TEXT]


@pytest.mark.parametrize("name", ["bold", "larger", "underlined", "capitals", "bar", "plain"])
def test_a_document_without_any_style_is_read_by_look(name):
    write = LOOKS[name]
    body = (write("Strategie 1: Mitte"), p(TEXT), *goals(write))
    made = outline(docx(*body), name="a.docx")
    assert named(made) == WEGE
    assert made.baum().strategien[0].title == "Mitte"


def test_sizes_are_levels_where_nothing_is_named():
    made = outline(
        docx(
            bold("Mitte", 36), p(TEXT), bold("Wohnen", 28), p(TEXT), bold("Wege", 28), p(TEXT),
            bold("Rand", 36), p(TEXT), bold("Wald", 28), p(TEXT),
        ),
        name="a.docx",
    )  # fmt: skip
    assert [s.title for s in made.baum().strategien] == ["Mitte", "Rand"]
    assert [title for _kind, _number, title in named(made)] == ["Wohnen", "Wege", "Wald"]


def test_bold_lines_are_text_where_headings_have_styles():
    made = outline(
        docx(MITTE, h(2, "Leitziel 1: Wohnen"), bold("Ausgangslage"), p(TEXT), bold("Was folgt"),
             p(TEXT), h(2, "Leitziel 2: Wege"), p(TEXT)),
        name="a.docx",
    )  # fmt: skip
    assert named(made) == WEGE
    assert "**Ausgangslage**" in made.baum().strategien[0].bausteine[0].text


def test_a_goal_that_is_only_named_again_is_no_new_one():
    made = outline(
        docx(MITTE, h(2, "Leitziel 1: Wohnen"), p(TEXT), h(2, "Leitprojekt 1: Hof"),
             p(TEXT), bold("Leitziel 1: Wohnen"), p(TEXT)),
        name="a.docx",
    )  # fmt: skip
    assert len(named(made)) == 2


def test_a_document_in_bold_with_title_page_and_chapters():
    made = outline(
        docx(
            bold("Stadtentwicklungskonzept", 48), bold("Musterstadt 2035", 36),
            bold("1 Anlass", 32), p(TEXT), bold("2 Leitziele", 32),
            bold("Leitziel 1: Wohnen", 26), p(TEXT),
            bold("Leitziel 2: Wege", 26), p(TEXT), bold("3 Schlüsselprojekte", 32),
            bold("Markthalle", 26), p(TEXT), bold("4 Quellen", 32), p("Meier 2020"),
        ),
        name="a.docx",
    )  # fmt: skip
    assert named(made) == [*WEGE, ("leitprojekt", "", "Markthalle")]


STEPS = {
    "numbered by hand": (h(1, "3 Strategie Mitte"), h(2, "3.1 Leitziele"), h(3, "3.1.1 Wohnen"),
                         h(3, "3.1.2 Wege")),
    "numbered list": (MITTE, item(run("Leitziel: Wohnen", BOLD), num=2), p(TEXT),
                      item(run("Leitziel: Wege", BOLD), num=2), p(TEXT)),
    "title below": (MITTE, h(2, "Leitziel 1"), h(3, "Wohnen"), p(TEXT), h(2, "Leitziel 2"),
                    h(3, "Wege"), p(TEXT)),
    "title below in bold": (MITTE, h(2, "Leitziel 1"), bold("Wohnen"), p(TEXT),
                            h(2, "Leitziel 2"), bold("Wege"), p(TEXT)),
    "contents by hand": (h(1, "Inhalt"), p("Leitziel 1: Wohnen ..... 4"), MITTE,
                         h(2, "Leitziel 1: Wohnen"), h(2, "Leitziel 2: Wege")),
    "summary in front": (h(1, "Zusammenfassung"), h(2, "Leitziel 1: Wohnen"), p(TEXT), MITTE,
                         h(2, "Leitziel 1: Wohnen"), p(TEXT), h(2, "Leitziel 2: Wege")),
    "introduction": (MITTE, h(2, "Ausgangslage"), p(TEXT), h(2, "Leitziel 1: Wohnen"), p(TEXT),
                     h(2, "Leitziel 2: Wege"), h(1, "Anhang"), h(2, "Karten"), p(TEXT)),
}  # fmt: skip


@pytest.mark.parametrize("name", STEPS)
def test_goals_are_found_however_they_are_set(name):
    made = outline(docx(*STEPS[name]), name="a.docx")
    assert [title for _kind, _number, title in named(made)] == ["Wohnen", "Wege"]
    assert [s.title for s in made.baum().strategien] == ["Mitte"]


def test_a_project_in_the_annex_is_still_one():
    made = outline(
        "# Strategie 1: Mitte\n\n## Leitziel 1: Wege\n\n# Anhang\n\n"
        "## Projektblatt 3: Markthalle\n\nText.\n\n## Karten\n\nText.\n"
    )
    assert named(made)[-1] == ("leitprojekt", "3", "Markthalle")
    assert row(made, "Karten").kind == "weg"


def test_a_konzept_without_strategien_gets_one_with_its_title():
    made = outline(
        "# Handlungsfeld 1: Wohnen\n\n## Leitziele\n\n### Bauen\n\nText.\n", title="INSEK"
    )
    assert [s.title for s in made.baum().strategien] == ["INSEK"]
    assert [kind for kind, _number, _title in named(made)] == ["handlungsfeld", "leitziel"]


def test_goal_and_measure_inside_a_project_are_its_text():
    made = outline(
        "# Mitte\n\n## Leitprojekt 1: Markthalle\n\n### Ziel: Belebung\n\nA.\n\n"
        "### Maßnahmen\n\nB.\n"
    )
    assert len(named(made)) == 1


def test_goals_of_a_list_are_laid_open():
    made = outline(
        "# Strategie 1: Mitte\n\n1. **Leitziel 1: Wohnen**\n\n   Text.\n\n"
        "2. **Leitziel 2: Wege**\n\n   Text.\n"
    )
    assert named(made) == WEGE
