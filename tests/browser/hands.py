"""A person at the keyboard whose work is counted: no mouse, no field filled from outside.

An action is a press that does something (Enter, Space, a shortcut), a value chosen or a text
typed. Counted besides: the pages that load, and the steps of the focus on the way (Tab).
"""

import re
from contextlib import contextmanager
from dataclasses import dataclass

from .keyboard import Keyboard

# So far a person steps before they give up.
MOST_STEPS = 80
# Longer texts come from the clipboard, as they do in an office.
LONGEST_TYPED = 60
# Where what bears a name lies from here; null if nothing does.
FIND = """([wanted, again]) => {
    const name = wanted.toLowerCase();
    const all = "a[href], button, input:not([type=hidden]), select, textarea, summary";
    const hits = [...document.querySelectorAll(all)].filter((e) => {
        if (!e.getClientRects().length || e.disabled) return false;
        const shown = e.ariaLabel || (e.labels?.[0] || e).innerText || e.value || "";
        // As it is written: styles may show capitals.
        const said = shown.trim().replace(/\\s+/g, " ").toLowerCase();
        if (name.startsWith("*")) return said.includes(name.slice(1));
        return name.endsWith("*") ? said.startsWith(name.slice(0, -1))
            : said === name || said === `${name} (freiwillig)`;
    });
    if (!hits.length) return null;
    const here = document.activeElement, fresh = !here || here === document.body;
    const ahead = hits.filter((e) => fresh
        || here.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
    const near = fresh ? hits.filter((e) => e.closest("main")) : [];
    const goal = (!again && hits.includes(here) && here) || near[0] || ahead[0] || hits.at(-1);
    window.goal = goal;
    return {
        there: goal === here, fresh, key: ahead.length ? "Tab" : "Shift+Tab",
        main: Boolean(goal.closest("main")), group: goal.type === "radio" ? goal.name : "",
    };
}"""
# Whether the focus is on it, or on another choice of its group, to which Tab leads.
THERE = """() => document.activeElement === window.goal || (window.goal.type === "radio"
    && document.activeElement.name === window.goal.name)"""


ENGLISH = re.compile(
    r"\b(?:the|and|add|save|delete|change|history|password|user|your|please)\b", re.I
)


@dataclass
class Count:
    actions: int = 0
    loads: int = 0
    steps: int = 0


class Tally:
    """What each section of the work took: {name: Count}."""

    def __init__(self):
        self.sections, self.now = {}, Count()

    @contextmanager
    def section(self, name):
        before, self.now = self.now, self.sections.setdefault(name, Count())
        yield self.now
        self.now = before

    def lines(self):
        for name, count in self.sections.items():
            yield f"| {name} | {count.actions} | {count.loads} | {count.steps} |"


class Hands(Keyboard):
    """One person at one page.

    Args:
        page: of the browser.
        tally: a Tally.

    Attributes:
        complaints: where the focus could not be seen, or lay under something.
    """

    def __init__(self, page, tally):
        super().__init__(page)
        self.tally, self.complaints = tally, []
        page.on("domcontentloaded", self._loaded)

    def _loaded(self, _page):
        self.tally.now.loads += 1

    def acted(self):
        self.tally.now.actions += 1

    def step(self, key="Tab"):
        self.tally.now.steps += 1
        self.page.keyboard.press(key)
        here = self.focus()
        if here and not (here["outlined"] and here["free"]):
            what = "covered" if here["outlined"] else "invisible"
            self.complaints.append(f"{what} on {self.page.url}: {here['html']}")

    def reach(self, name, *, again=False):
        """Bring the focus to what is called so, by Tab, past the head by its skip link.

        Args:
            again: to the next of that name, if the focus is on one.
        """
        found = self.page.evaluate(FIND, [name, again])
        assert found, f"„{name}“ is not on {self.page.url}"
        if found["there"]:
            return
        if found["fresh"] and found["main"] and "#" not in self.page.url:
            self.step()
            if self.focus()["text"] == "Zum Inhalt":
                self.step("Enter")
        for _number in range(MOST_STEPS):
            self.step(found["key"])
            if self.page.evaluate(THERE):
                return
        raise AssertionError(f"„{name}“ takes too many steps on {self.page.url}")

    def lead(self, key="Enter"):
        """Press a key that leads to another page."""
        self.acted()
        self.go(key)
        self.look()

    def look(self):
        """Note what does not belong on a page of the desk."""
        if "/verwaltung/" in self.page.url:
            self.complaints.append(f"the Django administration: {self.page.url}")
        words = self.page.locator("body").inner_text()
        if found := ENGLISH.findall(words):
            self.complaints.append(f"English on {self.page.url}: {', '.join(found)}")

    def follow(self, name):
        """Press a link or button that leads to another page."""
        self.reach(name)
        self.lead()

    def push(self, name, key="Enter"):
        """Press what changes this page: a button, a summary, a tick (with Space)."""
        self.reach(name)
        self.acted()
        self.page.keyboard.press(key)

    def shortcut(self, key):
        self.acted()
        self.page.keyboard.press(key)

    def tick(self, name):
        self.push(name, "Space")

    def type(self, name, text):
        """Type a text in place of what is there."""
        self.reach(name)
        self.acted()
        self.page.keyboard.press("Control+A")
        if len(text) > LONGEST_TYPED or "\n" in text:
            self.page.keyboard.insert_text(text)
        else:
            self.page.keyboard.type(text)

    def date(self, name, day, *, again=False):
        """Type a day into a field for dates, in the order in which this browser asks for it."""
        self.reach(name, again=again)
        self.acted()
        for pattern in ("%d%m%Y", "%m%d%Y"):
            self.page.keyboard.type(day.strftime(pattern))
            value = self.page.evaluate("document.activeElement.value")
            if value == day.isoformat():
                return
            # Back to its first part.
            self.page.keyboard.press("Shift+Tab")
            self.page.keyboard.press("Shift+Tab")
        raise AssertionError(f"{day} could not be typed, the field has {value}")

    def choose(self, name, label):
        """Choose from a list with the arrow keys; of many, pass those in between."""
        self.reach(name)
        self.acted()
        chosen = "document.activeElement.selectedOptions[0].textContent.trim()"
        self.page.keyboard.press("Home")
        while not self.page.evaluate(chosen).startswith(label):
            before = self.page.evaluate("document.activeElement.selectedIndex")
            self.page.keyboard.press("ArrowDown")
            after = self.page.evaluate("document.activeElement.selectedIndex")
            assert after != before, f"no „{label}“ in „{name}“"

    def pick(self, name):
        """Choose one of several radio buttons."""
        self.reach(name)
        self.acted()
        self.page.keyboard.press("Space")
        for _number in range(20):
            if self.page.evaluate("document.activeElement === window.goal"):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"„{name}“ cannot be picked")

    def upload(self, name, file):
        self.reach(name)
        self.acted()
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(file)

    def see(self, words, where=""):
        """Wait until it stands on the page, or in what the selector ``where`` names."""
        page = self.page
        found = page.locator(where, has_text=words) if where else page.get_by_text(words)
        found.locator("visible=true").first.wait_for()
