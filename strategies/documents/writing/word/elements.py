"""Elements of WordprocessingML (ECMA-376, part 1, 17), in the order of the schema."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from municipality.language import begins_right, turns

from ..xml import legible


def element(tag, *children, **attributes):
    """An element of the main namespace unless ``tag`` says another; attributes alike.

    Children that are None are left out.
    """
    made = OxmlElement(tag if ":" in tag else f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def run(text, *looks, style=""):
    """A run of text.

    Args:
        looks: elements of its properties, in the order of the schema.
        style: the identifier of its style.
    """
    text = legible(text)
    properties = [element("rStyle", val=style)] if style else []
    properties += [look for look in looks if look is not None]
    if turns(text):
        properties.append(element("rtl"))
    return element("r", element("rPr", *properties) if properties else None, _words(text))


def _words(text):
    words = element("t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    return words


def line_break():
    return element("r", element("br"))


def tab():
    return element("r", element("tab"))


def paragraph(
    content, *, style="", keep=False, new_page=False, numbering=None, spacing=None, indent=None
):
    """A paragraph; read from right to left if its first letter is.

    Args:
        content: runs and links.
        style: the identifier of its style.
        numbering: (level, identifier of the numbering).
        spacing, indent: attributes of these elements.
    """
    content = list(content)
    text = "".join(words.text or "" for part in content for words in part.iter(qn("w:t")))
    properties = [
        element("pStyle", val=style) if style else None,
        element("keepNext") if keep else None,
        element("pageBreakBefore") if new_page else None,
        _numbered(*numbering) if numbering else None,
        element("bidi") if begins_right(text) else None,
        element("spacing", **spacing) if spacing else None,
        element("ind", **indent) if indent else None,
    ]
    properties = [each for each in properties if each is not None]
    return element("p", element("pPr", *properties) if properties else None, *content)


def _numbered(level, identifier):
    return element("numPr", element("ilvl", val=level), element("numId", val=identifier))


def field_char(kind):
    return element("r", element("fldChar", fldCharType=kind))


def field_start(instruction):
    """The runs before what a field shows; ``field_char("end")`` follows it."""
    code = element("instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    return [field_char("begin"), element("r", code), field_char("separate")]


def field(instruction, shown):
    return [*field_start(instruction), run(shown), field_char("end")]


def twips(mm):
    """Twentieths of a point."""
    return round(mm / 25.4 * 1440)
