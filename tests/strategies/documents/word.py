"""Builds real .docx files from the XML of their parts, the way Word writes them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

_NS = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def _style(identifier, name, properties="", based_on="", kind="paragraph", run=""):
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    default = ' w:default="1"' if identifier == "Standard" else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identifier}"{default}><w:name w:val="{name}"/>'
        # As Word writes them, before the properties.
        f'{based}<w:next w:val="Standard"/><w:uiPriority w:val="99"/><w:qFormat/>'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


STYLES = f"<w:styles {_NS}>" + "".join(
    [
        _style("Standard", "Normal"),
        *[
            _style(f"berschrift{n}", f"heading {n}", f'<w:outlineLvl w:val="{n - 1}"/>')
            for n in range(1, 5)
        ],
        _style("Ueber2", "Überschrift 2"),
        _style("Kapitel", "Kapitel der Stadt", based_on="berschrift2"),
        _style("Nummeriert", "Nummerierte Überschrift", based_on="berschrift2",
               properties='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'),
        _style("ListeA", "List Bullet", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
        _style("ListeB", "List Bullet 2", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
        _style("Verzeichnis1", "toc 1"),
        _style("Zitat", "Quote", run="<w:i/>"),
        _style("Fettdruck", "Strong", kind="character", run="<w:b/>"),
        _style("Geheim", "Geheim", kind="character", run="<w:vanish/>"),
    ]
) + "</w:styles>"  # fmt: skip


def _level(index, kind, text):
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _abstract(identifier, levels):
    return f'<w:abstractNum w:abstractNumId="{identifier}">{levels}</w:abstractNum>'


NUMBERING = (
    f"<w:numbering {_NS}>"
    + _abstract(1, "".join(_level(n, "bullet", "•") for n in range(3)))
    + _abstract(2, _level(0, "decimal", "%1.") + _level(1, "lowerLetter", "%2)"))
    + _abstract(3, _level(0, "decimal", "%1") + _level(1, "decimal", "%1.%2"))
    + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3))
    + "</w:numbering>"
)


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs, style="", properties=""):
    """A paragraph; plain strings are runs of text, strings of XML stay as they are."""
    inner = "".join(r if r.startswith("<") else run(r) for r in runs)
    pstyle = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{pstyle}{properties}</w:pPr>{inner}</w:p>"


def h(level, *runs, **options):
    return p(*runs, style=f"berschrift{level}", **options)


def item(*runs, num=1, level=0):
    return p(
        *runs,
        properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>',
    )


def field(instruction, *content):
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{"".join(content)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(*rows):
    """Rows of cells; a cell is text, or XML beginning with `<w:tc>`."""
    cells = (
        "".join(c if c.startswith("<w:tc>") else f"<w:tc>{p(c)}</w:tc>" for c in row)
        for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def picture(relationship="rBild", alt="", attributes='r:embed="{}"', crop=""):
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic>'
        '<a:graphicData><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x"/></pic:nvPicPr>'
        f"<pic:blipFill><a:blip {attributes.format(relationship)}/>{crop}</pic:blipFill>"
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def png(size=(4, 2), colour="red", **options):
    target = BytesIO()
    Image.new("RGB", size, colour).save(target, "PNG", **options)
    return target.getvalue()


def document(*body):
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><w:document {_NS}><w:body>{''.join(body)}"
        "<w:sectPr/></w:body></w:document>"
    )


def docx(*body, parts=None, links=None, content_type=_MAIN, footnotes="", raw_document=None):
    """The bytes of a .docx.

    Args:
        body: XML of paragraphs and tables.
        parts: further parts by name, text or bytes.
        links: id → (kind, target, external) relationships of the document.
        footnotes: XML of w:footnote elements.
    """
    relationships = {
        "rStil": ("styles", "styles.xml", False),
        "rNum": ("numbering", "numbering.xml", False),
        "rNoten": ("footnotes", "footnotes.xml", False),
        **(links or {}),
    }
    files = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>'
        ),
        "_rels/.rels": _relationships({"r1": ("officeDocument", "word/document.xml", False)}),
        "word/_rels/document.xml.rels": _relationships(relationships),
        "word/document.xml": raw_document or document(*body),
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/footnotes.xml": f"<w:footnotes {_NS}>{footnotes}</w:footnotes>",
        **(parts or {}),
    }
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def _relationships(links):
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if external else ''}/>"
        for key, (kind, target, external) in links.items()
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{rows}</Relationships>"
    )
