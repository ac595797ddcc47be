"""A text browser, without scripts and styles: reading, writing, signing in, answering, reporting.

w3m runs in a terminal of its own and is driven by its keys (``man w3m``).
"""

import os
import pty
import re
import shutil
import subprocess
import time

import pytest
from django.core import mail

from comments.models import Kommentar, Meldung
from tests import factories
from tests.programs import missing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RETURN, NEXT_FIELD, FIELD_BEFORE, CLEAR, TOP = "\r", "\t", "\x1b\t", "\x15", "g"
PATIENCE_SECONDS = 15


@pytest.fixture
def w3m(tmp_path):
    """Return a function that opens an address in w3m; a TextBrowser."""
    program = shutil.which("w3m")
    if not program:
        missing("KEIN W3M: Der Textbrowser wird nicht geprüft. Installieren: apt install w3m")
    browsers = []

    def open_address(address):
        browsers.append(TextBrowser(program, address, tmp_path))
        return browsers[-1]

    yield open_address
    for browser in browsers:
        browser.close()


class TextBrowser:
    def __init__(self, program, address, folder):
        self.folder, self.saved = folder, 0
        self.typed = folder / "typed"
        editor = folder / "editor"
        # Stands in for the editor in which w3m lets people fill in a large field.
        editor.write_text(f'#!/bin/sh\nfor file; do :; done\nmv "{self.typed}" "$file"\n')
        editor.chmod(0o700)
        self.terminal, inner = pty.openpty()
        self.process = subprocess.Popen(  # noqa: S603
            [
                program,
                "-cookie",
                "-o",
                f"editor={editor}",
                "-o",
                "confirm_qq=0",
                "-o",
                "accept_language=de",
                address,
            ],  # fmt: skip
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env={"HOME": str(folder), "TERM": "xterm", "LANG": "C.UTF-8", "PATH": os.defpath},
            close_fds=True,
        )
        os.close(inner)
        os.set_blocking(self.terminal, False)

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)

    def press(self, *keys, until=""):
        """Press keys, and wait till w3m has drawn; ``until`` is a prompt it must have shown."""
        drawn = b""
        for key in keys:
            os.write(self.terminal, key.encode())
            drawn += self._read_till_quiet()
        give_up = time.monotonic() + PATIENCE_SECONDS
        while until.encode() not in drawn and time.monotonic() < give_up:
            drawn += self._read_till_quiet()

    def _read_till_quiet(self):
        drawn, quiet_since = b"", time.monotonic()
        while time.monotonic() - quiet_since < 0.15:
            try:
                drawn += os.read(self.terminal, 65536)
                quiet_since = time.monotonic()
            except BlockingIOError:
                time.sleep(0.02)
        return drawn

    def page(self):
        """The whole page as w3m sets it, on one line."""
        self.saved += 1
        file = self.folder / f"page-{self.saved}"
        self.press("S", until="Save")
        self.press(CLEAR, f"{file}{RETURN}")
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        return re.sub(r"\s+", " ", text)

    def wait_for(self, text):
        """Wait for a page on which this is written; return all that is written there."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            if text in (page := self.page()):
                return page
        raise AssertionError(f"„{text}“ does not appear; this does: {page}")

    def find(self, text):
        """Put the cursor on the first such text."""
        self.press(TOP, "/", until="Forward")
        self.press(f"{text}{RETURN}")

    def follow(self, text):
        """Press the button or follow the link with this text."""
        self.find(text)
        self.press(RETURN)

    def choose(self, label):
        """Press the radio button before its label."""
        self.find(label)
        self.press(FIELD_BEFORE, RETURN)

    def select(self, chosen, steps):
        """Choose of a list what stands so many steps below what is chosen now."""
        self.find(chosen)
        self.press(RETURN)
        self.press(*["j"] * steps, RETURN)

    def fill(self, label, text):
        """Type into the field of one line after its label."""
        self.find(label)
        self.press(NEXT_FIELD, RETURN, until="TEXT")
        self.press(CLEAR, f"{text}{RETURN}")

    def fill_before(self, button, text):
        """Type into the last field before a button."""
        self.find(button)
        self.press(FIELD_BEFORE, RETURN, until="TEXT")
        self.press(CLEAR, f"{text}{RETURN}")

    def write(self, label, text):
        """Write into the large field after its label (or a link in its help), in the editor."""
        self.typed.write_text(text, encoding="utf-8")
        self.find(label)
        self.press(NEXT_FIELD, RETURN)
        give_up = time.monotonic() + PATIENCE_SECONDS
        while self.typed.exists() and time.monotonic() < give_up:
            time.sleep(0.05)
        self._read_till_quiet()


def test_the_whole_path_of_a_resident(w3m, live_server):
    baustein = factories.open_baustein(text="Unter **vier Linden** stehen Bänke.")
    other = factories.comment(baustein, factories.user("Uwe vom Deich"), "Bitte mit Lehne.")
    browser = w3m(live_server.url + baustein.get_absolute_url())

    page = browser.wait_for("Beitrag abgeben")
    assert "Unter vier Linden stehen Bänke." in page
    assert "Mitreden bis" in page
    assert "Uwe vom Deich" in page
    browser.select("zum ganzen Text", 1)
    page = browser.wait_for("[Unter vier Linden stehen Bänke.")
    browser.choose("Vorschlag")
    browser.write("Netiquette", "Bitte auch einen Brunnen.")
    browser.follow("Beitrag abgeben")

    browser.wait_for("Wer schreibt?")
    browser.fill("E-Mail-Adresse", "erna@example.org")
    browser.follow("Code anfordern")
    browser.wait_for("Code eingeben")
    browser.fill_before("Weiter", re.search(r"\b\d{6}\b", mail.outbox[-1].body).group())
    browser.follow("Weiter")
    browser.wait_for("Wie möchten Sie hier heißen?")
    browser.follow("Weiter und")
    page = browser.wait_for("Ihr Beitrag ist veröffentlicht")
    assert "Stelle im Text" in page
    written = Kommentar.objects.latest("pk")
    assert written.text == "Bitte auch einen Brunnen."
    assert written.passage == "Unter vier Linden stehen Bänke."

    browser.follow("Antworten an Uwe")
    browser.wait_for("Antwort an Uwe vom Deich")
    browser.write("Netiquette", "Und mit Armlehnen.")
    browser.follow("Antwort abgeben")
    browser.wait_for("Und mit Armlehnen.")
    assert other.replies.get().text == "Und mit Armlehnen."

    browser.follow("Melden: Beitrag")
    browser.wait_for("Beitrag melden")
    browser.choose("Werbung")
    browser.write("Erläuterung", "Das ist Reklame.")
    browser.follow("Meldung absenden")
    browser.wait_for("Danke")
    assert Meldung.objects.get().kommentar == other
