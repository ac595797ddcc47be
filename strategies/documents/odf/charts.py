"""Charts of an OpenDocument text as pictures, drawn by LibreOffice.

As for Word (``word_charts``): it gets a document made for the purpose, with nothing but the
charts, one on each page.
"""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pypdfium2
from lxml import etree

from .. import office_suite
from ..errors import DocumentError
from ..pictures import MOST_DRAWINGS
from ..word_charts import MARGIN, PAGE, drawn_on, possible
from .names import CHART, DRAW, FO, OFFICE, STYLE, SVG, TEXT, XLINK, points
from .package import part_of

_TEXT_TYPE = "application/vnd.oasis.opendocument.text"
_CHART_TYPE = "application/vnd.oasis.opendocument.chart"
# Without it, LibreOffice takes an object for one that cannot be read.
_VERSION = "1.3"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def draw_charts(package):
    """The charts of a document.

    Args:
        package: an `OdfPackage` or `FlatPackage`.

    Returns:
        {content of the chart: PNG}; empty where LibreOffice is missing or fails.
    """
    found = list(_charts(package))[:MOST_DRAWINGS] if office_suite.is_available() else []
    if not found:
        return {}
    try:
        pages = office_suite.to_pdf(_document(found), suffix=".odt")
        with pypdfium2.PdfDocument(pages) as pdf:
            if len(pdf) != len(found):
                return {}
            return drawn_on(pdf, found)
    except (DocumentError, pypdfium2.PdfiumError):
        return {}


def _charts(package):
    """(content, (width, height) in points) of each chart that lies in the file, once."""
    seen = set()
    for found in package.content.iter(f"{DRAW}object"):
        part = part_of(found)
        data = package.data(f"{part}/content.xml") if part else None
        if not data or data in seen or not _is_chart(package, found):
            continue
        seen.add(data)
        frame = found.getparent()
        size = [points(frame.get(f"{SVG}{side}")) for side in ("width", "height")]
        yield data, tuple(possible(length) for length in size)


def _is_chart(package, element):
    """Whether a draw:object holds a chart."""
    try:
        root = package.object(element)
    except DocumentError:  # a damaged object is no reason to refuse the document
        return False
    return root is not None and next(root.iter(f"{CHART}chart"), None) is not None


def _document(charts):
    """An .odt of these charts alone: no styles, no text of the one it comes from."""
    parts = [f"Object {index}" for index in range(len(charts))]
    entries = [("/", _TEXT_TYPE), ("content.xml", "text/xml"), ("styles.xml", "text/xml")]
    for part in parts:
        entries += [(f"{part}/", _CHART_TYPE), (f"{part}/content.xml", "text/xml")]
    manifest = etree.Element(f"{{{_MANIFEST}}}manifest", nsmap={"manifest": _MANIFEST})
    manifest.set(f"{{{_MANIFEST}}}version", _VERSION)
    for path, kind in entries:
        entry = etree.SubElement(manifest, f"{{{_MANIFEST}}}file-entry")
        entry.set(f"{{{_MANIFEST}}}full-path", path)
        entry.set(f"{{{_MANIFEST}}}media-type", kind)
        if path.endswith("/"):
            entry.set(f"{{{_MANIFEST}}}version", _VERSION)
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _TEXT_TYPE, ZIP_STORED)
        archive.writestr("content.xml", etree.tostring(_content(parts, charts), encoding="utf-8"))
        archive.writestr("styles.xml", etree.tostring(_styles(), encoding="utf-8"))
        for part, (data, _size) in zip(parts, charts, strict=True):
            archive.writestr(f"{part}/content.xml", data)
        archive.writestr("META-INF/manifest.xml", etree.tostring(manifest, encoding="utf-8"))
    return target.getvalue()


def _content(parts, charts):
    spaces = {"office": OFFICE, "style": STYLE, "text": TEXT, "draw": DRAW, "svg": SVG, "fo": FO}
    root = etree.Element(
        f"{OFFICE}document-content",
        nsmap={name: space[1:-1] for name, space in spaces.items()} | {"xlink": XLINK[1:-1]},
    )
    styles = etree.SubElement(root, f"{OFFICE}automatic-styles")
    style = etree.SubElement(styles, f"{STYLE}style")
    style.set(f"{STYLE}name", "next")
    style.set(f"{STYLE}family", "paragraph")
    etree.SubElement(style, f"{STYLE}paragraph-properties").set(f"{FO}break-before", "page")
    body = etree.SubElement(etree.SubElement(root, f"{OFFICE}body"), f"{OFFICE}text")
    for index, (part, (_data, size)) in enumerate(zip(parts, charts, strict=True)):
        paragraph = etree.SubElement(body, f"{TEXT}p")
        if index:
            paragraph.set(f"{TEXT}style-name", "next")
        frame = etree.SubElement(paragraph, f"{DRAW}frame")
        frame.set(f"{TEXT}anchor-type", "as-char")
        for name, length in zip(("width", "height"), size, strict=True):
            frame.set(f"{SVG}{name}", f"{length:.2f}pt")
        link = {"href": f"./{part}", "type": "simple", "show": "embed", "actuate": "onLoad"}
        etree.SubElement(
            frame, f"{DRAW}object", {f"{XLINK}{name}": value for name, value in link.items()}
        )
    root.set(f"{OFFICE}version", _VERSION)
    return root


def _styles():
    """Square pages, as large as the largest chart."""
    spaces = {"office": OFFICE, "style": STYLE, "fo": FO}
    root = etree.Element(
        f"{OFFICE}document-styles", nsmap={name: space[1:-1] for name, space in spaces.items()}
    )
    layout = etree.SubElement(etree.SubElement(root, f"{OFFICE}automatic-styles"),
                              f"{STYLE}page-layout")  # fmt: skip
    layout.set(f"{STYLE}name", "square")
    properties = etree.SubElement(layout, f"{STYLE}page-layout-properties")
    for name in ("page-width", "page-height"):
        properties.set(f"{FO}{name}", f"{PAGE}pt")
    properties.set(f"{FO}margin", f"{MARGIN}pt")
    master = etree.SubElement(etree.SubElement(root, f"{OFFICE}master-styles"),
                              f"{STYLE}master-page")  # fmt: skip
    master.set(f"{STYLE}name", "Standard")
    master.set(f"{STYLE}page-layout-name", "square")
    root.set(f"{OFFICE}version", _VERSION)
    return root
