"""The words of the office stay with the office: residents meet the few that everybody knows.

Read are the sources of what residents see: templates, e-mails, texts in the code of their pages.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# pattern: the word to take instead.
WORDS = {
    r"\bBausteine?n?s?\b": "Leitziel, Text, Thema",
    r"\bWürdigung(en)?\b|\bgewürdigt\b|\bwürdigen\b": "Entscheidung",
    r"\bKommentierphasen?\b": "Mitreden bis …, Beteiligung",
    r"\bKommentar(s|e|en)?\b": "Beitrag",
    r"\bkommentieren\b": "mitreden",
    r"\bAusgaben?\b": "Stand; only in the folded proof of a result",
    r"\bStimme (nicht )?zu\b": "Dafür, Dagegen",
}
# Templates of staff, in folders and alone.
STAFF = {
    "admin",
    "auswertung",
    "demo",
    "lists",
    "moderation",
    "office",
    "places",
    "mfa",
    "plan",
    "staff",
    "texts",
}
STAFF_MAILS = {
    "phase_draft", "queue", "reports", "staff_invitation", "staff_rights", "unit_failed",
    "second_factor_reset",
}  # fmt: skip
# The proof of a result, and the page it is folded into.
PROOF = {"templates/evaluation/ausgabe.html", "templates/evaluation/proof.html"}
# Files to download name the edition that they are of, as the proof does.
FILES = "evaluation/exports/"
# Code that says something to residents.
CODE = [
    "website/**/*.py", "comments/filters.py", "comments/forms.py", "comments/intentions.py",
    "comments/notify.py", "comments/participation.py", "comments/personal.py",
    "comments/privacy.py", "comments/text.py", "comments/threads.py", "comments/transparency.py",
    "comments/templatetags/kommentare.py", "comments/actions/vote.py", "comments/actions/write.py",
    "comments/charts.py", "comments/models/choices.py", "comments/passages.py",
    "comments/voices.py", "evaluation/changed_texts.py", "evaluation/figures.py",
    "evaluation/filters.py", "evaluation/licence.py", "evaluation/notify.py",
    "evaluation/readings.py", "evaluation/report.py", "evaluation/exports/catalog.py",
    "evaluation/exports/columns.py", "evaluation/exports/verfahren.py",
    "evaluation/exports/report/*.py", "mails/models.py", "phases/calendar.py", "phases/looks.py",
    "phases/notify.py", "phases/rules.py", "phases/templatetags/*.py", "search/*.py",
    "strategies/counts.py", "strategies/topics.py",
]  # fmt: skip
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}


def found_in(text):
    return sorted(match[0] for word in WORDS for match in re.finditer(word, text))


def _is_for_staff(path):
    parts = path.relative_to(ROOT / "templates").parts
    return parts[0] in STAFF or parts[0] == "mails" and path.stem in STAFF_MAILS


def _templates():
    paths = [path for path in (ROOT / "templates").rglob("*.*") if not _is_for_staff(path)]
    paths += (ROOT / "comments/jinja2").rglob("*.html")
    paths += (ROOT / "evaluation/jinja2").rglob("*.html")
    for path in paths:
        name = str(path.relative_to(ROOT))
        if path.suffix not in (".html", ".txt") or name in PROOF:
            continue
        text = path.read_text(encoding="utf-8")
        # What a template is told of itself is no text.
        yield name, re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", text, flags=re.DOTALL)


def _code():
    for pattern in CODE:
        for path in ROOT.glob(pattern):
            name = str(path.relative_to(ROOT))
            texts = " · ".join(_texts(ast.parse(path.read_text(encoding="utf-8"))))
            yield name, re.sub(r"\bAusgabe\b", "", texts) if name.startswith(FILES) else texts


def _texts(tree):
    for call in ast.walk(tree):
        name = isinstance(call, ast.Call) and getattr(call.func, "id", "")
        if name in GETTEXT:
            yield from (arg.value for arg in call.args if isinstance(arg, ast.Constant))


def _pages():
    for path in (ROOT / "pages/starting_texts").glob("*.md"):
        yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


@pytest.mark.parametrize("sources", [_templates, _code, _pages])
def test_residents_meet_no_word_of_the_office(sources):
    texts = [(name, str(text)) for name, text in sources()]
    found = [(name, words) for name, text in texts if (words := found_in(text))]

    assert len(texts) > 5
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["5 Bausteine lesen", "Würdigung", "Die Kommentierphase endete", "Ihr Kommentar", "Stimme zu",
     "Ausgabe 2", "16 Kommentaren", "Sie können kommentieren"],
)  # fmt: skip
def test_a_word_of_the_office_is_found(text):
    assert found_in(text)


@pytest.mark.parametrize("text", ["5 Leitziele", "baustein", "Textbaustein", "Kommune", "Beitrag"])
def test_other_words_are_left_alone(text):
    assert found_in(text) == []
