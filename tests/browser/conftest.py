"""Pages in a real Chromium (``tests.chromium``)."""

import pytest


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
