"""One page in one state, and what people do to bring a page there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core import mail
from django.urls import reverse

from .town import MORE_TEXT, PASSWORD


@dataclass(frozen=True)
class State:
    """One page in one state.

    Attributes:
        address: of a ``Town``, or a function of it.
        who: attribute of the ``Town``, the person who looks; empty for nobody.
        prepare: what that person does on the page before it is in this state.
        leads_to: name of the address where that ends, or the address leads, if it is another.
        status: with which the page at ``address`` answers.
        language: what the browser asks for.
        html: function of the ``Town``, for what has no address (a mail, an error): its HTML.
    """

    address: str | Callable = "/"
    who: str = ""
    prepare: Callable | None = None
    leads_to: str = ""
    status: int = 200
    language: str = "de"
    html: Callable | None = None

    def url(self, town):
        return self.address(town) if callable(self.address) else self.address


def at(name, *find, query=""):
    """The address of that name; each of ``find`` gives an argument of it from a ``Town``."""
    return lambda town: reverse(name, args=[each(town) for each in find]) + query


SENDS = "button:not([type=button]), input[type=submit]"


def submit(selector="main form.card"):
    """Send a form as it is."""

    def send(page):
        with page.expect_navigation():
            page.locator(selector).locator(SENDS).last.click()

    return send


def fill(selector="main form.card", **fields):
    """Send a form with some fields filled in."""

    def send(page):
        for name, text in fields.items():
            page.locator(selector).locator(f"[name={name}]").fill(text)
        submit(selector)(page)

    return send


def tick(name):
    """Tick a box, which may show what belongs to it."""
    return lambda page: page.locator(f"[name={name}]").check()


def then(*steps):
    """Take several steps."""

    def take(page):
        for step in steps:
            step(page)

    return take


def press(name):
    """Press the button of that name, which leads to another page."""

    def send(page):
        with page.expect_navigation():
            page.get_by_role("button", name=name, exact=True).first.click()

    return send


def choose_first(page):
    """Tick the first row of a list."""
    page.locator("[data-select]").first.check()


ask_for_code = fill(email="neu@example.org")
enter_wrong_code = fill(code="000000")


def enter_code(page):
    code = mail.outbox[-1].subject.rpartition(" ")[2]
    fill(code=code)(page)


write_and_sign_in = fill(text=MORE_TEXT)


def write_two(page):
    """Two texts at one place, as after going back."""
    address = page.url
    write_and_sign_in(page)
    page.goto(address)
    fill(text=f"{MORE_TEXT} Und noch etwas.")(page)


def lose_the_cookie(page):
    page.locator("main form.card textarea").fill(MORE_TEXT)
    page.context.clear_cookies()
    submit()(page)


def sign_in_unconfirmed(page):
    fill(login="noch-nicht@example.org", password=PASSWORD)(page)


def sign_in_guarded(page):
    fill(login="schutz@example.org", password=PASSWORD)(page)


def answer_below(page):
    """Open the form for a reply in its place, by htmx, and send it empty."""
    page.locator(".actions a", has_text="Antworten").first.click()
    page.locator(".reply-place form button").click()
    page.locator(".reply-place .summary").wait_for()


def open_all(page):
    """Unfold everything that can be unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")


def find_similar(page):
    """What is similar comes by itself, after the page; once the server has loaded what compares."""
    page.locator("#aehnliches a[data-hx-get]").wait_for(state="detached", timeout=30_000)
