"""Builds real .odt files from the XML of their parts, the way LibreOffice writes them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NS = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        **{
            name: f"{_OASIS}:{long}:1.0"
            for name, long in {
                "office": "office", "style": "style", "text": "text", "table": "table",
                "draw": "drawing", "fo": "xsl-fo-compatible", "svg": "svg-compatible",
                "chart": "chart", "meta": "meta", "manifest": "manifest",
            }.items()
        },
        "xlink": "http://www.w3.org/1999/xlink",
        "math": "http://www.w3.org/1998/Math/MathML",
        "dc": "http://purl.org/dc/elements/1.1/",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)  # fmt: skip
TEXT = "application/vnd.oasis.opendocument.text"
PARTS = "META-INF/manifest.xml"


def style(name, family="paragraph", *, parent="", attributes="", text="", paragraph="", inner=""):
    """A style:style; ``text`` and ``paragraph`` are attributes of its properties."""
    based = f'style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}" {based} {attributes}>'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {text}/>{inner}"
        "</style:style>"
    )


def level(number, kind="number", attributes=""):
    return f'<text:list-level-style-{kind} text:level="{number}" {attributes}/>'


BOLD, ITALIC = 'fo:font-weight="bold"', 'fo:font-style="italic"'
AUTOMATIC = "".join(
    [
        style("T1", "text", text=BOLD),
        style("T2", "text", text=ITALIC),
        style("T3", "text", text='style:text-line-through-style="solid"'),
        style("T4", "text", text='text:display="none"'),
        style("T5", "text", text='style:text-position="super 58%"'),
        style("T6", "text", text='style:text-position="-33% 58%"'),
        style("T7", "text", text='fo:font-weight="normal"'),
        style("T8", "text", parent="Strong_20_Emphasis"),
        style("T9", "text", text='style:font-name="Wingdings"'),
        style("P1", parent="Fett", text=ITALIC),
        style("P2", parent="Standard", paragraph='fo:break-before="page"'),
        style("P3", parent="Heading_20_2", attributes='style:list-style-name=""'),
        style("P4", parent="Standard", attributes='style:list-style-name="L2"'),
        '<text:list-style style:name="L1">'
        + "".join(level(n, "bullet", 'text:bullet-char="•"') for n in (1, 2, 3))
        + "</text:list-style>",
        '<text:list-style style:name="L2">'
        + level(1, attributes='style:num-format="1" style:num-suffix="."')
        + level(2, attributes='style:num-format="a" style:num-suffix=")"')
        + "</text:list-style>",
        '<text:list-style style:name="L3">'
        + level(1, attributes='style:num-format="1" loext:num-list-format="Leitziel %1%:"')
        + "</text:list-style>",
    ]
)
NAMED = "".join(
    [
        '<style:default-style style:family="paragraph"><style:text-properties '
        'fo:font-size="11pt"/></style:default-style>',
        style("Standard"),
        *[
            style(
                f"Heading_20_{n}",
                attributes=f'style:display-name="Heading {n}" style:default-outline-level="{n}"',
                text=BOLD,
            )
            for n in range(1, 5)
        ],
        style("Kapitel", parent="Heading_20_2", attributes='style:display-name="Kapitel"'),
        style("Fett", parent="Standard", text=f'{BOLD} fo:font-size="14pt"'),
        style("Quotations", parent="Standard", text=ITALIC),
        style("Contents_20_1", attributes='style:display-name="Contents 1"'),
        style("Strong_20_Emphasis", "text", text=BOLD),
    ]
)
OUTLINE = (
    '<text:outline-style style:name="Outline">'
    + '<text:outline-level-style text:level="1" style:num-format=""/>'
    + '<text:outline-level-style text:level="2" style:num-format="{form}" text:start-value="4"/>'
    + '<text:outline-level-style text:level="3" style:num-format="{form}" '
    'text:display-levels="2"/></text:outline-style>'
)


def p(*inner, style="Standard"):
    return f'<text:p text:style-name="{style}">{"".join(inner)}</text:p>'


def h(level, *inner, style="", attributes=""):
    style = style or f"Heading_20_{level}"
    return (
        f'<text:h text:style-name="{style}" text:outline-level="{level}" {attributes}>'
        f"{''.join(inner)}</text:h>"
    )


def span(text, style):
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def items(*contents, style="L1", attributes=""):
    """A list; each content is XML, or text for a paragraph."""
    inner = "".join(
        f"<text:list-item>{c if c.startswith('<') else p(c)}</text:list-item>" for c in contents
    )
    named = f'text:style-name="{style}"' if style else ""
    return f"<text:list {named} {attributes}>{inner}</text:list>"


def table(*rows):
    """Rows of cells; a cell is text, or XML beginning with `<table:`."""
    cells = (
        "".join(
            c if c.startswith("<table:") else f"<table:table-cell>{p(c)}</table:table-cell>"
            for c in row
        )
        for row in rows
    )
    inner = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return f"<table:table>{inner}</table:table>"


def note(text, kind="footnote"):
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>9</text:note-citation>'
        f"<text:note-body>{text if text.startswith('<') else p(text)}</text:note-body></text:note>"
    )


def frame(*inner, style="", alt=""):
    desc = f"<svg:desc>{alt}</svg:desc>" if alt else ""
    return f'<draw:frame draw:style-name="{style}">{"".join(inner)}{desc}</draw:frame>'


def image(name="Pictures/a.png"):
    return f'<draw:image xlink:href="{name}"/>'


def content(*body, automatic="", attributes=""):
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {_NS}>"
        f"<office:automatic-styles>{AUTOMATIC}{automatic}</office:automatic-styles>"
        f"<office:body><office:text {attributes}>{''.join(body)}</office:text></office:body>"
        "</office:document-content>"
    )


def odt(*body, parts=None, kind=TEXT, outline="", raw_content=None, pages=0, **options):
    """The bytes of an .odt.

    Args:
        body: XML of paragraphs, lists and tables.
        parts: further parts by name, text or bytes; None takes a part away.
        kind: media type of the package.
        outline: number format of headings, "" for none.
        pages: how many the writing program says it has.
        options: as of `content`.
    """
    files = {
        "content.xml": raw_content or content(*body, **options),
        "styles.xml": (
            f"<office:document-styles {_NS}><office:styles>{NAMED}"
            f"{OUTLINE.format(form=outline)}</office:styles></office:document-styles>"
        ),
        "meta.xml": (
            f"<office:document-meta {_NS}><office:meta><meta:document-statistic "
            f'meta:page-count="{pages}"/></office:meta></office:document-meta>'
        ),
        PARTS: f"<manifest:manifest {_NS}/>",
        **(parts or {}),
    }
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, ZIP_STORED)
        for name, data in files.items():
            if data is not None:
                archive.writestr(name, data)
    return target.getvalue()


def mathml(inner):
    return f"<math:math {_NS}><math:semantics>{inner}</math:semantics></math:math>"
