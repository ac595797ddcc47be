"""Below what the newest browsers know: fields, buttons and focus can be seen all the same.

The floor is written in docs/barrierefreiheit.md. Every stylesheet is read as by a
browser that does not know one of the younger features.
"""

import re

import pytest

from municipality.current import refresh
from municipality.models import Kommune
from tests import factories

from .pages import session_of, walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def renamed(name):
    return lambda css: css.replace(name, f"x-{name}")


# Of all features younger than the floor, and of layers, as old as it is: how a stylesheet looks
# to a browser that does not know it. None of our stylesheets nests rules: the last is for that.
YOUNGER = {
    "light-dark()": renamed("light-dark("),
    "color-mix()": renamed("color-mix("),
    ":has()": lambda css: css.replace(":has(", ":x-has("),
    # The whole of an at-rule that a browser does not know is passed over.
    "@layer": lambda css: css.replace("@layer", "@x-layer"),
    "text-wrap": renamed("text-wrap"),
    "content with alternative": lambda css: re.sub(r'content: "[^"]*" / "[^"]*"', "x: y", css),
    "nesting": lambda css: css,
}
# In the browser's own model: what stands inside a rule is not known.
DROP_NESTED = """() => {
    const walk = (rules) => { for (const rule of rules) {
        if (rule.selectorText !== undefined)
            while (rule.cssRules?.length) rule.deleteRule(0);
        else if (rule.cssRules) walk(rule.cssRules);
    } };
    for (const sheet of document.styleSheets) walk(sheet.cssRules);
}"""
# Residents, the workplaces and the administration, each with all kinds of fields and buttons.
PAGES = {
    "lesen": ("baustein angemeldet", "suche mit treffern"),
    "schreiben": ("melden ohne grund", "anmelden", "code falsch"),
    "moderation": ("liste offen geklappt", "kommentar offen geklappt"),
    "auswertung": ("anliegen",),
    "verwaltung": ("übersicht", "konzepte", "konzept", "phase verlängern", "auftritt"),
}

# A field or button whose edge or ground cannot be told from what is behind it, and what does
# not show that it has the focus; contrast as in WCAG 2.2, 1.4.11 (a ground may be soft).
UNSEEN = """() => {
    const found = [], shown = (e) => e.checkVisibility({visibilityProperty: true});
    const name = (e) => `<${e.tagName.toLowerCase()} class="${e.getAttribute("class") || ""}"> `
        + (e.name || "") + " " + e.textContent.trim().replace(/\\s+/g, " ").slice(0, 40);
    const channels = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
    const clear = (colour) => channels(colour)[3] === 0;
    const root = matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(18, 18, 18)"
        : "rgb(255, 255, 255)";
    const ground = (e) => { if (!e) return root;
        const colour = getComputedStyle(e).backgroundColor;
        return clear(colour) ? ground(e.parentElement) : colour; };
    const light = (colour) => { const [r, g, b] = channels(colour).slice(0, 3).map((value) =>
        value / 255 <= .04045 ? value / 255 / 12.92 : ((value / 255 + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b; };
    const contrast = (a, b) => { const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
        return (high + .05) / (low + .05); };
    const edged = (e) => { const s = getComputedStyle(e), behind = ground(e.parentElement);
        if (/checkbox|radio/.test(e.type) && s.appearance !== "none") return true;
        if (s.borderTopStyle !== "none" && parseFloat(s.borderTopWidth)
            && !clear(s.borderTopColor) && contrast(s.borderTopColor, behind) > 1.2) return true;
        if (!clear(s.backgroundColor) && contrast(s.backgroundColor, behind) > 1.05) return true;
        // What looks like the link that it is to people.
        return s.textDecorationLine === "underline"; };
    const lookOf = (e) => { const s = getComputedStyle(e);
        return [s.borderColor, s.boxShadow, s.backgroundColor, s.textDecorationLine].join(); };
    for (const e of document.querySelectorAll("input, select, textarea, button, .button, "
        + ".select2-selection")) {
        if (e.disabled || e.type === "hidden" || e.type === "file" || !shown(e)) continue;
        if (!e.getBoundingClientRect().width) continue;
        if (e.closest(".visually-hidden, .select2-hidden-accessible")) continue;
        if (!edged(e)) found.push(`neither edge nor ground: ${name(e)}`);
    }
    for (const e of document.querySelectorAll("a[href], button, input, select, textarea, summary, "
        + "[tabindex='0']")) {
        if (e.disabled || e.type === "hidden" || !shown(e)) continue;
        document.activeElement.blur();
        const before = lookOf(e);
        e.focus({preventScroll: true});
        const s = getComputedStyle(e);
        const ring = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0
            && (s.outlineStyle === "auto"
                || contrast(s.outlineColor, ground(e.parentElement)) >= 3);
        if (document.activeElement === e && !ring && lookOf(e) === before)
            found.push(`focus cannot be seen: ${name(e)}`);
    }
    return [...new Set(found)];
}"""


@pytest.mark.parametrize("group", PAGES)
def test_fields_buttons_and_focus_are_seen(open_browser, live_server, group):
    found, seen = [], 0
    for name, page in walk(group, open_browser, live_server.url, only=PAGES[group]):
        seen += 1
        found += [f"{name}, {line}" for line in look_at(page)]

    assert seen == len(PAGES[group])
    assert not found, "\n".join(found)


@pytest.mark.parametrize("address", ["/", "/verwaltung/"])
def test_so_they_are_in_the_colour_of_the_municipality(open_browser, live_server, address):
    Kommune.objects.create(accent="#7a0000")
    refresh()
    page = open_browser()
    page.context.add_cookies([{**session_of(factories.superuser()), "url": live_server.url}])
    page.goto(address)

    found = look_at(page)

    assert not found, "\n".join(found)


def look_at(page):
    """What cannot be seen on a page, without each feature, in light and in dark."""
    found = []
    for feature in sheets_without_each_feature(page):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            # Only who types sees where the focus is.
            page.keyboard.press("Shift")
            found += [f"{scheme}, without {feature}: {line}" for line in page.evaluate(UNSEEN)]
    return found


def sheets_without_each_feature(page):
    """Yield each of YOUNGER, while the page has its stylesheets without it."""
    browser, sheets = page.context.new_cdp_session(page), []
    browser.on("CSS.styleSheetAdded", lambda event: sheets.append(event["header"]))
    browser.send("DOM.enable")
    browser.send("CSS.enable")
    texts = {
        sheet["styleSheetId"]: browser.send(
            "CSS.getStyleSheetText", {"styleSheetId": sheet["styleSheetId"]}
        )["text"]
        for sheet in sheets
        if sheet["origin"] == "regular" and sheet["sourceURL"]
    }
    assert texts
    for feature, change in YOUNGER.items():
        for sheet, text in texts.items():
            browser.send("CSS.setStyleSheetText", {"styleSheetId": sheet, "text": change(text)})
        if feature == "nesting":
            page.evaluate(DROP_NESTED)
        yield feature
    browser.detach()


def test_the_check_sees_what_it_is_for(open_browser):
    """A field whose edge, and a button whose focus, hang on what a browser may not know."""
    page = open_browser()
    page.set_content("""<style>:root { --edge: no-such-function(#000) }
        input, button { border: 2px solid var(--edge); background: none }
        button { border: 2px solid } :focus { outline: 2px solid var(--edge) }</style>
        <input name="text"><button>Senden</button>""")
    page.keyboard.press("Shift")

    assert [line.partition(":")[0] for line in page.evaluate(UNSEEN)] == [
        "neither edge nor ground", "focus cannot be seen", "focus cannot be seen",
    ]  # fmt: skip
