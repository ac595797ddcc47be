"""The town's own template for Word: checked, made bare, and what it lacks.

Only what shapes a document is kept: styles, lists, page, head and foot. Whatever else a file of
Word can bring along (text, comments, data, fonts, names of people) stays behind.
"""

import logging
import re
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx import Document
from docx.oxml.ns import qn

from ...errors import DocumentError
from ...word_package import WordPackage
from ..packing import pack, packed_again
from ..parts import Manuscript, OwnTable, Stationery, Title, heading, paragraph
from .book import Book
from .styles import NEEDED, TABLE, kind_of

logger = logging.getLogger(__name__)

LIMIT = 5 * 1024 * 1024
"""Bytes of a template; its XML may have as many as `_XML_LIMIT` once it is unpacked."""

_XML_LIMIT = 10 * 1024 * 1024
_TYPES = "[Content_Types].xml"
_TEMPLATE, _DOCUMENT = b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
# What the text refers to and goes on shaping it.
_KEPT = {"styles", "numbering", "settings", "theme", "header", "footer"}
# What a head or foot may refer to.
_IN_HEADS = {"image", "hyperlink"}
# What asks for other files or for data, locks the document, or belongs to its making.
_SETTINGS = (
    "attachedTemplate", "mailMerge", "documentProtection", "writeProtection", "docVars",
    "linkStyles", "trackRevisions", "updateFields", "saveThroughXslt", "hdrShapeDefaults",
)  # fmt: skip
# Fields that read other files (ECMA-376, part 1, 17.16.5; DDE is of older versions).
_READS = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD|MACROBUTTON)\b", re.I
)
_OBJECTS = [qn(f"w:{name}") for name in ("object", "control", "altChunk")]
# Set by ourselves, whatever a template has.
_OURS = {TABLE, "Horizontal Line"}
_GERMAN = {
    "Normal": gettext_lazy("Standard"), "Title": gettext_lazy("Titel"),
    "List Bullet": gettext_lazy("Aufzählungszeichen"), "List Number": gettext_lazy("Listennummer"),
    "List Continue": gettext_lazy("Listenfortsetzung"), "Quote": gettext_lazy("Zitat"),
    "Caption": gettext_lazy("Beschriftung"), "footnote text": gettext_lazy("Fußnotentext"),
    "HTML Preformatted": gettext_lazy("HTML Vorformatiert"), "Header": gettext_lazy("Kopfzeile"),
    "Footer": gettext_lazy("Fußzeile"), "footnote reference": gettext_lazy("Fußnotenzeichen"),
    "HTML Code": gettext_lazy("HTML Code"), "Hyperlink": gettext_lazy("Hyperlink"),
}  # fmt: skip


@dataclass(frozen=True)
class Template:
    """A checked template.

    Attributes:
        data: the bare file.
        missing: German names of the styles it lacks, which papers get from us.
    """

    data: bytes
    missing: list


def read_template(data):
    """Check a .docx or .dotx and return it as a `Template`.

    Raises:
        DocumentError: too large, none of Word, with a password, macros, embedded objects,
            links to files elsewhere, or nothing that papers can be written in.
    """
    if len(data) > LIMIT:
        raise DocumentError(
            _("Die Vorlage ist größer als %(size)s. Bitte verkleinern Sie die Bilder darin.")
            % {"size": filesizeformat(LIMIT)}
        )
    WordPackage(data, limit=LIMIT)
    data = _as_document(data)
    try:
        bare = _bare(data)
        missing = missing_styles(bare)
        Book(_trial(), Stationery(template=bare)).write()
    except DocumentError:
        raise
    except Exception as error:
        # Whatever a library finds in a file from elsewhere: nothing of it is stored.
        logger.info("A template was refused: %r", error)
        raise DocumentError(
            _(
                "Mit dieser Datei lässt sich kein Dokument schreiben. Bitte öffnen Sie sie in "
                "Word, speichern Sie sie neu als „Word-Dokument (.docx)“ und laden Sie sie noch "
                "einmal hoch."
            )
        ) from error
    return Template(bare, missing)


def missing_styles(data):
    """German names of the styles that papers need and a checked template lacks.

    Raises:
        DocumentError: there is a style of this name, but of another kind.
    """
    kinds = {style.name.lower(): style.type for style in Document(BytesIO(data)).styles}
    wrong = [name for name in NEEDED if kinds.get(name.lower(), kind_of(name)) != kind_of(name)]
    if wrong:
        raise DocumentError(
            _(
                "Diese Formatvorlagen sind von einer anderen Art, als Word sie hat: %(names)s. "
                "Bitte löschen Sie sie in der Vorlage oder benennen Sie sie um."
            )
            % {"names": ", ".join(map(german_name, wrong))}
        )
    return [german_name(name) for name in NEEDED if name.lower() not in kinds and name not in _OURS]


def german_name(style):
    """The name of a style as a German Word shows it."""
    kind, _space, number = style.rpartition(" ")
    if kind == "Heading":
        return _("Überschrift %(n)s") % {"n": number}
    if kind == "toc":
        return _("Verzeichnis %(n)s") % {"n": number}
    return str(_GERMAN.get(style, style))


def _as_document(data):
    """The file with its XML counted; a .dotx as the document that can be made of it."""
    with ZipFile(BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist() if name[-1:] != "/"]
    if sum(len(part) for name, part in parts if name.endswith((".xml", ".rels"))) > _XML_LIMIT:
        raise DocumentError(_("Die Vorlage enthält zu viel Text. Bitte leeren Sie sie in Word."))
    if any(part.find(_STRICT) >= 0 for name, part in parts if name == "word/document.xml"):
        raise DocumentError(
            _(
                "Die Vorlage ist als „Strict Open XML“ gespeichert. Bitte speichern Sie sie in "
                "Word als „Word-Dokument (.docx)“."
            )
        )
    return pack(
        [
            (name, part.replace(_TEMPLATE, _DOCUMENT) if name == _TYPES else part, True)
            for name, part in parts
        ]
    )


def _bare(data):
    document = Document(BytesIO(data))
    part = document.part
    _keep(part.package.rels, {"officeDocument"})
    _empty(document.element.body)
    used = set(document.element.xpath(".//w:sectPr/*/@r:id"))
    for key, relation in list(part.rels.items()):
        is_head = _kind(relation) in ("header", "footer")
        if relation.is_external or _kind(relation) not in _KEPT or (is_head and key not in used):
            del part.rels[key]
        elif is_head:
            _check_head(relation.target_part)
        elif _kind(relation) in ("styles", "theme", "settings"):
            relation.target_part.rels.clear()
    settings = document.settings.element
    for name in _SETTINGS:
        for each in settings.findall(qn(f"w:{name}")):
            settings.remove(each)
    # A new file says nothing of who made the template.
    document.core_properties.created = timezone.now()
    file = BytesIO()
    document.save(file)
    return packed_again(file.getvalue())


def _kind(relation):
    return relation.reltype.rpartition("/")[2]


def _keep(relations, kinds):
    for key, relation in list(relations.items()):
        if _kind(relation) not in kinds:
            del relations[key]


def _empty(body):
    """Leave nothing but the first page's shape."""
    shapes = [each for each in body.iter(qn("w:sectPr"))]
    for each in list(body):
        body.remove(each)
    if not shapes:
        return
    for name in ("type", "cols", "printerSettings", "sectPrChange"):
        for each in shapes[0].findall(qn(f"w:{name}")):
            shapes[0].remove(each)
    body.append(shapes[0])


def _check_head(part):
    """Raise `DocumentError` for a head or foot that asks for more than pictures and links."""
    root = part.element
    fields = "".join(each.text or "" for each in root.iter(qn("w:instrText")))
    simple = " ".join(each.get(qn("w:instr"), "") for each in root.iter(qn("w:fldSimple")))
    if _READS.search(f"{fields} {simple}"):
        raise DocumentError(
            _(
                "Ein Feld in Kopf- oder Fußzeile der Vorlage liest andere Dateien oder Daten. "
                "Bitte ersetzen Sie es durch festen Text oder ein eingefügtes Bild."
            )
        )
    for relation in part.rels.values():
        kind = _kind(relation)
        if relation.is_external and kind != "hyperlink":
            raise DocumentError(
                _(
                    "Ein Bild in Kopf- oder Fußzeile der Vorlage ist nur verknüpft. Bitte fügen "
                    "Sie es in Word in das Dokument ein."
                )
            )
        if kind not in _IN_HEADS:
            raise _objects()
    if next(root.iter(*_OBJECTS), None) is not None:
        raise _objects()


def _objects():
    return DocumentError(
        _(
            "Kopf- oder Fußzeile der Vorlage enthält ein eingebettetes Objekt. Möglich sind Text, "
            "Tabellen und Bilder (PNG oder JPEG)."
        )
    )


def _trial():
    """A paper with a bit of everything, to see whether a template bears it."""
    table = OwnTable(("A", "B"), (80, 85), (), "A", "B")
    return Manuscript(
        title="A", author="A", subject="A", at=timezone.now(), head="A", foot="{page} {pages}",
        parts=(Title("A", "B"), heading("A", 1), paragraph("A"), table),
    )  # fmt: skip
