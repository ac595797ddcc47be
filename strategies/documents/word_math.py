"""Word's formulas as one line of text, as one would type them."""

from lxml import etree

from . import symbols
from .word_xml import M

_PROPERTIES = {f"{M}{name}" for name in ("rPr", "fPr", "sSupPr", "sSubPr", "radPr", "ctrlPr")}


def formula_text(element):
    """The formula in one line: fractions with a slash, powers raised where Unicode can."""
    if element.tag == f"{M}t":
        return element.text or ""
    parts = {
        etree.QName(child).localname: formula_text(child)
        for child in element
        if isinstance(child.tag, str)
    }
    match etree.QName(element).localname:
        case "f":
            return f"{_grouped(parts.get('num', ''))}/{_grouped(parts.get('den', ''))}"
        case "sSup":
            power = parts.get("sup", "")
            raised = symbols.raised(power)
            return parts.get("e", "") + (raised if raised != power else f"^{_grouped(power)}")
        case "sSub":
            index = parts.get("sub", "")
            lowered = symbols.lowered(index)
            return parts.get("e", "") + (lowered if lowered != index else f"_{_grouped(index)}")
        case "rad":
            return f"√{_grouped(parts.get('e', ''))}"
    return "".join(
        formula_text(child)
        for child in element
        if isinstance(child.tag, str) and child.tag not in _PROPERTIES
    )


def _grouped(text):
    return text if text.isalnum() else f"({text})"
