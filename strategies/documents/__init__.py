"""A .docx, .odt, .pdf or .md of a Konzept → the tree of its Strategien and Bausteine."""

from pathlib import PurePath

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from . import office_suite
from .blocks import BildTeil, Hinweis
from .docx import read_docx
from .errors import DocumentError
from .limits import refuse_parsed, refuse_text
from .markdown import read_markdown
from .odf import read_odt
from .odf.package import template
from .outline import make_outline
from .pdf import read_pdf
from .tree import BausteinTeil, Dokumentbaum, HandlungsfeldVerweis, StrategieTeil

__all__ = [
    "FORMATS",
    "BausteinTeil",
    "BildTeil",
    "DocumentError",
    "Dokumentbaum",
    "HandlungsfeldVerweis",
    "Hinweis",
    "StrategieTeil",
    "checked",
    "formats",
    "parse_document",
    "read_document",
    "refuse_format",
    "refuse_nothing",
    "refuse_too_large",
]

FORMATS = (".docx", ".odt", ".fodt", ".pdf", ".md")
"""Endings of the documents that can be read anywhere."""

_OLD_FORMATS = (".doc", ".rtf")


def read_document(name, data, *, limit):
    """Read a document as it is proposed, without anybody's decision.

    Args:
        name, data, limit: as in `parse_document`.

    Returns:
        A `Dokumentbaum`.

    Raises:
        DocumentError: the document cannot be taken over; its sentence is for the person
            who handed it in.
    """
    baum = make_outline(parse_document(name, data, limit=limit)).baum()
    refuse_nothing(baum)
    return checked(baum)


def refuse_nothing(baum):
    """Raise `DocumentError` for a tree without any Strategie, where nobody is asked."""
    if not baum.strategien:
        raise DocumentError(
            _(
                "Das Dokument hat keine Überschriften. Bitte geben Sie den Überschriften in "
                "Word die Formatvorlagen „Überschrift 1“, „Überschrift 2“ …, in Markdown #, ##."
            )
        )


def parse_document(name, data, *, limit):
    """Read a document into the form that all formats have in common.

    Args:
        name: file name; its extension (.docx, .odt, .pdf, .md) decides how it is read.
        data: content of the file.
        limit: how many bytes the file may have.

    Returns:
        A `ParsedDocument`.

    Raises:
        DocumentError: the document cannot be taken over; its sentence is for the person
            who handed it in.
    """
    refuse_too_large(name, len(data), limit=limit)
    try:
        parsed = _parse(name, data, limit)
    except RecursionError as error:
        raise DocumentError(
            _(
                "Im Dokument stecken zu viele Dinge ineinander (Tabellen, Felder, Formeln). Bitte "
                "vereinfachen Sie es."
            )
        ) from error
    refuse_parsed(parsed)
    return parsed


def _parse(name, data, limit):
    match PurePath(name).suffix.lower():
        case ".docx":
            return read_docx(data, limit=limit)
        case ".odt" | ".fodt":
            return read_odt(data, limit=limit)
        case ".doc" | ".rtf" if office_suite.is_available():
            return read_docx(office_suite.to_docx(data), limit=limit)
        case ".md":
            return read_markdown(data)
        case ".pdf":
            return read_pdf(data)
    raise _unreadable(name)


def refuse_format(name):
    """Raise `DocumentError` for a file that cannot be read, by its ending."""
    if PurePath(name).suffix.lower() not in formats():
        raise _unreadable(name)


def formats():
    """Endings of the documents that can be read here, as people are told."""
    return (*FORMATS, *_OLD_FORMATS) if office_suite.is_available() else FORMATS


def _unreadable(name):
    match PurePath(name).suffix.lower():
        case ".ott":
            return template()
        case ".docm" | ".dotm":
            return DocumentError(
                _("„%(name)s“ kann Makros enthalten. Bitte speichern Sie das Dokument als .docx.")
                % {"name": PurePath(name).name}
            )
        case ".doc" | ".rtf":
            return DocumentError(
                _(
                    "„%(name)s“ ist ein altes Format, das hier nicht gelesen wird. Bitte öffnen "
                    "Sie es in Word oder LibreOffice, wählen Sie „Speichern unter“ und dort "
                    "„Word-Dokument (.docx)“."
                )
                % {"name": PurePath(name).name}
            )
    return DocumentError(
        _(
            "„%(name)s“ ist weder ein Word-Dokument (.docx) noch ein OpenDocument-Text (.odt), "
            "ein PDF oder Markdown (.md)."
        )
        % {"name": PurePath(name).name}
    )


def checked(tree):
    """The tree, if each of its texts is one that an editor could save as well.

    Raises:
        DocumentError: a text is too much work; the sentence names it.
    """
    for strategie in tree.strategien:
        refuse_text(strategie.intro, strategie.title)
        for baustein in strategie.bausteine:
            refuse_text(baustein.text, baustein.title)
    return tree


def refuse_too_large(name, size, *, limit):
    """Raise `DocumentError` for a file over the limit, before it is read into memory."""
    if size > limit:
        raise DocumentError(
            _("„%(name)s“ ist %(size)s groß; erlaubt sind höchstens %(limit)s.")
            % {
                "name": PurePath(name).name,
                "size": filesizeformat(size),
                "limit": filesizeformat(limit),
            }
        )
