"""docs/glossar.md has each word of the domain once."""

import re
from collections import Counter
from pathlib import Path

from django.apps import apps
from django.conf import settings

GLOSSARY = (Path(__file__).parent.parent / "docs/glossar.md").read_text(encoding="utf-8")
# The role and the thing bear one name on purpose; each row says so.
TWICE = {"Auswertung"}


def words():
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", GLOSSARY, flags=re.MULTILINE)
    return [word for word, _meaning in rows if word != "word"]


def ascii_form(word):
    """As a model's class is named: Zuständigkeit is Zustaendigkeit."""
    return word.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))


def test_every_model_is_explained():
    explained = {ascii_form(word) for word in words()}
    ours = {
        model.__name__
        for model in apps.get_models()
        if (settings.BASE_DIR / model.__module__.partition(".")[0]).is_dir()
    }

    assert {"Konzept", "Kommentar"} <= ours
    assert sorted(ours - explained) == []


def test_every_word_is_there_once():
    assert {word for word, times in Counter(words()).items() if times > 1} == TWICE
