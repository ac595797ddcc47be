"""Formulas as one line of text, as one would type them: from Word and from MathML."""

from . import symbols

SUMS = {"∑": "Σ", "∏": "Π", "∫": "∫", "∮": "∮", "⋃": "⋃", "⋂": "⋂"}
"""Signs that stand before what they gather, as letters where there is one."""

_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def grouped(text):
    """In brackets, unless it is one number, one word, or in brackets already."""
    text = text.strip()
    if not text or text.isalpha() or _is_number(text) or _in_brackets(text):
        return text
    return f"({text})"


def _is_number(text):
    return text.replace(",", "").replace(".", "").isdigit()


def _in_brackets(text):
    """Whether the first bracket is closed by the last sign, not before."""
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth = 0
    for index, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return index == len(text) - 1
    return False


def fraction(above, below):
    return f"{grouped(above)}/{grouped(below)}"


def chosen(above, below):
    """Two terms above each other without a line: "n über k"."""
    return f"({above.strip()} über {below.strip()})"


def power(base, exponent):
    base, exponent = _base(base), exponent.strip()
    raised = symbols.raised(exponent)
    if not exponent:
        return base
    return base + (raised if raised != exponent else f"^{grouped(exponent)}")


def index(base, below):
    base, below = _base(base), below.strip()
    lowered = symbols.lowered(below)
    if not below:
        return base
    return base + (lowered if lowered != below else f"_{grouped(below)}")


def _base(base):
    """What is raised: a term of several signs with operators needs brackets."""
    base = base.strip()
    return grouped(base) if any(sign in base for sign in "+−-·*/=") else base


def root(radicand, degree=""):
    degree = degree.strip()
    if degree in _ROOTS:
        return f"{_ROOTS[degree]}{grouped(radicand)}"
    raised = symbols.raised(degree)
    return f"{raised if raised != degree else f'^{grouped(degree)}'}√{grouped(radicand)}"


def gathered(sign, lower, upper, body=""):
    """A sum, product or integral with its limits: "Σ (i=1 … n) a"."""
    sign, lower, upper = SUMS.get(sign, sign), lower.strip(), upper.strip()
    limits = " … ".join(filter(None, (lower, upper)))
    return " ".join(filter(None, (sign, f"({limits})" if limits else "", body.strip())))


def matrix(rows):
    """Cells divided by commas, rows by semicolons: "[1, 0; 0, 1]"."""
    return f"[{'; '.join(', '.join(cell.strip() for cell in row) for row in rows)}]"
