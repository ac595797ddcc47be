"""Charts of a Word document as pictures, drawn by LibreOffice.

It gets a document made for the purpose, with nothing but the charts: one on each page.
"""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pypdfium2
from lxml import etree

from . import office_suite
from .errors import DocumentError
from .pictures import MOST_DRAWINGS
from .word_xml import WP, A, R, W, number

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = {
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}
_EMU_PER_POINT = 12_700
_SMALLEST, _LARGEST = 50, 700  # points
MARGIN, PAGE = 20, 800
_TWIPS = 20
_SCALE = 2.5


def draw_charts(package, root):
    """The charts of a document.

    Args:
        package: the `WordPackage`.
        root: its document.

    Returns:
        {content of the chart's part: PNG}; empty where LibreOffice is missing or fails.
    """
    found = [one for one in _charts(package, root) if one][:MOST_DRAWINGS]
    if not found or not office_suite.is_available():
        return {}
    try:
        pages = office_suite.to_pdf(_document(package, found))
        with pypdfium2.PdfDocument(pages) as pdf:
            if len(pdf) != len(found):
                return {}
            return drawn_on(pdf, found)
    except (DocumentError, pypdfium2.PdfiumError):
        return {}


def _charts(package, root):
    """(content, (width, height) in points) of each chart that lies in the file, once."""
    relationships, seen = None, set()
    for chart in root.iter(f"{CHART}chart"):
        relationships = relationships or package.relationships(package.main)
        target = relationships.get(chart.get(f"{R}id", ""))
        data = package.data(target.target) if target and not target.external else None
        if data and data not in seen:
            seen.add(data)
            yield data, _size(chart)


def _size(chart):
    around = next(chart.iterancestors(f"{WP}inline", f"{WP}anchor"), None)
    extent = around.find(f"{WP}extent") if around is not None else None
    lengths = (extent.get("cx"), extent.get("cy")) if extent is not None else (None, None)
    return tuple(possible(number(length, _LARGEST) / _EMU_PER_POINT) for length in lengths)


def possible(length):
    """A length in points within what is drawn; the largest where there is none."""
    return min(max(length or _LARGEST, _SMALLEST), _LARGEST)


def drawn_on(pdf, charts):
    """{content: PNG} of the charts that could be drawn, one on each page.

    Args:
        charts: (content, (width, height) in points) of each.
    """
    pages = zip(pdf, charts, strict=True)
    return {data: png for page, (data, size) in pages if (png := _drawn(page, size))}


def _drawn(page, size):
    """The chart on a page of ours, as PNG; None where nothing was drawn.

    Args:
        size: (width, height) in points.
    """
    image = page.render(scale=_SCALE).to_pil()
    box = (MARGIN, MARGIN, MARGIN + size[0], MARGIN + size[1])
    image, target = image.crop([round(side * _SCALE) for side in box]), BytesIO()
    darkest, lightest = image.convert("L").getextrema()
    image.save(target, "PNG")
    return target.getvalue() if darkest != lightest else None


def _document(package, charts):
    """A .docx of these charts alone: no links, no data, no text of the one it comes from."""
    parts = {f"chart{index}.xml": ("chart", data) for index, (data, _size) in enumerate(charts)}
    theme = package.data(package.related(package.main, "theme") or "")
    if theme:
        parts["theme.xml"] = ("theme", theme)
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_KINDS[kind]}"/>'
        for name, (kind, _data) in parts.items()
    )
    links = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}"/>'
        for name, (kind, _data) in parts.items()
    )
    files = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD}"/>{overrides}</Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
        ),
        "word/document.xml": etree.tostring(_body(charts), encoding="utf-8"),
        **{f"word/{name}": data for name, (_kind, data) in parts.items()},
    }
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def _body(charts):
    spaces = {"w": W[1:-1], "wp": WP[1:-1], "a": A[1:-1], "c": CHART[1:-1], "r": R[1:-1]}
    root = etree.Element(f"{W}document", nsmap=spaces)
    body = etree.SubElement(root, f"{W}body")
    for index, (_data, (width, height)) in enumerate(charts):
        paragraph = etree.SubElement(body, f"{W}p")
        properties = etree.SubElement(paragraph, f"{W}pPr")
        if index:
            etree.SubElement(properties, f"{W}pageBreakBefore")
        etree.SubElement(properties, f"{W}spacing", {f"{W}before": "0", f"{W}after": "0"})
        drawing = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}drawing")
        inline = etree.SubElement(drawing, f"{WP}inline")
        extent = {
            "cx": str(round(width * _EMU_PER_POINT)),
            "cy": str(round(height * _EMU_PER_POINT)),
        }
        etree.SubElement(inline, f"{WP}extent", extent)
        etree.SubElement(inline, f"{WP}docPr", {"id": str(index + 1), "name": "x"})
        graphic = etree.SubElement(inline, f"{A}graphic")
        data = etree.SubElement(graphic, f"{A}graphicData", {"uri": CHART[1:-1]})
        etree.SubElement(data, f"{CHART}chart", {f"{R}id": f"chart{index}.xml"})
    section = etree.SubElement(body, f"{W}sectPr")
    page = str(PAGE * _TWIPS)
    etree.SubElement(section, f"{W}pgSz", {f"{W}w": page, f"{W}h": page})
    margins = {f"{W}{side}": str(MARGIN * _TWIPS) for side in ("top", "right", "bottom", "left")}
    etree.SubElement(section, f"{W}pgMar", margins)
    return root
