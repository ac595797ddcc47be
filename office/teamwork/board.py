"""Notes and „Ich bin dran“ on a page of a workplace: a part of the one form of that page.

So every button of the page keeps a note that was typed, and the buttons here lose nothing
that was typed elsewhere: the page answers a press of one by showing itself again.
"""

from dataclasses import dataclass, field

from comments.actions import ActionRefused
from keyset import key_in
from teamwork import claims, notes

KEEP, CLAIM, LET_GO, REMOVE = "notieren", "dran", "los", "weg-"


@dataclass
class Board:
    """What colleagues noted about one thing, and who is on it.

    Attributes:
        about: from ``teamwork.subjects``.
        prefix: in front of the names of its fields; boards of one page differ by it.
        typed: what could not be saved, to be shown again.
        refused: why.
    """

    about: dict
    user: object
    prefix: str = "team"
    typed: str = ""
    refused: str = ""
    notes: list = field(default_factory=list)
    claim: object = None

    def load(self):
        """Read both, in two queries."""
        self.notes = notes.notes_about(self.about)
        self.claim = claims.claim_on(self.about)
        return self

    @property
    def holder(self):
        return claims.holder(self.claim)

    @property
    def is_own(self):
        return self.holder == self.user.pk

    def press(self, data):
        """Do what was sent of it: save what was typed, whichever button was pressed.

        Returns:
            Whether it was a button of this board, so that the page has nothing else to do; also
            when a note could not be saved, which has to be told first.
        """
        pressed = data.get(self.prefix, "")
        try:
            self._keep(data.get(f"{self.prefix}-text", ""), asked=pressed == KEEP)
            self._act(pressed, data)
        except ActionRefused as refusal:
            self.refused = str(refusal)
            return True
        return bool(pressed)

    def _keep(self, text, *, asked):
        if not (asked or text.strip()):
            return
        self.typed = text
        notes.write(self.about, by=self.user, text=text)
        self.typed = ""

    def _act(self, pressed, data):
        if pressed == CLAIM:
            seen = key_in(data.get(f"{self.prefix}-seen", ""))
            claims.take(self.about, by=self.user, seen=seen)
        elif pressed == LET_GO:
            claims.release(self.about, by=self.user)
        elif pressed.startswith(REMOVE):
            notes.remove(self.about, key_in(pressed.removeprefix(REMOVE)), by=self.user)
