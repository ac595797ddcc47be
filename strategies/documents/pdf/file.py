"""Opening a PDF: what is refused before a page of it is read."""

import re
import zlib
from contextlib import suppress

import pypdfium2
import pypdfium2.raw as pdfium
from django.conf import settings
from django.utils.translation import gettext as _

from ..errors import DocumentError
from ..limits import refuse, refuse_pages
from .forms import Forms, count_draws, is_form

MOST_OBJECTS = 500_000
MOST_UNPACKED = 1_000_000_000
_FREE = 50_000_000  # bytes a stream may unpack to, however small it is packed
_MOST_RATIO = 400
_MOST_NESTED = 3
_CHUNK = 1 << 20
_HEADER_WITHIN = 1024
_LONGEST_HEAD = 20_000
_MOST_IN_STREAM = 10_000

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT = re.compile(rb"\b(\d{1,9})\s+\d+\s+obj\b")
_WHOLE_OBJECT = re.compile(rb"\b(\d{1,9})\s+\d+\s+obj\b(.*?)\bendobj\b", re.DOTALL)
_PAIRS = re.compile(rb"\s*(?:\d{1,9}\s+)+")
_SCRIPT = re.compile(rb"/(?:JavaScript|JS)\s*[(<\[/\d]")
_ENCRYPT = re.compile(rb"/Encrypt\s*(?:\d|<<)")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm")


def open_pdf(data):
    """Open a PDF.

    Args:
        data: the file.

    Returns:
        A `pypdfium2.PdfDocument`, to be closed by the caller.

    Raises:
        DocumentError: no PDF, damaged, encrypted, with scripts, or more in it than a
            document of a town has.
    """
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise damaged()
    _inspect(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise _encrypted() from error
        raise damaged() from error
    try:
        if pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0:
            raise _encrypted()
        if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
            raise _scripts()
        if not len(document):
            raise damaged()
        refuse_pages(len(document), settings.DOCUMENT_LIMIT_PAGES)
    except DocumentError:
        document.close()
        raise
    return document


def _inspect(data):
    """Count objects and unpacked bytes, and look for scripts, without reading the PDF.

    A stream says itself how it is packed; here it is only tried, so that no way of
    writing it gets round.
    """
    objects = sum(1 for _match in _OBJECT.finditer(data))
    refuse(objects, MOST_OBJECTS, _("Teile im Aufbau der Datei"))
    left = MOST_UNPACKED
    forms = Forms()
    end = 0
    for match in _STREAM.finditer(data):
        if match.start() < end:
            continue
        between = data[end : match.start()]
        _look_at(between, forms)
        end = data.find(b"endstream", match.end())
        end = len(data) if end < 0 else end
        number, head = _last_object(between)
        stream = _Stream(head)
        left -= stream.unpack(memoryview(data)[match.end() : end], left)
        if stream.is_form:
            forms.add(number, head, stream.draws)
        elif stream.is_objects:
            _look_at(_as_objects(stream.kept), forms)
    _look_at(data[end:], forms)
    forms.refuse_endless()


def _look_at(piece, forms):
    """What stands between two streams, or in a stream of objects."""
    if _ENCRYPT.search(piece):
        raise _encrypted()
    if _SCRIPT.search(piece):
        raise _scripts()
    for match in _WHOLE_OBJECT.finditer(piece):
        forms.add(int(match[1]), match[2], None)


def _last_object(piece):
    """Number and dictionary of the object that goes on with a stream."""
    matches = list(_OBJECT.finditer(piece, max(len(piece) - _LONGEST_HEAD, 0)))
    if not matches:
        return 0, piece[-_LONGEST_HEAD:]
    return int(matches[-1][1]), piece[matches[-1].end() :]


def _as_objects(data):
    """A stream of objects written out as objects."""
    numbers = _PAIRS.match(data)
    pairs = [int(number) for number in numbers[0].split()[: 2 * _MOST_IN_STREAM]] if numbers else []
    starts = pairs[1::2]
    first = numbers.end() if numbers else 0
    pieces = [b""]
    for number, start, end in zip(pairs[::2], starts, [*starts[1:], None], strict=False):
        body = data[first + start : None if end is None else first + end]
        pieces.append(b"%d 0 obj\n%s\nendobj" % (number, body))
    return b"\n".join(pieces)


class _Stream:
    """A stream, unpacked to be counted.

    Attributes:
        draws: how often the content of a form draws another.
        kept: the content of a stream of objects.
    """

    def __init__(self, head):
        self.is_form = is_form(head)
        self.is_objects = bool(_OBJECT_STREAM.search(head))
        self.draws = 0
        self.kept = b""

    def unpack(self, packed, left, depth=0):
        """How many bytes it unpacks to."""
        if len(packed) < 8 or packed[0] & 15 != 8 or (packed[0] << 8 | packed[1]) % 31:
            self._take(bytes(packed) if self.is_form or self.is_objects else b"")
            return 0
        total, first = 0, b""
        for piece in _unpacked(packed):
            total += len(piece)
            first = first or piece
            if total > left or (total > _FREE and total > _MOST_RATIO * len(packed)):
                raise DocumentError(
                    _("Die Datei würde entpackt zu viel Platz belegen und wird nicht gelesen.")
                )
            self._take(piece)
        if depth < _MOST_NESTED and first:
            total += self.unpack(memoryview(first), left - total, depth + 1)
        return total

    def _take(self, piece):
        if self.is_form:
            self.draws += count_draws(piece)
        if self.is_objects:
            self.kept += piece


def _unpacked(packed):
    """What a stream unpacks to, piece by piece, as far as it goes."""
    unpacker = zlib.decompressobj()
    rest = packed
    with suppress(zlib.error):
        while not unpacker.eof and len(rest):
            piece = unpacker.decompress(rest, _CHUNK)
            rest = unpacker.unconsumed_tail
            if not piece and not rest:
                return
            yield piece


def damaged():
    """The `DocumentError` for a file that cannot be read."""
    return DocumentError(
        _(
            "Die Datei ist kein PDF oder sie ist beschädigt. Bitte erzeugen Sie das PDF neu "
            "und laden Sie es noch einmal hoch."
        )
    )


def _encrypted():
    return DocumentError(
        _(
            "Das PDF ist verschlüsselt oder mit einem Kennwort geschützt. Bitte speichern Sie "
            "es ohne Schutz."
        )
    )


def _scripts():
    return DocumentError(
        _(
            "Das PDF enthält Programme (JavaScript). Bitte erzeugen Sie es neu aus dem "
            "Dokument, ohne Formulare und Schaltflächen."
        )
    )
