"""The file round a document: a ZIP of XML parts, opened without trusting it."""

import re
import zlib
from io import BytesIO
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
_ENCODING = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii"}
_DECLARATIONS = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


class ZipPackage:
    """The parts of a document; its formats say what they make of them.

    Args:
        data: the file.
        limit: bytes the file may have; it may unpack to `UNPACKED_FACTOR` times that.

    Raises:
        DocumentError: not such a file, encrypted, or unpacks to too much.
    """

    def __init__(self, data, *, limit):
        self._marks = 0
        self._parts = self._unpack(data, limit * UNPACKED_FACTOR)

    @staticmethod
    def not_readable():
        """The error for a file of another kind or a damaged one."""
        raise NotImplementedError

    @staticmethod
    def encrypted():
        raise NotImplementedError

    def data(self, name):
        return self._parts.get(name)

    def files(self, folder):
        """The contents of all parts whose name begins with ``folder``."""
        return [data for name, data in self._parts.items() if name.startswith(folder)]

    def xml(self, name):
        """The root element of a part, None where the package has no such part.

        Raises:
            DocumentError: the part is damaged, too large, or holds a document type
                declaration (the way to external entities).
        """
        if name not in self._parts:
            return None
        data = self._parts[name]
        # Before any part is parsed, whatever it is called: others name it.
        refuse_declarations(name, data)
        self._marks += data.count(b"<")
        refuse(self._marks, MOST_MARKS, _("XML-Elemente"))
        return parse_xml(name, self._ready(data))

    def _ready(self, data):
        """What the format changes in a part before it is parsed."""
        return data

    def _unpack(self, data, allowed):
        """Read every part, counting what really comes out, not only what is declared."""
        try:
            with ZipFile(BytesIO(data)) as archive:
                entries = [entry for entry in archive.infolist() if not entry.is_dir()]
                if len(entries) > _MAX_PARTS or sum(e.file_size for e in entries) > allowed:
                    raise _too_much(allowed)
                parts, left = {}, allowed
                for entry in entries:
                    if entry.flag_bits & 1:
                        raise self.encrypted()
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
            raise self.not_readable() from error


def parse_xml(name, data):
    """The root element of XML that `refuse_declarations` let pass.

    Raises:
        DocumentError: it is damaged; the sentence says which part and why.
    """
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


def refuse_declarations(name, data):
    """Raise `DocumentError` for XML with a document type, or in an encoding of its own."""
    encoding = _ENCODING.match(data)
    if (encoding and encoding[1].lower() not in _ENCODINGS) or any(
        mark in data for mark in _DECLARATIONS
    ):
        raise DocumentError(
            _(
                "Der Teil „%(part)s“ der Datei enthält eine Dokumenttyp-Deklaration "
                "oder eine fremde Kodierung. Schreibprogramme tun das nicht; die Datei "
                "wird aus Sicherheitsgründen nicht gelesen."
            )
            % {"part": name}
        )


def _too_much(allowed):
    return DocumentError(
        _("Die Datei würde entpackt mehr als %(size)s belegen und wird deshalb nicht gelesen.")
        % {"size": filesizeformat(allowed)}
    )
