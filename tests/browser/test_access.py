"""Every page in every state, for people who see, read, point and type in their own way.

The pages do not depend on the database: they are walked on SQLite alone.
"""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
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

NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
# Everything axe knows, and the size of targets (WCAG 2.2), which it leaves out by default.
ALL = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# What is not ours to say, by group or state: the subject of a mail is its heading, and
# Django's administration has tables of its own.
EXCUSED = {"mail": {"page-has-heading-one"}, "verwaltung": {"empty-table-header"}}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}


# One line for each place where a rule is broken; the rest of axe's report would only cost time.
RUN = """async (options) => (await axe.run(options)).violations.flatMap(
    (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} `
        + `(${node.failureSummary.split("\\n").pop().trim()})`))"""


def axe(page):
    """What axe finds on the page as it is, in both widths, light and dark, one line for each."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for scheme, options in (("light", ALL), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        page.evaluate("Promise.all(document.getAnimations().map((move) => move.finished))")
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            problems = page.evaluate(RUN, options)
            found += [f"{size['width']} {scheme} {problem}" for problem in problems]
    return found


def is_excused(problem, group, name):
    return any(f" {rule}:" in problem for key in (group, name) for rule in EXCUSED.get(key, ()))


@pytest.mark.parametrize("group", GROUPS)
def test_axe_finds_nothing(open_browser, live_server, group):
    found = []
    for name, page in walk(group, open_browser, live_server.url):
        found += [f"{name}: {line}" for line in axe(page) if not is_excused(line, group, name)]

    assert not found, "\n".join(found)


# --- Narrow, enlarged, and with the reader's own spacing -------------------------

# WCAG 1.4.12, as a reader's own stylesheet would set it: beyond the reach of our CSP.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
word-spacing: .16em !important } p { margin-block-end: 2em !important }"""
# What stands out on a side, or is hidden by a box too small for it. Tables may be scrolled
# in a box of their own (WCAG 1.4.10); what only screen readers read may be cut.
CUT_OFF = """() => {
    const found = [], root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`page is ${root.scrollWidth} px wide`);
    const name = (e) => `<${e.tagName.toLowerCase()} class="${e.getAttribute("class") || ""}"> `
        + e.textContent.trim().slice(0, 40);
    const scrolls = (e) => e && (/auto|scroll/.test(getComputedStyle(e).overflowX)
        || scrolls(e.parentElement));
    for (const e of document.body.querySelectorAll("*")) {
        const style = getComputedStyle(e), box = e.getBoundingClientRect();
        if (style.visibility === "hidden" || !box.width || e.closest(".visually-hidden, .skip"))
            continue;
        if (box.right > root.clientWidth + 1 && !scrolls(e.parentElement))
            found.push(`stands out: ${name(e)}`);
        const hides = /hidden|clip/;
        if (hides.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1
            || hides.test(style.overflowY) && e.scrollHeight > e.clientHeight + 1)
            found.push(`cut off: ${name(e)}`);
    }
    return found;
}"""


def set_spacing(page):
    browser = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        browser.send(f"{domain}.enable")
    frame = browser.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    sheet = browser.send("CSS.createStyleSheet", {"frameId": frame})["styleSheetId"]
    browser.send("CSS.setStyleSheetText", {"styleSheetId": sheet, "text": SPACING})


@pytest.mark.parametrize("group", [group for group in GROUPS if group != "verwaltung"])
def test_nothing_is_cut_off(open_browser, live_server, group):
    """At 320 px, which is 1280 px at 400 %, and there with more room around letters and lines."""
    found = []
    for name, page in walk(group, open_browser, live_server.url):
        page.set_viewport_size(NARROW)
        found += [f"{name}: {line}" for line in page.evaluate(CUT_OFF)]
        set_spacing(page)
        found += [f"{name}, spaced: {line}" for line in page.evaluate(CUT_OFF)]

    assert not found, "\n".join(found)
