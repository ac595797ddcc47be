"""Every kind and state of page, by name: what the checks in a real browser walk through.

A new page joins with one line in its group. Its rows come from the ``Town``, or are
made where its address is asked for.
"""

import time
from urllib.parse import urlsplit

from django.test import Client
from django.urls import resolve

from .reading import ENGLISH, EVERYDAY, READING, RESULT
from .state import State, at
from .town import Empty, Town
from .workplaces import ADMIN, EVALUATION, MODERATION, PLACES
from .writing import ACCOUNT, SIGNING_IN, WRITING

__all__ = ["GROUPS", "Town", "names_of", "session_of", "visit", "walk"]

FIRST_DAY = {
    "start": State(),
    "konzepte": State("/konzepte/"),
    "termine": State("/phasen/"),
    "mein konto": State("/konto/", who="newcomer"),
    "moderation": State(at("moderation:queue", lambda town: "gemeldet"), who="administrator"),
    "beschwerden": State(at("moderation:complaints"), who="administrator"),
    "schreibtisch": State(at("desk:start"), who="administrator"),
    "auswertung": State(at("auswertung:start"), who="administrator"),
    "verwaltung": State("/verwaltung/", who="administrator"),
    "konzepte der verwaltung": State(
        at("admin:strategies_konzept_changelist"), who="administrator"
    ),
}

# Group → what the town is like, and the states by name.
GROUPS = {
    "lesen": (Town, READING),
    "ergebnis und alltag": (Town, {**RESULT, **EVERYDAY}),
    "english": (Town, ENGLISH),
    "schreiben": (Town, {**WRITING, **SIGNING_IN}),
    "konto": (Town, ACCOUNT),
    "moderation": (Town, MODERATION),
    "auswertung": (Town, EVALUATION),
    "orte": (Town, PLACES),
    "verwaltung": (Town, ADMIN),
    "erster tag": (Empty, FIRST_DAY),
}


def walk(group, open_browser, base_url, *, only=None, town=None):
    """Yield (name, page) of every state of a group, one after the other in one browser.

    Args:
        open_browser: function that opens a page (the fixture).
        base_url: of the server behind it.
        only: names, if not all states are wanted.
        town: the one to walk through, if there is one already.
    """
    make_town, states = GROUPS[group]
    wanted = {name: state for name, state in states.items() if not only or name in only}
    try:
        yield from visit(wanted, town or make_town(), open_browser, base_url)
    except Exception as error:
        error.add_note(f"in „{group}“")
        raise


def visit(states, town, open_browser, base_url):
    """Yield (name, page) of some states of a town, as ``walk`` does."""
    page, cookies = open_browser(reduced_motion="reduce"), {}
    for name, state in states.items():
        page.emulate_media(media="screen", color_scheme="light", forced_colors="none")
        page.context.clear_cookies()
        if state.who:
            if state.who not in cookies:
                cookies[state.who] = session_of(getattr(town, state.who))
            page.context.add_cookies([{**cookies[state.who], "url": base_url}])
        page.set_extra_http_headers({"Accept-Language": state.language})
        try:
            _enter(page, state, town)
        except Exception as error:
            error.add_note(f"on the way to „{name}“")
            raise
        yield name, page


def names_of(state, town):
    """The names of the addresses that somebody sees on the way to a state."""
    if state.html or state.status == 404:
        return set()
    return {resolve(urlsplit(state.url(town)).path).view_name} | ({state.leads_to} - {""})


def _enter(page, state, town):
    """Go to the page and bring it into its state."""
    if state.html:
        html = state.html(town)
        page.route("**/vorlage/", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto("/vorlage/")
        page.unroute("**/vorlage/")
        return
    address = state.url(town)
    answer = page.goto(address)
    assert answer.status == state.status, f"{answer.status}: {page.url}"
    assert state.leads_to or urlsplit(page.url).path == urlsplit(address).path, page.url
    if state.prepare:
        state.prepare(page)
    if state.leads_to:
        assert resolve(urlsplit(page.url).path).view_name == state.leads_to, page.url


def session_of(person):
    client = Client()
    client.force_login(person)
    if person.authenticator_set.exists():
        # Shown just now, as allauth notes it.
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    (cookie,) = client.cookies.values()
    return {"name": cookie.key, "value": cookie.value}
