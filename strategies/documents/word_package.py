"""The file round a Word document: which part is the text, and what it refers to."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import normpath

from django.utils.translation import gettext as _

from .errors import DocumentError
from .zip_package import ZipPackage, refuse_declarations

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML_SUFFIXES = (".xml", ".rels", ".vml")
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE_TYPE = _MAIN_TYPE.replace("document.main", "template.main")
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TRANSITIONAL = "http://schemas.openxmlformats.org/"
# ISO/IEC 29500 Strict names the same elements by other namespaces.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|drawingml|officeDocument)/")


@dataclass(frozen=True)
class Relationship:
    """Where a part refers to; `external` targets lie outside the file."""

    type: str
    target: str
    external: bool


class WordPackage(ZipPackage):
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
        super().__init__(data, limit=limit)
        self._check_parts()
        self.main = self._find_main()

    @staticmethod
    def not_readable():
        return DocumentError(
            _(
                "Die Datei ist keine Word-Datei oder sie ist beschädigt. Bitte speichern Sie das "
                "Dokument in Word als .docx und laden Sie es noch einmal hoch."
            )
        )

    @staticmethod
    def encrypted():
        return DocumentError(
            _(
                "Die Datei ist mit einem Kennwort geschützt. Bitte speichern Sie "
                "sie ohne Kennwort als .docx."
            )
        )

    def _ready(self, data):
        return _STRICT.sub(_transitional, data)

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
                refuse_declarations(name, data)

    def _find_main(self):
        main = self.related("", "officeDocument")
        types = self.xml("[Content_Types].xml")
        if main is None or types is None or main not in self._parts:
            raise self.not_readable()
        for element in types.iterchildren(f"{_TYPES}Override"):
            if element.get("PartName", "").lstrip("/") == main:
                content_type = element.get("ContentType", "")
                if "macroEnabled" in content_type:
                    raise _macros()
                if content_type in {_MAIN_TYPE, _TEMPLATE_TYPE}:
                    return main
        raise self.not_readable()


def _transitional(match):
    return f"{_TRANSITIONAL}{match[1].decode()}/2006/".encode()


def _macros():
    return DocumentError(
        _("Die Datei enthält Makros. Bitte speichern Sie sie in Word als .docx ohne Makros.")
    )
