"""The next version of a document, handed in and decided in a browser: comments stay in place.

The edits are those that planning offices make between two versions of a Konzept; each is tried
from the upload to the public pages, some without script and some by keyboard alone.
"""

import pytest

from comments import actions as comment_actions
from strategies.actions import publish_konzept
from strategies.documents.abgleich import apply_import, plan_import
from strategies.models import Baustein, Gliederungsprotokoll, Strategie
from tests import factories
from tests.strategies.documents.test_reimport import (
    BEFORE,
    HEIMAT,
    JUGEND,
    KLIMA,
    MITTE,
    TITLES,
    WEGE,
    WOHNEN,
    goals,
    markdown,
)

from .pages import session_of
from .staff import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

_HALF = (
    "Wer in die Stadt zieht, soll eine bezahlbare Wohnung finden. Neue Häuser entstehen in "
    "Lücken zwischen den alten, und der Bahnhof bekommt ein Dach aus Glas."
)
_OTHER = "Im Hafen legen wieder Schiffe an. Ein Kran hebt Boote, und Gäste finden einen Liegeplatz."
NEW = "neu"


def _without_numbers(*texts):
    return [(f"Leitziel: {TITLES[text]}", text) for text in texts]


# The document, what is answered where something is asked, and what is missing in it; then how
# each goal is called afterwards (kind, number), by the title it had.
EDITS = {
    "a goal in front": (
        [MITTE, *goals(HEIMAT, WOHNEN, WEGE, KLIMA, JUGEND)], "same",
        {WOHNEN: "2", WEGE: "3", KLIMA: "4", JUGEND: "5"},
    ),
    "a goal deleted": (
        [MITTE, *goals(WOHNEN, KLIMA, JUGEND)], "archive", {WOHNEN: "1", KLIMA: "2", JUGEND: "3"},
    ),
    "two swapped": (
        [MITTE, *goals(WEGE, WOHNEN, KLIMA, JUGEND)], "same",
        {WOHNEN: "2", WEGE: "1", KLIMA: "3", JUGEND: "4"},
    ),
    "another goal under its number": (
        [MITTE, ("Leitziel 1: Hafen", _OTHER), *goals(WEGE, KLIMA, JUGEND, first=2)], NEW,
        {WOHNEN: "1", WEGE: "2", KLIMA: "3", JUGEND: "4"},
    ),
    "renamed": (
        [MITTE, ("Leitziel 1: Gut wohnen", WOHNEN), *goals(WEGE, KLIMA, JUGEND, first=2)], "same",
        {WOHNEN: "1", WEGE: "2", KLIMA: "3", JUGEND: "4"},
    ),
    "another kind": (
        [MITTE, *goals(WOHNEN, WEGE), *goals(KLIMA, kind="Handlungsfeld", first=3),
         *goals(JUGEND, first=4)], "same",
        {WOHNEN: "1", WEGE: "2", KLIMA: "Handlungsfeld 3", JUGEND: "4"},
    ),
    "below a new Strategie": (
        [MITTE, *goals(WOHNEN, WEGE, KLIMA), ("# Strategie 2: Jugend", "Neu ist das."),
         *goals(JUGEND)], "same",
        {WOHNEN: "1", WEGE: "2", KLIMA: "3", JUGEND: "1"},
    ),
    "half rewritten without numbers": (
        [MITTE, ("Leitziel: Zuhause sein", _HALF), *_without_numbers(WEGE, KLIMA, JUGEND)], "same",
        {WOHNEN: "1", WEGE: "2", KLIMA: "3", JUGEND: "4"},
    ),
    "Strategie renamed and renumbered": (
        [("# Strategie 4: Zentrum und Hafen", "Hier steht etwas anderes als bisher."),
         *goals(WOHNEN, WEGE, KLIMA, JUGEND)], "same",
        {WOHNEN: "1", WEGE: "2", KLIMA: "3", JUGEND: "4"},
    ),
    "numbers taken away and order changed": (
        [MITTE, *_without_numbers(JUGEND, WOHNEN, KLIMA, WEGE)], "same",
        {WOHNEN: "1", WEGE: "2", KLIMA: "3", JUGEND: "4"},
    ),
}  # fmt: skip


def published():
    """A published Konzept with a comment and a vote at each goal, after the phase."""
    konzept = factories.konzept()
    apply_import(plan_import(konzept, markdown(BEFORE)), by=None)
    publish_konzept(konzept)
    factories.phase(konzept.strategien.get())
    rows = list(Baustein.objects.goals().filter(strategie__konzept=konzept))
    for row in rows:
        kommentar = factories.comment(row, text=f"Mehr davon: {row.title}")
        comment_actions.vote(kommentar, by=factories.user(), value=1)
    factories.end_phase(rows[0])
    return konzept


class Editor:
    """Presses and chooses as somebody at a mouse does, or by the keyboard alone."""

    def __init__(self, page, *, by_keyboard):
        self.page, self.by_keyboard = page, by_keyboard

    def press(self, button):
        if self.by_keyboard:
            button.focus()
            with self.page.expect_navigation():
                self.page.keyboard.press("Enter")
        else:
            press(self.page, button)

    def choose(self, select, value):
        if not self.by_keyboard:
            select.select_option(value)
            return
        select.focus()
        values = [each.get_attribute("value") for each in select.locator("option").all()]
        self.page.keyboard.press("Home")
        for _step in range(values.index(value)):
            self.page.keyboard.press("ArrowDown")
        assert select.input_value() == value

    def hand_in(self, konzept, parts):
        text = "\n".join(
            f"{'' if title.startswith('#') else '## '}{title}\n\n{text}\n" for title, text in parts
        )
        self.page.goto(f"/schreibtisch/einlesen/?konzept={konzept.pk}")
        file = {"name": "teil-b.md", "mimeType": "text/markdown", "buffer": text.encode()}
        self.page.get_by_label("Dokument").set_input_files(file)
        self.press(self.page.get_by_role("button", name="Dokument lesen"))

    def answer(self, answer):
        """Answer what is asked, the Strategie first, until nothing is open; say how often."""
        asked = 0
        for _round in range(4):
            selects = self.page.locator(".plan > .unclear select")
            if not selects.count():
                return asked
            for select in selects.all():
                values = [each.get_attribute("value") for each in select.locator("option").all()]
                likely = next(each for each in values if each not in {"", NEW})
                self.choose(select, NEW if answer == NEW else likely)
                asked += 1
            self.press(self.page.get_by_role("button", name="Vorschau neu berechnen"))
        return asked

    def archive_what_is_missing(self):
        for select in self.page.locator(".plan > .gone select").all():
            self.choose(select, "archivieren")
        self.press(self.page.get_by_role("button", name="Vorschau neu berechnen"))
        assert "wird archiviert" in self.page.locator(".plan > .gone").inner_text()

    def take_over(self):
        self.press(self.page.get_by_role("button", name="Als Entwurf übernehmen"))
        self.page.get_by_text("als Entwurf eingelesen").wait_for()


@pytest.mark.parametrize("name", EDITS)
def test_comments_and_votes_stay_with_their_goal(name, open_browser, live_server):
    parts, answer, numbers = EDITS[name]
    place = list(EDITS).index(name)
    konzept = published()
    before = {row.title: row.pk for row in Baustein.objects.goals()}
    page = open_browser(javascript=place % 3 > 0, width=(390, 1280)[place % 2])
    person = factories.staff(konzept, role="redaktion")
    page.context.add_cookies([{**session_of(person), "url": live_server.url}])
    editor = Editor(page, by_keyboard=place % 3 == 1)

    editor.hand_in(konzept, parts)
    assert "Was soll aus dem Dokument werden?" in page.locator("h1").inner_text()
    editor.press(page.get_by_role("button", name="Als Entwurf übernehmen"))
    # What hangs on each goal is told before anything happens to it.
    assert page.locator(".attached").filter(has_text="1 Kommentar, 1 Stimme").count() >= 3
    asked = editor.answer(answer)
    if answer == "archive":
        editor.archive_what_is_missing()
    editor.take_over()
    publish_konzept(konzept)

    assert bool(asked) == (name in ASKED), asked
    page.context.clear_cookies()
    for text, number in numbers.items():
        row = Baustein.objects.get(pk=before[TITLES[text]])
        kind, _blank, number = number.rpartition(" ")
        assert (row.get_kind_display(), row.number) == (kind or "Leitziel", number)
        page.goto(row.get_absolute_url())
        shown = page.locator("main").inner_text()
        assert f"Mehr davon: {TITLES[text]}" in shown
        assert shown.count("Mehr davon: ") == 1
        assert "Dafür 1 Dagegen 0" in " ".join(shown.split())
    for row in Baustein.objects.goals().exclude(pk__in=before.values()).published():
        page.goto(row.get_absolute_url())
        assert "Mehr davon: " not in page.locator("main").inner_text()
    if name == "a goal deleted":
        assert Baustein.objects.get(pk=before[TITLES[WEGE]]).status == "archived"
    if name == "another kind":
        assert Gliederungsprotokoll.objects.filter(baustein=before[TITLES[KLIMA]]).exists()
    if name == "below a new Strategie":
        assert Baustein.objects.get(pk=before[TITLES[JUGEND]]).strategie.title == "Jugend"
    if name == "Strategie renamed and renumbered":
        assert Strategie.objects.get().title == "Zentrum und Hafen"


ASKED = {
    "another goal under its number",
    "another kind",
    "below a new Strategie",
    "half rewritten without numbers",
    "Strategie renamed and renumbered",
}
