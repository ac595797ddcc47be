"""The file round a Word document: a ZIP of XML parts, opened without trusting it."""

import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from posixpath import normpath
from zipfile import BadZipFile, ZipFile

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from lxml import etree

from .errors import DocumentError
from .limits import MOST_MARKS, refuse

UNPACKED_FACTOR = 20
"""A document may unpack to this many times the limit for the file itself."""

_MAX_PARTS = 10_000
_CHUNK = 1 << 16
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML_SUFFIXES = (".xml", ".rels", ".vml")
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE_TYPE = _MAIN_TYPE.replace("document.main", "template.main")
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_OFFICE_DOCUMENT = f"{_TRANSITIONAL}officeDocument/2006/relationships/officeDocument"
# ISO/IEC 29500 Strict names the same elements by other namespaces.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|drawingml|officeDocument)/")
_ENCODING = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii"}
_DECLARATIONS = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


@dataclass(frozen=True)
class Relationship:
    """Where a part refers to; `external` targets lie outside the file."""

    type: str
    target: str
    external: bool


class WordPackage:
    """The checked parts of a .docx.

    Args:
        data: the file.
        limit: bytes the file may have; it may unpack to `UNPACKED_FACTOR` times that.

    Raises:
        DocumentError: not a Word file, encrypted, with macros, unpacks to too much, or
            holds a document type declaration (the way to external entities).
    """

    def __init__(self, data, *, limit):
        if data.startswith(_OLE_MAGIC):
            raise DocumentError(
                _(
                    "Die Datei ist ein altes Word-Format (.doc) oder mit einem Kennwort "
                    "geschützt. Bitte öffnen Sie sie in Word und speichern Sie sie ohne "
                    "Kennwort als .docx."
                )
            )
        self._marks = 0
        self._parts = _unpack(data, limit * UNPACKED_FACTOR)
        self._check_parts()
        self.main = self._find_main()

    def xml(self, name):
        """The root element of a part, None where the package has no such part."""
        if name not in self._parts:
            return None
        self._check_xml(name, self._parts[name])
        data = _STRICT.sub(_transitional, self._parts[name])
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise DocumentError(
                _("Die Datei ist beschädigt: Der Teil „%(part)s“ ist nicht lesbar (%(why)s).")
                % {"part": name, "why": error.msg}
            ) from error

    def data(self, name):
        return self._parts.get(name)

    def relationships(self, part):
        """The relationships of a part by id; targets are part names unless external."""
        path = PurePosixPath(part)
        root = self.xml(str(path.parent / "_rels" / f"{path.name}.rels"))
        if root is None:
            return {}
        found = {}
        for element in root.iterchildren(f"{_PACKAGE}Relationship"):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = normpath(str(path.parent / target)).lstrip("/")
            found[element.get("Id", "")] = Relationship(element.get("Type", ""), target, external)
        return found

    def related(self, part, kind):
        """The name of the part that `part` refers to as its `kind` (e.g. "styles")."""
        for relationship in self.relationships(part).values():
            if relationship.type.endswith(f"/{kind}") and not relationship.external:
                return relationship.target
        return None

    def _check_parts(self):
        for name, data in self._parts.items():
            if name.lower().endswith("vbaproject.bin"):
                raise _macros()
            if name.lower().endswith(_XML_SUFFIXES):
                _refuse_declarations(name, data)

    def _check_xml(self, name, data):
        """Before any part is parsed, whatever it is called: the relationships name it."""
        _refuse_declarations(name, data)
        self._marks += data.count(b"<")
        refuse(self._marks, MOST_MARKS, _("XML-Elemente"))

    def _find_main(self):
        main = self.related("", "officeDocument")
        types = self.xml("[Content_Types].xml")
        if main is None or types is None or main not in self._parts:
            raise _not_word()
        for element in types.iterchildren(f"{_TYPES}Override"):
            if element.get("PartName", "").lstrip("/") == main:
                content_type = element.get("ContentType", "")
                if "macroEnabled" in content_type:
                    raise _macros()
                if content_type in {_MAIN_TYPE, _TEMPLATE_TYPE}:
                    return main
        raise _not_word()


def _refuse_declarations(name, data):
    encoding = _ENCODING.match(data)
    if (encoding and encoding[1].lower() not in _ENCODINGS) or any(
        mark in data for mark in _DECLARATIONS
    ):
        raise DocumentError(
            _(
                "Der Teil „%(part)s“ der Datei enthält eine Dokumenttyp-Deklaration "
                "oder eine fremde Kodierung. Word schreibt so etwas nicht; die Datei "
                "wird aus Sicherheitsgründen nicht gelesen."
            )
            % {"part": name}
        )


def _unpack(data, allowed):
    """Read every part, counting what really comes out, not only what is declared."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > _MAX_PARTS or sum(e.file_size for e in entries) > allowed:
                raise _too_much(allowed)
            parts, left = {}, allowed
            for entry in entries:
                if entry.flag_bits & 1:
                    raise DocumentError(
                        _(
                            "Die Datei ist mit einem Kennwort geschützt. Bitte speichern Sie "
                            "sie ohne Kennwort als .docx."
                        )
                    )
                chunks = []
                with archive.open(entry) as part:
                    while chunk := part.read(_CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise _too_much(allowed)
                        chunks.append(chunk)
                parts[entry.filename.lstrip("/")] = b"".join(chunks)
            return parts
    except (BadZipFile, NotImplementedError, zlib.error, EOFError, OSError) as error:
        raise _not_word() from error


def _transitional(match):
    return f"{_TRANSITIONAL}{match[1].decode()}/2006/".encode()


def _not_word():
    return DocumentError(
        _(
            "Die Datei ist keine Word-Datei oder sie ist beschädigt. Bitte speichern Sie das "
            "Dokument in Word als .docx und laden Sie es noch einmal hoch."
        )
    )


def _macros():
    return DocumentError(
        _("Die Datei enthält Makros. Bitte speichern Sie sie in Word als .docx ohne Makros.")
    )


def _too_much(allowed):
    return DocumentError(
        _("Die Datei würde entpackt mehr als %(size)s belegen und wird deshalb nicht gelesen.")
        % {"size": filesizeformat(allowed)}
    )
