"""A report, a decision, a complaint, another pair of eyes: the whole way in a real browser."""

import re

import pytest
from django.core import mail

from tests import factories
from tests.browser.staff import PASSWORD, WIDE, press, sign_in_as_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Der Festplatz gehört denen, die dort feiern, und nicht dem Ordnungsamt."


def report(page, kommentar):
    page.goto(kommentar.get_absolute_url())
    press(page, page.get_by_role("link", name=re.compile("Melden")).first)
    page.get_by_label(re.compile("persönlicher Angriff")).check()
    page.get_by_label("Erläuterung").fill("Das geht gegen die Leute im Amt.")
    press(page, page.get_by_role("button", name="Meldung absenden"))


def hide_from_queue(page):
    page.goto("/moderation/gemeldet/")
    assert TEXT in page.locator("main").inner_text()
    press(page, page.locator(".cases a").first)
    form = page.locator("#verbergen")
    if not form.is_visible():
        page.locator("summary", has_text="Ausblenden").click()
    form.get_by_label("Grund").select_option("beleidigung")
    form.get_by_label("Begründung").fill("Der Satz greift Beschäftigte an.")
    press(page, form.get_by_role("button", name="Ausblenden"))


def complain(page):
    letter = next(m for m in mail.outbox if "nicht mehr öffentlich" in m.subject)
    assert TEXT in letter.body.replace("\n> ", " ")
    assert "Der Satz greift Beschäftigte an." in letter.body
    page.goto(re.search(r"https?://[^/\s]+(/beschwerde/\S+)", letter.body).group(1))
    page.locator("textarea").fill("Ich meinte das Amt, nicht die Leute.")
    press(page, page.get_by_role("button", name="Beschwerde absenden"))


def uphold(page):
    page.goto("/moderation/beschwerden/")
    press(page, page.get_by_role("link", name="Beschwerde von Festwirt"))
    page.get_by_label("Der Beschwerde stattgeben").check()
    page.locator("[name=statement]").fill("Eine Meinung über ein Amt ist erlaubt.")
    press(page, page.get_by_role("button", name="Beschwerde entscheiden"))


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_report_hide_complain_restore(open_browser, javascript):
    baustein = factories.open_baustein()
    konzept = baustein.strategie.konzept
    author = factories.user("Festwirt", email="festwirt@example.org")
    kommentar = factories.comment(baustein, author, TEXT)
    first = factories.staff(konzept, role="moderation", password=PASSWORD)
    second = factories.staff(konzept, role="moderation", password=PASSWORD)

    visitor = open_browser(javascript=javascript)
    report(visitor, kommentar)

    desk = open_browser(javascript=javascript, width=WIDE)
    sign_in_as_staff(desk, first, to="/moderation/")
    hide_from_queue(desk)
    visitor.goto(baustein.get_absolute_url())
    assert "von der Moderation ausgeblendet: persönlicher Angriff" in visitor.content()
    assert TEXT not in visitor.content()

    complain(visitor)
    assert "Ihre Beschwerde ist eingegangen" in visitor.content()
    desk.goto("/moderation/beschwerden/")
    assert "Ich meinte das Amt" not in desk.content(), "never whoever decided"

    other = open_browser(javascript=javascript, width=WIDE)
    sign_in_as_staff(other, second, to="/moderation/")
    uphold(other)
    visitor.goto(baustein.get_absolute_url())
    assert TEXT in visitor.content()
    assert any(m.to == [author.email] and "Beschwerde" in m.subject for m in mail.outbox)
