"""A real Chromium. Without one these tests are skipped, loudly; CI sets REQUIRE_PROGRAMS."""

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


@pytest.fixture(autouse=True)
def _groups(groups):
    """Staff belong to them."""


@pytest.fixture
def open_browser(chromium, live_server):
    """Return a function that opens a new visitor's page; fails on script or CSP errors."""
    contexts, complaints = [], []

    def open_page(*, javascript=True, width=390, **options):
        context = chromium.new_context(
            java_script_enabled=javascript,
            base_url=live_server.url,
            viewport={"width": width, "height": 844},
            locale="de-DE",
            **options,
        )
        context.set_default_timeout(8000)
        context.set_default_navigation_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if "Content Security Policy" in message.text
                else None
            ),
        )
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(live_server.url) else complaints.append(request.url)
            ),
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
