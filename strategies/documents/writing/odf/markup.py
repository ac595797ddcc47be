"""Markup of OpenDocument (OASIS ODF 1.3, part 3), as texts."""

import re
from xml.sax.saxutils import escape

from ..xml import legible

VERSION = "1.3"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_BASE = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = {
    "office": f"{_BASE}:office:1.0",
    "style": f"{_BASE}:style:1.0",
    "text": f"{_BASE}:text:1.0",
    "table": f"{_BASE}:table:1.0",
    "draw": f"{_BASE}:drawing:1.0",
    "fo": f"{_BASE}:xsl-fo-compatible:1.0",
    "svg": f"{_BASE}:svg-compatible:1.0",
    "number": f"{_BASE}:datastyle:1.0",
    "meta": f"{_BASE}:meta:1.0",
    "config": f"{_BASE}:config:1.0",
    "ooo": "http://openoffice.org/2004/office",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_SPACES = re.compile(" {2,}")


def tag(name, *content, **attributes):
    """An element; ``text_style_name="x"`` is the attribute ``text:style-name``.

    Attributes that are None are left out; content is markup.
    """
    told = "".join(
        f' {_attribute(key)}="{attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(content)
    return f"<{name}{told}>{inner}</{name}>" if inner else f"<{name}{told}/>"


def _attribute(key):
    prefix, _underscore, name = key.partition("_")
    return f"{prefix}:{name.replace('_', '-')}"


def attribute(value):
    """A value as it stands between the quotes of an attribute."""
    return escape(legible(value), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def words(text, *, edges=False):
    """Text with its blanks: programs take several for one (part 3, 6.1.2).

    Args:
        edges: keep the blanks at its ends, too.
    """
    escaped = escape(legible(text)).replace("\r", "")
    kept = _SPACES.sub(lambda match: f' <text:s text:c="{len(match[0]) - 1}"/>', escaped)
    kept = kept.replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")
    if edges and kept.startswith(" "):
        kept = f"<text:s/>{kept[1:]}"
    return kept


def style_name(name):
    """The name of a style as XML has it: „Heading_20_1“ for „Heading 1“."""
    return name.replace(" ", "_20_")


def opening(name):
    """How a part of the package begins: its element is still to be closed."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return f'{HEAD}<{name}{spaces} office:version="{VERSION}">'


def root(name, *content):
    """A part of the package."""
    return f"{opening(name)}{''.join(content)}</{name}>".encode()
