"""Formulas of Word keep their meaning in one line, or say that they could not."""

import pytest

from strategies.documents import parse_document
from strategies.documents.blocks import plain_text

from .word import docx, p

LIMIT = 10_000_000


def r(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


def m(name, properties="", **parts):
    inner = "".join(f"<m:{part}>{content}</m:{part}>" for part, content in parts.items())
    return f"<m:{name}><m:{name}Pr>{properties}<m:ctrlPr/></m:{name}Pr>{inner}</m:{name}>"


def val(name, value):
    return f'<m:{name} m:val="{value}"/>'


def read(formula):
    parsed = parse_document("a.docx", docx(p(f"<m:oMath>{formula}</m:oMath>")), limit=LIMIT)
    return plain_text(parsed.blocks[0].line), parsed.hinweise


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (m("f", num=r("a+b"), den=r("2c")), "(a+b)/(2c)"),
        (m("f", num=r("a+b"), den=m("f", num=r("1"), den=r("2"))), "(a+b)/(1/2)"),
        (m("f", val("type", "noBar"), num=r("n"), den=r("k")), "(n über k)"),
        (m("sSup", e=r("x"), sup=r("2")), "x²"),
        (m("sSup", e=r("x+1"), sup=r("ab")), "(x+1)^ab"),
        (m("sSub", e=r("CO"), sub=r("2")), "CO₂"),
        (m("sSubSup", e=r("x"), sub=r("i"), sup=r("2")), "x_i²"),
        (m("rad", val("degHide", "1"), deg="", e=r("a+b")), "√(a+b)"),
        (m("rad", deg=r("3"), e=r("x")), "∛x"),
        (m("rad", deg=r("n"), e=r("x")), "ⁿ√x"),
        (r("S=") + m("nary", val("chr", "∑"), sub=r("i=1"), sup=r("n"),
                     e=m("sSub", e=r("a"), sub=r("i"))), "S= Σ (i=1 … n) a_i"),
        (m("nary", sub=r("0"), sup=r("1"), e=r("f(x)dx")), "∫ (0 … 1) f(x)dx"),
        (m("d", val("begChr", "[") + val("endChr", "]"), e=r("a,b")), "[a,b]"),
        (m("d", e=r("a")), "(a)"),
        (m("func", fName=r("sin"), e=r("x")), "sin x"),
        (m("func", fName=m("limLow", e=r("lim"), lim=r("n→∞")), e=r("a")), "lim (n→∞) a"),
        (m("acc", val("chr", "\u20d7"), e=r("v")), "v\u20d7"),
        ("<m:m><m:mr><m:e>" + r("1") + "</m:e><m:e>" + r("0") + "</m:e></m:mr><m:mr><m:e>"
         + r("0") + "</m:e><m:e>" + r("1") + "</m:e></m:mr></m:m>", "[1, 0; 0, 1]"),
    ],
)  # fmt: skip
def test_a_formula_keeps_its_meaning(formula, expected):
    assert read(formula) == (expected, ())


def test_a_formula_that_is_not_understood_says_so():
    text, (hint,) = read("<m:neu><m:e>" + r("x") + "</m:e></m:neu>")
    assert text == "x"
    assert "Formel" in hint.text
    assert "„x“" in hint.text


def test_formulas_that_are_not_understood_are_said_once_with_their_number():
    new = "<m:neu><m:e>{}</m:e></m:neu>"
    body = [p(f"<m:oMath>{new.format(r(letter))}</m:oMath>") for letter in "xyz"]
    (hint,) = parse_document("a.docx", docx(*body), limit=LIMIT).hinweise
    assert hint.text.startswith("3 Formeln konnten nicht ganz übernommen werden.")
    assert "„x“" in hint.text
    assert "(„z“)" in hint.text
