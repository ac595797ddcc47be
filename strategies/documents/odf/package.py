"""The file round an OpenDocument text: a ZIP, or one flat XML file."""

import base64
import binascii
from posixpath import normpath

from django.utils.translation import gettext as _

from ..errors import DocumentError
from ..limits import MOST_MARKS, refuse
from ..zip_package import ZipPackage, parse_xml, refuse_declarations
from .names import DRAW, OFFICE, XLINK

_TEXT = b"application/vnd.oasis.opendocument.text"
_TEMPLATES = {_TEXT + b"-template", _TEXT + b"-web"}
_MACROS = ("Basic/", "Scripts/")
# What LibreOffice writes into an empty library of macros.
_EMPTY_LIBRARY = ("script-lb.xml", "script-lc.xml", "dialog-lb.xml", "dialog-lc.xml")


class OdfPackage(ZipPackage):
    """The checked parts of an .odt.

    Args:
        data: the file.
        limit: bytes the file may have; it may unpack to `UNPACKED_FACTOR` times that.

    Raises:
        DocumentError: no OpenDocument text, a template, encrypted, with macros, or unpacks
            to too much.
    """

    def __init__(self, data, *, limit):
        super().__init__(data, limit=limit)
        kind = (self.data("mimetype") or b"").strip()
        if kind in _TEMPLATES:
            raise template()
        if kind != _TEXT:
            raise self.not_readable()
        # The list of parts says it for each; older programs give it a document type, so it
        # is not parsed.
        manifest = self.data("META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest or self.data("encrypted-package"):
            raise self.encrypted()
        if any(
            name.startswith(_MACROS) and not name.endswith(_EMPTY_LIBRARY) for name in self._parts
        ):
            raise DocumentError(
                _("Die Datei enthält Makros. Bitte speichern Sie sie als .odt ohne Makros.")
            )
        self.content = self.xml("content.xml")
        if self.content is None:
            raise self.not_readable()
        self.styles = self.xml("styles.xml")
        self.meta = self.xml("meta.xml")

    @staticmethod
    def not_readable():
        return DocumentError(
            _(
                "Die Datei ist kein OpenDocument-Text oder sie ist beschädigt. Bitte speichern "
                "Sie das Dokument noch einmal als .odt und laden Sie es noch einmal hoch."
            )
        )

    @staticmethod
    def encrypted():
        return DocumentError(
            _(
                "Die Datei ist mit einem Kennwort geschützt. Bitte speichern Sie "
                "sie ohne Kennwort als .odt."
            )
        )

    def picture(self, image):
        """The bytes a draw:image shows; None where they do not lie in the file."""
        return embedded(image) or self.data(part_of(image))

    def object(self, element):
        """The root of the document in a draw:object, None where there is none."""
        own = next((child for child in element if isinstance(child.tag, str)), None)
        return own if own is not None else self.xml(f"{part_of(element)}/content.xml")


class FlatPackage:
    """The same for an .fodt: everything in one XML file; arguments as for `OdfPackage`.

    Raises:
        DocumentError: no OpenDocument text, or more XML than may be read.
    """

    def __init__(self, data):
        refuse_declarations("fodt", data)
        refuse(data.count(b"<"), MOST_MARKS, _("XML-Elemente"))
        root = parse_xml("fodt", data)
        kind = root.get(f"{OFFICE}mimetype", "").encode()
        if kind in _TEMPLATES:
            raise template()
        if root.tag != f"{OFFICE}document" or kind != _TEXT:
            raise OdfPackage.not_readable()
        if any(len(scripts) for scripts in root.iterchildren(f"{OFFICE}scripts")):
            raise DocumentError(
                _("Die Datei enthält Makros. Bitte speichern Sie sie als .odt ohne Makros.")
            )
        self.content = self.styles = self.meta = root

    @staticmethod
    def picture(image):
        return embedded(image)

    @staticmethod
    def data(_name):
        """No part lies beside the text."""
        return

    def files(self, _folder):
        """The pictures, which stand in the text itself."""
        return filter(None, map(embedded, self.content.iter(f"{DRAW}image")))

    @staticmethod
    def object(element):
        return next((child for child in element if isinstance(child.tag, str)), None)


def template():
    return DocumentError(
        _(
            "Die Datei ist eine Dokumentvorlage. Bitte öffnen Sie sie und speichern Sie das "
            "Dokument als .odt."
        )
    )


def embedded(image):
    """The bytes that stand as text in the XML; None where there are none."""
    binary = image.find(f"{OFFICE}binary-data")
    if binary is None:
        return None
    try:
        return base64.b64decode(binary.text or "")
    except binascii.Error:
        return None


def part_of(element):
    """The part an element refers to; "" for what lies outside of the file."""
    address = element.get(f"{XLINK}href", "")
    if "://" in address or address.startswith(("/", "../", "#")):
        return ""
    return normpath(address) if address else ""
