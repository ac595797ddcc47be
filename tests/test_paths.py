"""What documents point to is there: files, folders and links between the documents."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "docs/adr").glob("*.md")]
)
CODE = re.compile(r"`([^`\s]+)`")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
PAST = re.compile(r"^Status: (superseded|withdrawn)", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
# What an operator makes by the commands of a guide.
EXAMPLES = ("locale/hsb",)
FILE = re.compile(r"[\w.@*-]+(/[\w.@*-]+)*/?")


@cache
def tracked():
    """Every file and folder that git knows or would add, as posix paths."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    files = {Path(name) for name in listed.split("\0") if name}
    return files | {parent for path in files for parent in path.parents}


def named_paths(text):
    """The paths of this repository among what is set as code: `config/urls.py`, `docs/`.

    In a block, too: ``uv run pytest tests/test_paths.py``.
    """
    tops = {path.parts[0] for path in tracked() if path.parts}
    fenced = " ".join(FENCED.findall(text)).split()
    for name in [*CODE.findall(text), *fenced]:
        top, slash, _rest = name.partition("/")
        if name.startswith(EXAMPLES):
            continue
        if FILE.fullmatch(name) and ((slash and top in tops) or name.endswith((".py", ".md"))):
            yield name


def is_there(name):
    """Whether the path leads to something; a name alone (`notices.py`) may be anywhere."""
    if "/" not in name:
        return any(path.match(name) for path in tracked())
    if "*" in name:
        return any(path.match(name.rstrip("/")) for path in tracked())
    return Path(name) in tracked()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_in_a_document_exists(path):
    text = path.read_text(encoding="utf-8")
    # A record of its time: what it names may have gone since.
    is_history = path.name == "CHANGELOG.md" or PAST.search(text)
    named = [] if is_history else named_paths(text)

    assert sorted(name for name in set(named) if not is_there(name)) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_documents_leads_somewhere(path):
    links = [link.partition("#")[0] for link in LINK.findall(path.read_text(encoding="utf-8"))]
    relative = [link for link in links if link and ":" not in link]

    assert [link for link in relative if not (path.parent / link).exists()] == []


def test_the_check_sees_paths_and_leaves_other_code_alone():
    text = "`config/urls.py` `docs/` `gone.py` `a/b` `/etc/hosts` `uv run` `comments.actions`"
    text += "\n```\npytest tests/gone.py\n```"

    assert list(named_paths(text)) == [
        "config/urls.py", "docs/", "gone.py", "tests/gone.py",
    ]  # fmt: skip
    assert is_there("config/urls.py")
    assert is_there("docs/adr/")
    assert is_there("docs/adr/*.md")
    assert not is_there("config/gone.py")
    assert not is_there("gone.py")
