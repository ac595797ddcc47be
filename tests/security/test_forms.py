"""Every form that somebody without a role finds: whatever is pressed, no text is lost.

The forms are found on the pages of all addresses, as a browser without script has them.
"""

from copy import deepcopy
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from lxml import html

from tests import factories
from tests.presses import (
    WORD,
    Press,
    buttons_of,
    elements_of,
    is_stored,
    is_trap,
    presses,
    sent_by,
)

from .addresses import arguments, names

pytestmark = pytest.mark.django_db

# What leaves the page behind for good, as it says: nothing typed on it can matter then.
FAREWELLS = ("/konto/abmelden/", "/konto/geraete/abmelden/")


def _nobody(world):
    return None


def _resident(world):
    return factories.user()


def _author(world):
    return world.author


def pages(client, world):
    """(name, address, page) of every address that shows this person a page of its own."""
    for name in names():
        address = reverse(name, kwargs=arguments(name, world))
        page = client.get(address)
        if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
            yield name, address, page


def typed_on(page):
    """What stands in the fields of a page, and so can be sent from there."""
    fields = html.fromstring(page).xpath("//textarea | //input[not(@type='hidden')]")
    return " ".join(field.get("value", "") + field.text_content() for field in fields)


@pytest.mark.parametrize("who", [_nobody, _resident, _author])
def test_no_button_loses_what_was_typed_into_another_form(world, who):
    client, person = Client(), who(world)
    if person:
        client.force_login(person)
    lost, walked = [], set()
    for name, address, page in pages(client, world):
        for press in presses(page.text, address, whole=True):
            if press.action.startswith(FAREWELLS):
                continue
            walked.add((name, press.button))
            cache.clear()
            with transaction.atomic():
                answer = client.post(press.action, press.data, follow=True)
                if WORD not in typed_on(answer.text) and not is_stored(WORD):
                    lost.append(f"{name}: „{press.field}“ typed, „{press.button}“ pressed")
                transaction.set_rollback(True)

    assert lost == []
    buttons = {button for name, button in walked if name == "baustein"}
    assert {"Beitrag abgeben", "Folgen" if person else "Anmelden und folgen"} <= buttons
    # One's own cannot be voted on.
    assert any("Dafür" in button for button in buttons) == (who is not _author)


TEXT = "Zaunkönigin im Ahornbaum"
ADDRESS = "zaunkoenigin@example.org"
# What a browser may withhold.
COOKIES, ORIGIN, REFERER = "cookies", "origin", "referer"
WITHHELD = [{COOKIES}, {ORIGIN}, {REFERER}, {ORIGIN, REFERER}, {COOKIES, ORIGIN, REFERER}]


class Browser:
    """Follows links and sends forms as a browser does that withholds some of what it knows."""

    def __init__(self, *, secure, withheld=frozenset()):
        self.client = Client(enforce_csrf_checks=True)
        self.secure, self.withheld = secure, withheld
        self.site = f"{'https' if secure else 'http'}://testserver"

    def get(self, address, **headers):
        return self._finish(self.client.get(address, secure=self.secure, headers=headers))

    def post(self, page, action, data):
        """Send a form of ``page`` to ``action``, and go where the answers lead."""
        headers = {}
        if ORIGIN not in self.withheld:
            headers["Origin"] = self.site
        if REFERER not in self.withheld:
            headers["Referer"] = f"{self.site}{page}"
        answer = self.client.post(action, data, secure=self.secure, headers=headers)
        answer = self._finish(answer)
        while answer.status_code in (301, 302, 307):
            if answer.status_code == 307:
                answer = self.client.post(answer.url, data, secure=self.secure, headers=headers)
                answer = self._finish(answer)
            else:
                answer = self.get(answer.url)
        return answer

    def _finish(self, answer):
        if COOKIES in self.withheld:
            self.client.cookies.clear()
        return answer


def forms(secure, world):
    """(name, address, the forms filled in) of every page that somebody without an account gets."""
    for name in names():
        address = reverse(name, kwargs=arguments(name, world))
        shown = Browser(secure=secure).get(address)
        if shown.status_code == 200 and shown["Content-Type"].startswith("text/html"):
            yield name, address, list(filled_in(shown.text, address))


def sent(secure, withheld, pages):
    """(press, needs no cookie, the answer, whether what was typed is stored) for every form."""
    for name, address, filled in pages:
        if not filled:
            continue
        browser = Browser(secure=secure, withheld=withheld)
        with transaction.atomic():
            cache.clear()
            page = browser.get(address)
            token = html.fromstring(page.text).xpath("//*[@name='csrfmiddlewaretoken']/@value")
            cookies = deepcopy(browser.client.cookies)
            for press in filled:
                # Each is pressed on the page as it was opened.
                browser.client.cookies = deepcopy(cookies)
                cache.clear()
                with transaction.atomic():
                    data = dict(press.data)
                    if "csrfmiddlewaretoken" in data:
                        data["csrfmiddlewaretoken"] = token[0]
                    answer = browser.post(address, press.action, data)
                    view = resolve(urlsplit(press.action).path).func
                    is_open = getattr(view, "csrf_exempt", False)
                    yield f"{name}: {press.button}", is_open, answer, is_stored(TEXT)
                    transaction.set_rollback(True)
            transaction.set_rollback(True)


def filled_in(page, address):
    """The forms of a page with everything typed in that is asked for."""
    document = html.fromstring(page)
    for form in document.iter("form"):
        if form.get("method", "").lower() != "post":
            continue
        for button in buttons_of(document, form):
            data = sent_by(document, form, button)
            for row in elements_of(document, form):
                if row.tag == "textarea" and not row.get("readonly"):
                    data[row.get("name")] = TEXT
                elif is_trap(row):
                    data[row.get("name")] = ""
                elif row.get("type") == "email":
                    data[row.get("name")] = ADDRESS
                elif row.get("type") == "radio":
                    data.setdefault(row.get("name"), row.get("value"))
            action = button.get("formaction") or form.get("action") or address
            label = " ".join(button.text_content().split())
            yield Press(field="", button=label, action=action, data=data)


@pytest.mark.parametrize("secure", [False, True])
def test_what_a_browser_withholds_costs_no_text_and_blocks_nothing_without_need(world, secure):
    pages = list(forms(secure, world))
    complete = {row[0]: (row[2].status_code, row[3]) for row in sent(secure, set(), pages)}
    assert sum(stored for _status, stored in complete.values()) >= 4
    wrong = []
    for withheld in WITHHELD:
        found, said = failures(sent(secure, withheld, pages), complete)
        wrong += [("+".join(sorted(withheld)), *row) for row in found]
        # Voting, following, the language, a comment: all lead to what needs a cookie.
        assert COOKIES not in withheld or said >= 4

    assert wrong == []


def failures(answers, complete):
    """What is wrong with each of the answers, and how many name what is withheld.

    Args:
        complete: {press: (status, whether the text is stored)} of a browser that withholds nothing.
    """
    wrong, said = [], 0
    for key, is_open, answer, stored in answers:
        says = "Cookie" in answer.text or "Origin" in answer.text
        kept = stored or TEXT in answer.text or ADDRESS in answer.text
        # What answers with an error in any case is the demo's page of invented comments.
        if is_open and (answer.status_code, stored) != complete[key]:
            wrong.append((key, answer.status_code, "is blocked"))
        if answer.status_code == 403 and not says:
            wrong.append((key, "does not say why"))
        if stored != complete[key][1] and not kept:
            wrong.append((key, "loses the text"))
        said += says
    return wrong, said
