"""Reading a Markdown document (.md) as blocks."""

import base64
import binascii
import re

from django.utils.translation import gettext as _

from .blocks import ParsedDocument
from .commonmark import parse
from .errors import DocumentError
from .limits import refuse_markdown
from .pictures import Shelf

_DATA_ADDRESS = re.compile(r"data:image/[\w.+-]+;base64,(.*)\Z", re.DOTALL)


def read_markdown(data):
    """Read a Markdown document (bytes) in UTF-8, with or without byte order mark.

    Pictures are taken over if they lie in the document (as a data: URL).

    Returns:
        A `ParsedDocument`.

    Raises:
        DocumentError: the text is not UTF-8; the sentence names the line.
    """
    shelf = Shelf()

    def picture(source, alt, place):
        if match := _DATA_ADDRESS.match(source):
            try:
                return shelf.take(base64.b64decode(match[1], validate=True), alt, place)
            except binascii.Error:
                shelf.leave_out(alt, place, _("das Bild ist beschädigt"))
        else:
            shelf.leave_out(alt, place, _("das Bild liegt nicht in der Datei"))
        return None

    text = _decode(data)
    refuse_markdown(text)
    blocks, notes = parse(text, picture=picture)
    return ParsedDocument(blocks, notes, shelf.bilder, shelf.hinweise)


def _decode(data):
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong_encoding(data[: error.start].count(b"\n") + 1) from error
    if "\0" in text:
        raise _wrong_encoding(text[: text.index("\0")].count("\n") + 1)
    return text


def _wrong_encoding(line):
    return DocumentError(
        _(
            "Zeile %(line)d der Datei ist nicht in UTF-8 geschrieben. Bitte speichern Sie die "
            "Datei mit der Kodierung UTF-8."
        )
        % {"line": line}
    )
