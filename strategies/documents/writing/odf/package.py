"""The file round an OpenDocument (OASIS ODF 1.3, part 2): a ZIP that says first what it is."""

from datetime import UTC

from ..packing import pack
from .markup import HEAD, VERSION, attribute, root, tag, words

_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_XML = "text/xml"


def package(media_type, parts, pictures=()):
    """The bytes of the file.

    Args:
        parts: {name: content} of its XML.
        pictures: (name, data, media type) of each.
    """
    entries = [("/", media_type), *((name, _XML) for name in parts)]
    entries += [(name, kind) for name, _data, kind in pictures]
    return pack(
        [
            ("mimetype", media_type.encode(), False),
            *((name, data, True) for name, data in parts.items()),
            # Pictures are as small as they get.
            *((name, data, False) for name, data, _kind in pictures),
            ("META-INF/manifest.xml", manifest(entries), True),
        ]
    )


def manifest(entries):
    """The list of all parts.

    Args:
        entries: (name, media type) of each; the first is „/“ for the whole.
    """
    rows = "".join(
        f'<manifest:file-entry manifest:full-path="{attribute(name)}" '
        f'manifest:media-type="{kind}"{_version(name)}/>'
        for name, kind in entries
    )
    return (
        f'{HEAD}<manifest:manifest xmlns:manifest="{_MANIFEST}" '
        f'manifest:version="{VERSION}">{rows}</manifest:manifest>'
    ).encode()


def _version(name):
    return f' manifest:version="{VERSION}"' if name == "/" else ""


def meta(*, title, author, subject="", at, language):
    """What a document says of itself."""
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return root(
        "office:document-meta",
        tag(
            "office:meta",
            tag("meta:generator", "Mitreden"),
            tag("dc:title", words(title)),
            tag("dc:subject", words(subject)),
            tag("meta:initial-creator", words(author)),
            tag("dc:creator", words(author)),
            tag("meta:creation-date", moment),
            tag("dc:date", moment),
            tag("dc:language", language),
        ),
    )
