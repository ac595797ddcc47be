"""Paper says where it comes from and where its links lead, and wastes no sheet."""

import re

import pytest

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CONTENT = "link => getComputedStyle(link, '::after').content"


def sheets(page):
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf))


def test_downloads_bear_their_whole_address(open_browser, live_server):
    strategie = factories.open_baustein().strategie
    page = open_browser(width=1280)
    page.goto(f"{strategie.get_absolute_url()}daten/")

    sheets(page)
    page.emulate_media(media="print")

    links = page.locator("a[download]")
    assert links.count() >= 3
    for link in links.all():
        assert link.evaluate(CONTENT).startswith(f'" ({live_server.url}/konzepte/')
    assert page.locator(".only-paper").inner_text().startswith("http")
    assert "gedruckt am" in page.locator(".only-paper").inner_text()


def test_a_poster_with_dates_is_one_sheet(open_browser):
    strategie = factories.open_baustein().strategie
    for day in range(1, 4):
        factories.event(start=day, strategie=strategie)
    page = open_browser(width=1280)
    page.goto(f"{strategie.get_absolute_url()}aushang/")

    assert page.locator(".poster-dates li").count() == 3
    assert sheets(page) == 1


def test_long_contributions_leave_no_sheet_empty(open_browser):
    """As many sheets as the words need: a contribution may begin on one and end on the next."""
    baustein = factories.open_baustein()
    for number in range(4):
        factories.comment(baustein, text=f"{number}. " + "Der Bus soll abends fahren. " * 85)
    page = open_browser(width=1280)
    page.goto(baustein.get_absolute_url())

    assert sheets(page) <= 4
