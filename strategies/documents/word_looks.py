"""How a paragraph of a Word document stands on the page, where that may mark a heading."""

from .blocks import Look, plain_text
from .word_xml import W, child, number, on_off, val

LONGEST = 200
"""Of a paragraph that could be a heading, in characters."""

_DEFAULT_SIZE = 20  # half points, where a document says nothing (ISO/IEC 29500-1, 17.3.2.38)
_PLAIN = {None, "auto", "FFFFFF", "ffffff", "none", "nil"}
_BLACK = {*_PLAIN, "000000"}
_TITLES = {"title", "titel", "subtitle", "untertitel"}


class WordLooks:
    """Answers for the paragraphs of one document; what a style says is looked up once."""

    def __init__(self, styles, root):
        self._styles = styles
        default = child(root, "docDefaults/rPrDefault/rPr") if root is not None else None
        self._size = number(val(default, "sz"), _DEFAULT_SIZE)
        self._known = {}

    def of(self, paragraph, line, *, boxed, page):
        """The `Look` of a paragraph, None for one that is too long for a heading.

        Args:
            paragraph: its element.
            line: what stands in it.
            boxed: whether it stands in a text box, a frame or a cell.
            page: the page it begins on.
        """
        if len(plain_text(line)) > LONGEST:
            return None
        properties = child(paragraph, "pPr")
        size, apart = self._of_style(paragraph)
        run = next((r for r in paragraph.iter(f"{W}r") if child(r, "t") is not None), None)
        if run is not None:
            size = number(self._styles.run_value(run, "sz"), size)
            apart = apart or _is_loud(child(run, "rPr"))
        apart = apart or boxed or _is_apart(properties)
        level = self._styles.heading_level(paragraph) or 0 if boxed else 0
        bold = bool(level)
        return Look(size / 2, bold, level, page, apart)

    def _of_style(self, paragraph):
        identifier = val(paragraph, "pPr/pStyle") or ""
        if identifier not in self._known:
            chain = self._styles.of_paragraph(paragraph)
            sizes = (val(style, "rPr/sz") for style in chain)
            size = next((number(s) for s in sizes if s is not None), self._size)
            apart = any(
                _is_apart(child(style, "pPr"))
                or _is_loud(child(style, "rPr"))
                or (val(style, "name") or "").lower() in _TITLES
                for style in chain
            )
            self._known[identifier] = (size, apart)
        return self._known[identifier]


def _is_loud(properties):
    """Capitals, underlined, coloured."""
    if properties is None:
        return False
    if on_off(properties, "caps") or on_off(properties, "smallCaps"):
        return True
    return val(properties, "u") not in _PLAIN or val(properties, "color") not in _BLACK


def _is_apart(properties):
    """Centred, on a bar of colour, in a frame."""
    if properties is None:
        return False
    shade = child(properties, "shd")
    frame = child(properties, "framePr")
    return (
        val(properties, "jc") == "center"
        or (shade is not None and shade.get(f"{W}fill") not in _PLAIN)
        or (frame is not None and frame.get(f"{W}dropCap") in {None, "none"})
    )


def is_drop_cap(paragraph):
    """Whether the paragraph is the large first letter of the next one."""
    frame = child(paragraph, "pPr/framePr")
    return frame is not None and frame.get(f"{W}dropCap") in {"drop", "margin"}
