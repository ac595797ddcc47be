"""Passing a page on: by what the device has, by copying its address, and without script."""

import pytest

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHARE, COPY = "Teilen", "Adresse kopieren"


@pytest.fixture
def url():
    return factories.open_baustein(title="Freibad").get_absolute_url()


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def test_where_the_device_can_share_it_does(open_browser, url, settings):
    page = open_browser()
    page.add_init_script("navigator.share = async (shared) => { window.shared = shared; };")
    page.goto(url)
    assert not button(page, COPY).is_visible()

    button(page, SHARE).click()

    assert page.evaluate("window.shared") == {"title": "Freibad", "url": settings.SITE_URL + url}


def test_where_sharing_fails_the_address_can_be_copied(open_browser, url):
    page = open_browser()
    page.add_init_script("navigator.share = async () => { throw new TypeError(); };")
    page.goto(url)

    button(page, SHARE).click()

    button(page, COPY).wait_for()


def test_elsewhere_the_address_is_copied_and_the_page_says_so(open_browser, url, settings):
    page = open_browser(permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("delete Navigator.prototype.share;")
    page.goto(url)
    assert not button(page, SHARE).is_visible()

    button(page, COPY).click()

    page.get_by_text("Die Adresse ist kopiert.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == settings.SITE_URL + url


def test_where_nothing_may_be_copied_the_address_is_selected(open_browser, url, settings):
    page = open_browser()
    page.add_init_script(
        "delete Navigator.prototype.share;"
        "Clipboard.prototype.writeText = async () => { throw new Error(); };"
    )
    page.goto(url)

    button(page, COPY).click()

    page.get_by_text("Bitte kopieren Sie die markierte Adresse.").wait_for()
    assert page.evaluate("getSelection().toString()") == settings.SITE_URL + url


def test_without_script_there_is_the_address_and_mail(open_browser, url, settings):
    page = open_browser(javascript=False)
    page.goto(url)

    assert page.get_by_label("Adresse dieser Seite").input_value() == settings.SITE_URL + url
    assert page.get_by_role("link", name="Per E-Mail weitersagen").is_visible()
    assert not button(page, SHARE).is_visible()
    assert not button(page, COPY).is_visible()
