"""What changed in a text: what came is underlined, what went is struck out."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from docx.shared import Mm, Pt, RGBColor

from strategies.diff import BlockStatus, compare
from strategies.documents.writing.xml import legible

_LOOK = {
    "insert": ("underline", RGBColor(0x17, 0x60, 0x2F)),
    "delete": ("strike", RGBColor(0x9B, 0x1C, 0x1C)),
}


def add_changes(paper, before, after):
    """Set the difference of two Fassungen; ``before`` may be None for a new text."""
    comparison = compare(before or _Nothing, after)
    if comparison.title_changed:
        _add_runs(paper.text(), comparison.title, bold=True)
    for section in comparison.sections:
        if section.folded:
            _add_gap(paper, len(section.blocks))
            continue
        for block in section.blocks:
            if block.status != BlockStatus.AWAY:
                _add_block(paper, block)


class _Nothing:
    title = text = ""


def add_legend(paper):
    paragraph = paper.text()
    paragraph.add_run(_("So ist zu lesen: "))
    _mark(paragraph.add_run(_("unterstrichen")), "insert")
    paragraph.add_run(_(" ist neu, "))
    _mark(paragraph.add_run(_("durchgestrichen")), "delete")
    paragraph.add_run(_(" ist entfallen."))


def _add_gap(paper, number):
    words = ngettext(
        "[… %(n)d Absatz bleibt, wie er war …]",
        "[… %(n)d Absätze bleiben, wie sie waren …]",
        number,
    )
    paper.text(words % {"n": number}, style="Caption")


def _add_block(paper, block):
    paragraph = paper.text()
    if block.kind in ("item", "quote", "note"):
        paragraph.paragraph_format.left_indent = Mm(6 * (block.level + 1))
    if block.kind == "heading":
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(6)
    if block.mark:
        paragraph.add_run(f"{legible(block.mark)} ")
    if block.status == BlockStatus.MOVED:
        paragraph.add_run(_("[verschoben] ")).italic = True
    _add_runs(paragraph, block.runs, bold=block.kind == "heading" or block.is_head)


def _add_runs(paragraph, runs, *, bold=False):
    for part in runs:
        run = paragraph.add_run(legible(part.text))
        run.bold = bold or None
        _mark(run, part.kind)


def _mark(run, kind):
    if kind in _LOOK:
        name, colour = _LOOK[kind]
        setattr(run.font, name, True)
        run.font.color.rgb = colour
