"""The time left counts down on a page that stays open, and what takes long says so."""

import json
import zipfile
from contextlib import contextmanager

import pytest
from django.urls import reverse

from tests import factories

from .pages import session_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MINUTE = 60 * 1000
DAY = 24 * 60 * MINUTE


def test_the_time_left_counts_down_and_ends(open_browser):
    baustein = factories.open_baustein()
    page = open_browser()
    page.clock.install()
    page.goto(baustein.get_absolute_url())
    left = page.locator(".now .left [data-seconds-left]")
    assert left.inner_text() == "noch 6 Tage"

    # Counted from the whole minute on in which the page was made.
    page.clock.fast_forward(3 * DAY + MINUTE)
    assert left.inner_text() == "noch 3 Tage"
    page.clock.fast_forward(2 * DAY)
    assert left.inner_text() == "noch 47 Stunden"
    page.clock.fast_forward(2 * DAY)
    assert left.inner_text() == "gerade zu Ende gegangen"


def test_reading_a_document_says_that_it_takes_a_while(open_browser, live_server):
    konzept, editor = factories.konzept(), factories.superuser()
    page = open_browser()
    page.context.add_cookies([{**session_of(editor), "url": live_server.url}])
    page.goto(f"/schreibtisch/einlesen/?konzept={konzept.pk}")
    page.locator("[type=file]").set_input_files(
        {"name": "Entwurf.md", "mimeType": "text/markdown", "buffer": b"# Strategie 1: Neues\n"}
    )
    # The server never answers.
    page.evaluate("addEventListener('submit', (event) => event.preventDefault())")

    page.get_by_role("button", name="Dokument lesen").click()

    assert "wird übertragen" in page.locator(".busy").inner_text()


# --- Files that are made while they are fetched -----------------------------------


@contextmanager
def server_that_keeps_waiting(page, address):
    """Let the server answer only once the test has looked at the page that waits."""
    waiting = []
    page.route(address, lambda route: waiting.append(route))
    yield
    for route in waiting:
        route.continue_()
    page.unroute(address)


def sign_in(page, live_server, person):
    page.context.add_cookies([{**session_of(person), "url": live_server.url}])


def open_data(page):
    strategie = factories.ausgabe().auswertung.strategie
    page.goto(reverse("evaluation:data", args=[strategie.konzept.slug, strategie.slug]))


def status(page):
    return page.locator("[data-downloading] [role=status]")


def test_a_download_says_that_it_is_on_its_way_and_when_it_is_there(open_browser):
    page = open_browser()
    open_data(page)

    with page.expect_download() as download:
        with server_that_keeps_waiting(page, "**/beitraege.json"):
            page.locator("a[href$='beitraege.json']").click()
            assert status(page).inner_text() == "Die Datei wird erstellt und geladen."
            assert page.get_by_role("progressbar", name="Fortschritt").is_visible()
        page.get_by_text("Geladen: beitraege-").wait_for()

    assert download.value.suggested_filename.startswith("beitraege-insek")
    with open(download.value.path()) as file:
        assert json.load(file)["beitraege"]
    assert not page.get_by_role("progressbar", name="Fortschritt").is_visible()


def test_the_browser_itself_fetches_a_file_too_large_for_a_phone(open_browser):
    page = open_browser()
    open_data(page)
    link = page.locator("a[href$='beitraege.json']")
    link.evaluate("(link) => { link.dataset.bytes = 145e6 }")

    with page.expect_download() as download:
        link.click()

    assert not download.value.url.startswith("blob:")
    assert "Ihr Browser zeigt, wie viel" in status(page).inner_text()


def test_a_download_that_fails_says_so(open_browser):
    page = open_browser()
    open_data(page)
    page.route("**/beitraege.csv", lambda route: route.abort())

    page.locator("a[href$='beitraege.csv']").click()

    page.get_by_text("Die Datei konnte nicht geladen werden.").wait_for()


def test_the_report_and_my_data_come_as_files(open_browser, live_server):
    page = open_browser()
    page.goto(factories.ausgabe().get_absolute_url())
    with page.expect_download() as report:
        page.get_by_role("link", name="Bericht für den Rat Word").click()
    assert zipfile.is_zipfile(report.value.path())
    assert report.value.suggested_filename.endswith(".docx")

    sign_in(page, live_server, factories.user())
    page.goto("/konto/daten/")
    with page.expect_download() as mine:
        page.get_by_role("button", name="Meine Daten herunterladen").click()
    page.get_by_text("Geladen: meine-daten-").wait_for()
    assert zipfile.is_zipfile(mine.value.path())


def test_a_form_that_gives_no_file_shows_the_page_that_says_why(open_browser, live_server):
    auswertung = factories.ausgabe().auswertung
    page = open_browser()
    sign_in(page, live_server, factories.superuser())
    page.goto(reverse("auswertung:data", args=[auswertung.pk]))

    with page.expect_download() as download:
        page.get_by_role("button", name="Herunterladen").click()
    assert download.value.suggested_filename.startswith("intern-beitraege-")

    page.locator("[name=format][value=csv], [name=format] option").last.evaluate(
        "(choice) => { choice.value = 'pdf'; choice.selected = choice.checked = true }"
    )
    page.get_by_role("button", name="Herunterladen").click()
    page.locator(".summary:focus").wait_for()


def test_a_vote_on_a_slow_network_says_that_it_is_on_its_way(open_browser, live_server):
    kommentar = factories.comment(factories.open_baustein())
    page = open_browser()
    sign_in(page, live_server, factories.user())
    page.goto(kommentar.get_absolute_url())

    with server_that_keeps_waiting(page, "**/bewerten/"):
        page.get_by_role("button", name="Dafür").click()
        page.get_by_role("status").filter(has_text="Einen Moment noch").wait_for()

    page.get_by_role("button", name="Dafür 1").wait_for()
    assert not page.locator(".busy").count()
