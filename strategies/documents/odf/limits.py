"""How much of everything an OpenDocument text may hold, counted before it is read."""

from django.utils.translation import gettext as _
from lxml import etree

from ..limits import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_DEPTH,
    MOST_IN_PARAGRAPH,
    MOST_NOTES,
    MOST_PARAGRAPHS,
    MOST_PICTURES,
    MOST_ROWS,
    MOST_RUNS,
    refuse,
)
from ..word_xml import number
from .names import NAMESPACES, TABLE, TEXT

_MOST_ELEMENTS_DEEP = 200
_NESTING = {f"{TABLE}table", f"{TEXT}list"}


def refuse_odf(root):
    """Raise `DocumentError` for a document that would take too long to read."""

    def count(path):
        return int(root.xpath(f"count({path})", namespaces=NAMESPACES))

    refuse(count("//text:p | //text:h"), MOST_PARAGRAPHS, _("Absätze"))
    refuse(count("//text:span | //text:a"), MOST_RUNS, _("verschieden gestaltete Stellen"))
    rows = sum(map(rows_of, root.iter(f"{TABLE}table-row")))
    refuse(rows, MOST_ROWS, _("Zeilen in Tabellen"))
    cells = sum(
        min(columns_of(cell), MOST_COLUMNS) * rows_of(cell.getparent())
        for cell in root.iter(f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
    )
    refuse(cells, MOST_CELLS, _("Zellen in Tabellen"))
    refuse(count("//text:note"), MOST_NOTES, _("Fußnoten und Verweise darauf"))
    drawn = "//draw:*[not(ancestor::draw:*) or self::draw:frame]"
    refuse(count(drawn), MOST_PICTURES, _("Bilder"))
    _refuse_depth(root)
    long = f"//text:p[string-length(.) > {MOST_IN_PARAGRAPH}]"
    for paragraph in root.xpath(f"{long} | {long.replace(':p', ':h')}", namespaces=NAMESPACES):
        length = len("".join(paragraph.itertext()))
        refuse(length, MOST_IN_PARAGRAPH, _("Zeichen in einem Absatz"))


def rows_of(row):
    """How often a row is repeated."""
    return max(number(row.get(f"{TABLE}number-rows-repeated"), 1), 1)


def columns_of(cell):
    return max(number(cell.get(f"{TABLE}number-columns-repeated"), 1), 1)


def _refuse_depth(root):
    """Tables and lists in each other as anywhere; other elements as far as reading can go."""
    depth = nested = 0
    what = _("Ebenen ineinander")
    for event, element in etree.iterwalk(root, events=("start", "end")):
        step = 1 if event == "start" else -1
        depth += step
        refuse(depth, _MOST_ELEMENTS_DEEP, what)
        if element.tag in _NESTING:
            nested += step
            refuse(nested, MOST_DEPTH, what)
