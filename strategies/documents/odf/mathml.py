"""MathML, as OpenDocument keeps its formulas, as one line of text."""

from lxml import etree

from .. import formulas
from .names import MATH

_LEAVES = {"mi", "mn", "mo", "mtext", "ms"}
_GROUPS = {"math", "mrow", "mstyle", "mpadded", "menclose", "merror", "maction", "mtd"}
_SILENT = {"annotation", "annotation-xml", "mphantom", "mspace", "none", "mprescripts"}
_INVISIBLE = str.maketrans(dict.fromkeys("\u2061\u2062\u2063\u2064", ""))
_SPACED = set("=<>≤≥≠≈→⇒⇔∈∉⊂⊆±")
_LIMITS = {"munder", "mover", "munderover"}


class MathReader:
    """Reads one formula.

    Attributes:
        complete: whether everything in it was understood.
    """

    def __init__(self):
        self.complete = True

    def text(self, element):
        """The formula in one line: fractions with a slash, powers raised where Unicode can."""
        name = etree.QName(element).localname
        if not element.tag.startswith(MATH):
            self.complete = False
            return ""
        parts = [child for child in element if isinstance(child.tag, str)]
        if name in _LEAVES:
            return _leaf(name, "".join(element.itertext()))
        if name in _SILENT:
            return ""
        if name == "semantics":
            return self.text(parts[0]) if parts else ""
        if name in _GROUPS:
            return self._row(parts)
        texts = [self.text(part) for part in parts]
        return self._put_together(name, element, texts)

    def _row(self, parts):
        """What stands side by side; after a sum with limits follows what it gathers."""
        text = ""
        for part in parts:
            new = self.text(part)
            gap = text[-1:].isalnum() and new[:1].isalnum() and _is_sum(part)
            text += f" {new}" if gap else new
            if _is_sum(part) and len(new) > 1:
                text += " "
        return " ".join(text.split())

    def _put_together(self, name, element, texts):
        match name, texts:
            case "mfrac", [above, below]:
                if element.get("linethickness") in {"0", "0pt"}:
                    return formulas.chosen(above, below)
                return formulas.fraction(above, below)
            case "msup", [base, above]:
                return formulas.power(base, above)
            case "msub", [base, below]:
                return formulas.index(base, below)
            case "msubsup", [base, below, above]:
                if base in formulas.SUMS.values() or base in formulas.SUMS:
                    return formulas.gathered(base, below, above)
                return formulas.power(formulas.index(base, below), above)
            case "munder", [base, below]:
                return _over(base, below, "")
            case "mover", [base, above]:
                return _over(base, "", above)
            case "munderover", [base, below, above]:
                return _over(base, below, above)
            case "msqrt", _:
                return formulas.root("".join(texts))
            case "mroot", [base, degree]:
                return formulas.root(base, degree)
            case "mfenced", _:
                separator = element.get("separators", ",")[:1]
                inner = f"{separator} ".join(texts)
                return f"{element.get('open', '(')}{inner}{element.get('close', ')')}"
            case "mtable", _:
                return formulas.matrix([text.split("\t") for text in texts])
            case "mtr" | "mlabeledtr", _:
                return "\t".join(texts)
        self.complete = False
        return " ".join(filter(None, texts))


def _leaf(name, text):
    text = " ".join(text.translate(_INVISIBLE).split())
    return f" {text} " if name == "mo" and text in _SPACED else text


def _is_sum(element):
    while etree.QName(element).localname in {*_LIMITS, "msubsup", "msub", "mrow"} and len(element):
        element = element[0]
    return (element.text or "").strip() in formulas.SUMS


def _over(base, below, above):
    """Limits of a sum, or a mark above a letter."""
    if base.strip() in formulas.SUMS or base.strip() in formulas.SUMS.values():
        return formulas.gathered(base.strip(), below, above)
    if above.strip() in _MARKS:
        return f"{base}{_MARKS[above.strip()]}"
    text = formulas.index(base, below) if below else base
    return formulas.power(text, above) if above else text


_MARKS = {"^": "\u0302", "ˆ": "\u0302", "¯": "\u0304", "‾": "\u0304", "→": "\u20d7", "⃗": "\u20d7",
          "˙": "\u0307", "¨": "\u0308", "~": "\u0303", "˜": "\u0303"}  # fmt: skip
