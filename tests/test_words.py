"""German as the house writes it: one word for one thing, in the interface and in German texts."""

import re
from pathlib import Path

import pytest

from tests.test_translations import messages

ROOT = Path(__file__).parent.parent
ENGLISH = {"docs/glossar.md"}

# pattern: the word to take instead.
WORDS = {
    r"(?<!E-)\bMails?\b": "E-Mail",
    r"(?<!E-)\bMail-|(?<!E-)\bMail(?=[a-z]{3})(?!server)": "E-Mail-…",
    r"\b(?!email\b)\w+mails?\b": "…-E-Mail",
    r"\bKn[oö]pfe?n?s?\b": "Schaltfläche",
    r"\b[Vv]erb[eio]rg|\b[Vv]erbarg": "ausblenden",
    r"Vorführung": "Demo",
    r"[Kk]urzbefehl": "Tastenkürzel",
    r"\b([Jj]e|[Nn]ie)mand anders\b": "jemand anderes, niemand sonst",
    r"\bGrundlage:?$|\bGrundlage und Begründung": "Grund",
    r"Moderator(en)?\b": "Moderierende, die Moderation",
    r"(?<!IP-)\bInternetadressen (speichern|stehen)": "IP-Adressen",
    r"\bSäule": "Balken, Höchstwert",
    r"Dringendsten": "die dringendsten",
    r"hinausgegangen|wiederbring|geleert\.$|ist verbraucht": "what happened, in plain words",
}


def found_in(text):
    """The words of ``text`` that have a better one here: {found: better}."""
    return {match[0]: better for word, better in WORDS.items() for match in re.finditer(word, text)}


def _interface():
    ours = ROOT / "locale/en/LC_MESSAGES/django.po"
    texts = [msgid for _context, msgid in messages(ours)]
    texts += re.findall(r'^msgid_plural "(.*)"', ours.read_text(encoding="utf-8"), re.M)
    # What Django and its additions do not say in German themselves.
    theirs = (ROOT / "locale/de/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    texts += re.findall(r'^msgstr(?:\[\d\])? "(.*)"', theirs, re.M)
    return [(f"„{text}“", text) for text in texts]


def _documents():
    for path in [
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("pages/starting_texts/*.md"),
        *ROOT.glob("demo/content/*.toml"),
        ROOT / "README.de.md",
    ]:
        name = str(path.relative_to(ROOT))
        if name in ENGLISH:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            # Names of files, commands and settings are no words.
            yield f"{name}:{number}", re.sub(r"`[^`]*`|\]\([^)]*\)", "", line)


@pytest.mark.parametrize("texts", [_interface, _documents])
def test_one_word_is_used_for_one_thing(texts):
    found = [(place, words) for place, text in texts() if (words := found_in(text))]

    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "Mails abbestellen", "Die Mail ist unterwegs.", "Mail-Einstellung", "Mailprogramm",
        "Testmail senden", "Eintrag einer Tagesmail", "Der Knopf", "Knöpfe", "verborgen",
        "Auswahl verbergen", "Wer verbirgt", "Vorführung", "Kurzbefehle",
        "Freigeben muss jemand anders.", "niemand anders", "Grundlage", "Grundlage:",
        "mit Grundlage und Begründung", "die anderen Moderatoren", "höchste Säule",
    ],
)  # fmt: skip
def test_a_word_that_has_a_better_one_is_found(text):
    assert found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "E-Mails abbestellen", "E-Mail-Programm", "Test-E-Mail", "eine E-Mail.", "Mailserver",
        "Die Schaltfläche", "ausgeblendet", "jemand anderes", "Rechtsgrundlage der Verarbeitung",
        "etwas anders", "auf hellem Grund", "email",
    ],
)  # fmt: skip
def test_other_words_are_left_alone(text):
    assert found_in(text) == {}
