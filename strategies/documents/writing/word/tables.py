"""Tables whose first row is a head, repeated on every page."""

from ..parts import PORTRAIT_MM, shares
from ..xml import legible
from .elements import element, twips


def block_table(story, table):
    """A table of a text; the width of its columns follows from their words."""
    widths = story.book.fitted(shares(table, PORTRAIT_MM))
    rows = [
        _row([[story.cell_line(cell)] for cell in row], widths, is_head=not number)
        for number, row in enumerate(table.rows)
    ]
    return _table(story, widths, rows)


def grid(story, grid):
    """A table of the paper's own."""
    head = [[story.text(text, tight=True)] for text in grid.head_texts]
    widths = story.book.fitted(grid.widths_mm)
    rows = [_row(head, widths, is_head=True)]
    for row in grid.rows:
        cells = [[story.text(text, tight=True) for text in cell] for cell in row.cells]
        rows.append(_row(cells, widths, whole=row.whole))
    return _table(story, widths, rows, title=grid.title, summary=grid.summary)


def _table(story, widths_mm, rows, *, title="", summary=""):
    properties = element(
        "tblPr",
        element("tblStyle", val=story.book.style("table")),
        element("tblW", w=twips(sum(widths_mm)), type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0,
                noHBand=0, noVBand=1),
        element("tblCaption", val=legible(title)) if title else None,
        element("tblDescription", val=legible(summary)) if summary else None,
    )  # fmt: skip
    columns = element("tblGrid", *(element("gridCol", w=twips(width)) for width in widths_mm))
    return element("tbl", properties, columns, *rows)


def _row(cells, widths_mm, *, is_head=False, whole=True):
    properties = element(
        "trPr",
        element("cantSplit") if whole else None,
        element("tblHeader") if is_head else None,
    )
    return element(
        "tr",
        properties if len(properties) else None,
        *(
            element("tc", element("tcPr", element("tcW", w=twips(width), type="dxa")), *content)
            for content, width in zip(cells, widths_mm, strict=True)
        ),
    )
