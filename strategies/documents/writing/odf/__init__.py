"""A manuscript as a text of OpenDocument (.odt, OASIS ODF 1.3), as the Word document has it."""

from ..parts import LANGUAGE, PLAIN
from .markup import root, tag
from .package import meta, package
from .story import OdfText
from .styles import LOGO, styles

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def write(manuscript, stationery=PLAIN):
    """The OpenDocument text of a `Manuscript`, as bytes.

    Args:
        stationery: the `Stationery` it is written on; a template of Word is none of ours.
    """
    story = OdfText(manuscript, has_logo=stationery.logo is not None)
    body = story.body()
    content = root(
        "office:document-content",
        tag("office:automatic-styles", story.automatic_styles()),
        tag("office:body", tag("office:text", body)),
    )
    parts = {
        "content.xml": content,
        "styles.xml": styles(manuscript.above, manuscript.foot, stationery),
        "meta.xml": meta(
            title=manuscript.title,
            author=manuscript.author,
            subject=manuscript.subject,
            at=manuscript.at,
            language="-".join(LANGUAGE),
        ),
    }
    pictures = [(name, data, kind) for name, (data, kind) in story.pictures.items()]
    if stationery.logo:
        pictures.append((LOGO, stationery.logo.data, "image/png"))
    return package(MEDIA_TYPE, parts, pictures)
