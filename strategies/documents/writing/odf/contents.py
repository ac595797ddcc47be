"""The table of contents; its entries are filled in when all headings are known."""

from .markup import tag, words

_DEEPEST = 2
_HEADING = "Contents_20_Heading"
# Where the entries come; no text can hold it (XML 1.0, 2.2).
PLACE = "\x00contents\x00"


def contents(title):
    """The markup of the index, with `PLACE` in it."""
    levels = (
        tag(
            "text:table-of-content-entry-template",
            tag("text:index-entry-link-start"),
            tag("text:index-entry-text"),
            tag("text:index-entry-tab-stop", style_type="right", style_leader_char="."),
            tag("text:index-entry-page-number"),
            tag("text:index-entry-link-end"),
            text_outline_level=level,
            text_style_name=f"Contents_20_{level}",
        )
        for level in range(1, _DEEPEST + 1)
    )
    template = tag("text:index-title-template", words(title), text_style_name=_HEADING)
    above = tag("text:p", words(title), text_style_name=_HEADING)
    return tag(
        "text:table-of-content",
        tag("text:table-of-content-source", template, *levels, text_outline_level=_DEEPEST),
        tag("text:index-body", tag("text:index-title", above, text_name="Inhalt_Head"), PLACE),
        text_name="Inhalt",
        text_protected="true",
    )


def entries(headings):
    """A line for each (level, text, bookmark), which leads to it and names its page.

    The page is a field: it is only known when the text is set.
    """
    return "".join(
        tag(
            "text:p",
            tag(
                "text:a",
                words(text),
                tag("text:tab"),
                tag("text:bookmark-ref", text_reference_format="page", text_ref_name=name),
                xlink_type="simple",
                xlink_href=f"#{name}",
            ),
            text_style_name=f"Contents_20_{level}",
        )
        for level, text, name in headings
        if level <= _DEEPEST
    )
