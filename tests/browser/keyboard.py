"""Somebody who works by keyboard alone: where the focus is, and whether it can be seen."""

MOST_TABS = 120
# Where the focus is: its name, whether it can be seen, and whether something covers it.
FOCUS = """() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const around = e.closest("label") || e, box = e.getBoundingClientRect();
    const outlined = (seen) => getComputedStyle(seen).outlineStyle !== "none"
        && parseFloat(getComputedStyle(seen).outlineWidth) >= 2;
    // Of what is taller than the screen, the part that is on it.
    const first = Math.max(box.top, 0), last = Math.min(box.bottom, innerHeight);
    const top = document.elementFromPoint(box.left + box.width / 2, (first + last) / 2);
    const name = e.ariaLabel || (e.labels?.[0] || e).innerText;
    return {
        text: name.trim().replace(/\\s+/g, " "),
        html: e.outerHTML.slice(0, 120),
        outlined: outlined(e) || outlined(around),
        free: Boolean(top) && (around.contains(top) || top.contains(e)),
    };
}"""


class Keyboard:
    def __init__(self, page):
        self.page = page

    def focus(self):
        return self.page.evaluate(FOCUS)

    def tab_to(self, text):
        """Press Tab until the focus is on what begins like this; it must be visible all the way."""
        for _number in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            here = self.focus()
            if here is None:
                continue
            assert here["outlined"], f"no visible focus: {here['html']}"
            assert here["free"], f"covered: {here['html']}"
            if here["text"].startswith(text):
                return
        raise AssertionError(f"„{text}“ cannot be reached")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, key="Enter"):
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def paste(self, text):
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+V")
