"""A real Chromium. Without one its tests are skipped, loudly; CI sets REQUIRE_PROGRAMS."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.programs import missing

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium():
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium():
    """One for all tests of a process: Playwright starts no second one beside it."""
    path = find_chromium()
    if not path:
        missing("KEIN CHROMIUM: Die Browsertests laufen nicht. Installieren: apt install chromium")
    # Playwright runs an event loop in this thread, in which Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
