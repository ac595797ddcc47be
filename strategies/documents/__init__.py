"""A .docx or .md of a Konzept → the tree of its Strategien and Bausteine."""

from pathlib import PurePath

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from .blocks import BildTeil, Hinweis
from .docx import read_docx
from .errors import DocumentError
from .limits import refuse_text
from .markdown import read_markdown
from .tree import BausteinTeil, Dokumentbaum, HandlungsfeldVerweis, StrategieTeil, build_tree

__all__ = [
    "BausteinTeil",
    "BildTeil",
    "DocumentError",
    "Dokumentbaum",
    "HandlungsfeldVerweis",
    "Hinweis",
    "StrategieTeil",
    "read_document",
    "refuse_too_large",
]


def read_document(name, data, *, limit):
    """Read a document.

    Args:
        name: file name; its extension (.docx or .md) decides how it is read.
        data: content of the file.
        limit: how many bytes the file may have.

    Returns:
        A `Dokumentbaum`.

    Raises:
        DocumentError: the document cannot be taken over; its sentence is for the person
            who handed it in.
    """
    refuse_too_large(name, len(data), limit=limit)
    match PurePath(name).suffix.lower():
        case ".docx":
            return _checked(build_tree(read_docx(data, limit=limit)))
        case ".md":
            return _checked(build_tree(read_markdown(data)))
        case ".docm" | ".dotm":
            raise DocumentError(
                _("„%(name)s“ kann Makros enthalten. Bitte speichern Sie das Dokument als .docx.")
                % {"name": PurePath(name).name}
            )
        case ".doc":
            raise DocumentError(
                _("„%(name)s“ ist ein altes Word-Format. Bitte speichern Sie es als .docx.")
                % {"name": PurePath(name).name}
            )
    raise DocumentError(
        _("„%(name)s“ ist weder ein Word-Dokument (.docx) noch Markdown (.md).")
        % {"name": PurePath(name).name}
    )


def _checked(tree):
    """The tree, if each of its texts is one that an editor could save as well."""
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
