"""Word's formulas (OMML, ISO/IEC 29500-1, 22.1) as one line of text, as one would type them."""

from lxml import etree

from . import formulas
from .word_xml import M

_VAL = f"{M}val"
_GROUPS = {
    "oMath", "oMathPara", "r", "e", "num", "den", "sup", "sub", "deg", "lim", "fName", "box",
    "borderBox", "groupChr", "argPr",
}  # fmt: skip
_SILENT = {"phant", "ctrlPr"}
_MARKS = {
    "\u0302": "\u0302", "^": "\u0302", "\u0305": "\u0305", "¯": "\u0304", "\u0304": "\u0304",
    "\u20d7": "\u20d7", "→": "\u20d7", "\u0303": "\u0303", "~": "\u0303", "\u0307": "\u0307",
    "\u0308": "\u0308", "": "\u0302",
}  # fmt: skip


class WordMath:
    """Reads one formula.

    Attributes:
        complete: whether everything in it was understood.
    """

    def __init__(self):
        self.complete = True

    def text(self, element):
        """The formula in one line: fractions with a slash, powers raised where Unicode can."""
        name = etree.QName(element).localname
        if name in {"t", "delText"}:
            return (element.text or "") if name == "t" else ""
        if name.endswith("Pr") or name in _SILENT:
            return ""
        if name in _GROUPS or not element.tag.startswith(M):
            return self._row(element)
        reader = getattr(self, f"_read_{name}", None)
        if reader is not None:
            return reader(element)
        self.complete = False
        return self._row(element)

    def _row(self, element):
        """What stands side by side; before a sum is a gap where something precedes it."""
        text = ""
        for child in element:
            if not isinstance(child.tag, str):
                continue
            new = self.text(child)
            if child.tag == f"{M}nary" and text and not text.endswith(" "):
                text += " "
            text += new
        return text

    def _part(self, element, name):
        found = element.find(f"{M}{name}")
        return self.text(found) if found is not None else ""

    @staticmethod
    def _property(element, name, default=None):
        """The value of a property of a construct; ``default`` where it is not set."""
        properties = element.find(f"{M}{etree.QName(element).localname}Pr")
        found = properties.find(f"{M}{name}") if properties is not None else None
        return default if found is None else found.get(_VAL, "")

    def _read_f(self, element):
        above, below = self._part(element, "num"), self._part(element, "den")
        if self._property(element, "type") == "noBar":
            return formulas.chosen(above, below)
        return formulas.fraction(above, below)

    def _read_sSup(self, element):  # noqa: N802
        return formulas.power(self._part(element, "e"), self._part(element, "sup"))

    def _read_sSub(self, element):  # noqa: N802
        return formulas.index(self._part(element, "e"), self._part(element, "sub"))

    def _read_sSubSup(self, element):  # noqa: N802
        base = formulas.index(self._part(element, "e"), self._part(element, "sub"))
        return formulas.power(base, self._part(element, "sup"))

    def _read_sPre(self, element):  # noqa: N802
        below, above = self._part(element, "sub"), self._part(element, "sup")
        return formulas.power("", above) + formulas.index("", below) + self._part(element, "e")

    def _read_rad(self, element):
        hidden = self._property(element, "degHide", "0") in {"", "1", "on", "true"}
        degree = "" if hidden else self._part(element, "deg")
        return formulas.root(self._part(element, "e"), degree)

    def _read_nary(self, element):
        sign = self._property(element, "chr", "∫")
        parts = (self._part(element, name) for name in ("sub", "sup", "e"))
        return formulas.gathered(sign, *parts)

    def _read_d(self, element):
        begin, end = self._property(element, "begChr", "("), self._property(element, "endChr", ")")
        separator = self._property(element, "sepChr", "|")
        parts = [self.text(part) for part in element.iterchildren(f"{M}e")]
        inner = separator.join(parts)
        if inner.startswith("[") and inner.endswith("]") and element.find(f".//{M}m") is not None:
            return inner  # the brackets of a matrix
        return f"{begin}{inner}{end}"

    def _read_func(self, element):
        name, of = self._part(element, "fName").strip(), self._part(element, "e").strip()
        return f"{name}{of}" if of.startswith("(") else f"{name} {of}"

    def _read_limLow(self, element):  # noqa: N802
        base, limit = self._part(element, "e"), self._part(element, "lim")
        return f"{base.strip()} ({limit.strip()})"

    _read_limUpp = _read_limLow  # noqa: N815

    def _read_acc(self, element):
        mark = _MARKS.get(self._property(element, "chr", "\u0302"))
        base = self._part(element, "e")
        if mark is None:
            self.complete = False
        return base + (mark or "")

    def _read_bar(self, element):
        base = self._part(element, "e")
        return base + "\u0304" if len(base) == 1 else f"¯{formulas.grouped(base)}"

    def _read_eqArr(self, element):  # noqa: N802
        return "; ".join(self.text(part) for part in element.iterchildren(f"{M}e"))

    def _read_m(self, element):
        rows = element.iterchildren(f"{M}mr")
        return formulas.matrix(
            [[self.text(cell) for cell in row.iterchildren(f"{M}e")] for row in rows]
        )
