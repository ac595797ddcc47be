"""Reading in a process of its own: what it gives back, and that it always ends."""

import os
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest

from strategies.documents import DocumentError, kept
from strategies.documents.child import RESULT, Cancelled, read_in_child
from tests import factories

LIMITS = {"bytes": 10**8, "pages": 500, "seconds": 60, "memory": 2 * 1024**3}
TEXT = "# Strategie 1: Mitte\n\n## Leitziel 1: Wege\n\nKurze Wege.\n"
# What takes longer to read than any of these tests waits.
LONG = "# Mitte\n\n" + "**a** *b* [c](https://example.org) `d` ~~e~~ " * 40 + "\n\n"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "result"
    path.mkdir()
    return path


def write(tmp_path, text=TEXT, name="plan.md"):
    path = tmp_path / name
    path.write_text(text)
    return path


def long_document(tmp_path):
    return write(tmp_path, LONG * 900)


def running(folder):
    """Processes that were told of this folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(folder).encode() in entry.read_bytes() and entry.parent.name != str(os.getpid()):
                found.append(entry.parent.name)
        except OSError:
            continue
    return found


def test_a_document_is_read_with_its_pictures(tmp_path, folder):
    picture = tmp_path / "foto.jpg"
    picture.write_bytes(factories.photo().read())
    document = docx.Document()
    document.add_heading("Strategie 1: Mitte", 1)
    document.add_paragraph("Der Markt.")
    document.add_picture(str(picture))
    path = tmp_path / "Entwurf.docx"
    document.save(path)
    told = []

    read_in_child(path, folder, limits=LIMITS, listener=lambda *progress: told.append(progress))

    parsed = kept.from_json((folder / RESULT).read_text())
    assert len(parsed.blocks) == 3
    (bild,) = parsed.bilder
    assert (folder / bild.sha256).read_bytes().startswith(b"\xff\xd8")
    assert all(stage in {"opening", "pages", "pictures", "keeping"} for stage, _, _ in told)


def test_a_document_that_cannot_be_read_gives_its_sentence(tmp_path, folder):
    with pytest.raises(DocumentError, match="beschädigt|keine"):
        read_in_child(write(tmp_path, "PK", "plan.docx"), folder, limits=LIMITS)
    assert not (folder / RESULT).exists()


def test_a_reading_that_takes_too_long_is_ended(tmp_path, folder):
    begun = time.monotonic()
    with pytest.raises(DocumentError, match="länger als 1 Sekunden"):
        read_in_child(long_document(tmp_path), folder, limits={**LIMITS, "seconds": 1})
    assert time.monotonic() - begun < 10
    assert running(folder) == []
    assert not (folder / RESULT).exists()


def test_a_reading_that_takes_too_much_memory_is_ended(tmp_path, folder):
    with pytest.raises(DocumentError, match="Arbeitsspeicher"):
        read_in_child(write(tmp_path), folder, limits={**LIMITS, "memory": 40 * 1024**2})
    assert running(folder) == []


def test_a_cancelled_reading_leaves_no_process(tmp_path, folder):
    asked = []

    def keep_on():
        asked.append(running(folder))
        return len(asked) < 2

    with pytest.raises(Cancelled):
        read_in_child(long_document(tmp_path), folder, limits=LIMITS, keep_on=keep_on)
    assert asked[0]
    assert running(folder) == []


def test_the_child_knows_no_secret(tmp_path, folder, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    monkeypatch.setenv("DATABASE_URL", "postgres://geheim")
    seen = []

    def keep_on():
        for pid in running(folder):
            seen.append(Path(f"/proc/{pid}/environ").read_bytes())
        return False

    with pytest.raises(Cancelled):
        read_in_child(long_document(tmp_path), folder, limits=LIMITS, keep_on=keep_on)
    assert seen
    assert not any(b"geheim" in environment for environment in seen)


def test_the_child_ends_when_who_waits_for_it_is_killed(tmp_path, folder):
    """As when the machine runs out of memory, or an update restarts the worker."""
    program = (
        "import django; from django.conf import settings\n"
        "settings.configure(USE_I18N=False, OFFICE_SUITE=''); django.setup()\n"
        "from strategies.documents.child import read_in_child\n"
        f"read_in_child({str(long_document(tmp_path))!r}, {str(folder)!r}, limits={LIMITS!r})\n"
    )
    command = [sys.executable, "-c", program]
    parent = subprocess.Popen(command, cwd=Path(__file__).parents[3])  # noqa: S603
    until(lambda: len(running(folder)) == 2)

    parent.kill()
    parent.wait()

    until(lambda: not running(folder))


def until(holds, seconds=30):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_more_pages_than_allowed_are_refused():
    from strategies.documents.limits import refuse_pages

    refuse_pages(500, 500)
    with pytest.raises(DocumentError, match="501 Seiten"):
        refuse_pages(501, 500)
