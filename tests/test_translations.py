"""English is complete: every text of ours that a page, a mail or a form can show."""

import gettext
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.template import engines
from jinja2.ext import extract_from_ast

from tests.programs import missing

ROOT = Path(__file__).parent.parent
# What makemessages reads: everything but the tests.
SOURCES = [
    *(folder.parent.name for folder in sorted(ROOT.glob("*/__init__.py"))),
    "templates",
    "locale",
    "manage.py",
]
NO_INTERFACE = {"tests", "bench"}


def messages(path):
    """The entries of a .po file: {msgid: every translation is there}, plurals included."""
    catalog = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.split("\n") if not line.startswith("#~")]
        flags = "".join(line for line in lines if line.startswith("#,"))
        fields, name = {}, ""
        for line in lines:
            if line.startswith("msg"):
                name, _blank, line = line.partition(" ")
                fields[name] = ""
            if name and line.startswith('"'):
                fields[name] += line.strip()[1:-1]
        if fields.get("msgid"):
            key = (fields.get("msgctxt", ""), fields["msgid"])
            texts = [text for field, text in fields.items() if field.startswith("msgstr")]
            catalog[key] = all(texts) and "fuzzy" not in flags
    return catalog


# Extracted once.
pytestmark = [pytest.mark.programs, pytest.mark.xdist_group("translations")]


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """The English catalogue as it would be after „makemessages“ on today's sources."""
    if not shutil.which("xgettext"):
        missing("KEIN GETTEXT: Die Übersetzungen werden nicht geprüft. apt install gettext")
    copy = tmp_path_factory.mktemp("sources")
    # The settings read the version of the project.
    for name in [*SOURCES, "pyproject.toml"]:
        if name in NO_INTERFACE:
            continue
        if (ROOT / name).is_dir():
            ignore = shutil.ignore_patterns("__pycache__", "migrations", "*.pyc")
            shutil.copytree(ROOT / name, copy / name, ignore=ignore)
        else:
            shutil.copy(ROOT / name, copy / name)
    command = [sys.executable, "manage.py", "makemessages", "-l", "en", "-e", "html,txt,py"]
    environment = {**os.environ, "DJANGO_ENV": "test", "VAR_DIR": str(copy / "var")}
    subprocess.run([*command, "-v0"], cwd=copy, env=environment, check=True)  # noqa: S603
    return messages(copy / "locale/en/LC_MESSAGES/django.po")


def test_every_text_has_its_english(extracted):
    missing = sorted(msgid for (_context, msgid), done in extracted.items() if not done)

    assert missing == []


def test_every_text_of_a_jinja_template_is_extracted(extracted):
    parse = engines["jinja2"].env.parse
    texts = {
        (path.name, text)
        for path in ROOT.glob("*/jinja2/**/*.html")
        for _line, _function, text in extract_from_ast(parse(path.read_text(encoding="utf-8")))
    }
    keys = {(name, text if isinstance(text, tuple) else ("", text)) for name, text in texts}
    found = {(context, text.replace('\\"', '"')) for context, text in extracted}

    assert {(name, key) for name, key in keys if key not in found} == set()
    assert ("votes.html", ("", "Dafür")) in keys


def test_the_compiled_catalogue_is_that_of_the_readable_one():
    folder = ROOT / "locale/en/LC_MESSAGES"
    with (folder / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    written = {msgid for (_context, msgid), done in messages(folder / "django.po").items() if done}

    keys = {key[0] if isinstance(key, tuple) else key for key in compiled} - {""}
    # A context stands before the words, and EOT between them.
    keys = {key.rpartition("\x04")[2] for key in keys}
    assert len(keys) == len(written)
