"""The site made of docs/ builds without a warning and loads nothing from elsewhere."""

import shutil
import subprocess
import sys
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parent.parent
SITE = "http://handbuch.test"
pytestmark = [pytest.mark.programs, pytest.mark.xdist_group("docs site")]  # built once


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the built site; a link that leads nowhere would stop the build."""
    folder = tmp_path_factory.mktemp("handbuch")
    shutil.copy(ROOT / "zensical.toml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "zensical", "build", "--strict", "--clean"],
        cwd=folder, check=True, env={"NO_COLOR": "1"}, timeout=120,
    )  # fmt: skip
    return folder / "var/docs"


def test_every_document_is_a_page(site):
    for path in (ROOT / "docs").rglob("*.md"):
        page = path.relative_to(ROOT / "docs").with_suffix("")
        folder = page.parent if page.name == "index" else page
        assert (site / folder / "index.html").is_file(), path


@pytest.mark.browser
def test_pages_load_nothing_from_elsewhere(site, chromium):
    asked, broken = set(), []

    def answer(route):
        url = urlsplit(route.request.url)
        asked.add(f"{url.scheme}://{url.netloc}")
        path = site / url.path.lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if url.netloc == urlsplit(SITE).netloc and path.is_file():
            route.fulfill(path=path, content_type=guess_type(path.name)[0])
        else:
            broken.append(route.request.url)
            route.abort()

    context = chromium.new_context()
    context.route("**/*", answer)
    page = context.new_page()
    for path in ("/", "/betrieb/", "/messungen/", "/glossar/", "/adr/0004-htmx/"):
        page.goto(f"{SITE}{path}", wait_until="networkidle")
    page.keyboard.press("Control+k")
    page.keyboard.type("Sicherung")
    page.wait_for_load_state("networkidle")
    context.close()

    assert broken == []
    assert asked == {SITE}
