"""A result in figures: the one sentence that start page, results and mails say of it.

The figures are those of the document, so they are the same for ever, and the same everywhere.
"""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.participation import contributions_in_words

from .models import Verdict


@dataclass(frozen=True)
class Figures:
    """What an Ausgabe says in figures.

    Attributes:
        content: its document, read.
    """

    content: dict

    @classmethod
    def of(cls, ausgabe):
        return cls(json.loads(ausgabe.document))

    @cached_property
    def by_verdict(self):
        """{Verdict: how many Anliegen}, for every Verdict."""
        counted = Counter(row["wuerdigung"] for row in self.content["anliegen"])
        return {verdict: counted[verdict] for verdict in Verdict}

    @property
    def concerns(self):
        return len(self.content["anliegen"])

    @cached_property
    def texts(self):
        """How many texts changed because of an Anliegen."""
        changed = (text for row in self.content["anliegen"] for text in row["fassungen"])
        return len({(text["art"], text["adresse"]) for text in changed})

    @property
    def contributions(self):
        """„40 Beiträge, davon 3 Antworten der Verwaltung“."""
        return contributions_in_words(self.content["beteiligung"])

    @property
    def written(self):
        """The number in ``contributions``."""
        numbers = self.content["beteiligung"]
        return numbers["contributions"] + numbers["official"]

    @property
    def anliegen(self):
        """„17 Anliegen“."""
        return ngettext("%(n)d Anliegen", "%(n)d Anliegen", self.concerns) % {"n": self.concerns}

    @cached_property
    def answers(self):
        """„5 haben wir angenommen“, „2 zum Teil“ …, of each Verdict that was given."""
        given = [(verdict, n) for verdict, n in self.by_verdict.items() if n]
        return [
            _answer(verdict, number, is_first=not index)
            for index, (verdict, number) in enumerate(given)
        ]

    @property
    def changed(self):
        """„4 Texte sind geändert.“, or that none is."""
        if not self.texts:
            return _("Am Text ändert sich nichts.")
        words = ngettext("%(n)d Text ist geändert.", "%(n)d Texte sind geändert.", self.texts)
        return words % {"n": self.texts}

    @property
    def headline(self):
        """„5 Anliegen angenommen, 4 Texte geändert“; where there is neither, how many answered."""
        accepted, parts = self.by_verdict[Verdict.FOLGEN], []
        if accepted:
            words = ngettext("%(n)d Anliegen angenommen", "%(n)d Anliegen angenommen", accepted)
            parts.append(words % {"n": accepted})
        if self.texts:
            words = ngettext("%(n)d Text geändert", "%(n)d Texte geändert", self.texts)
            parts.append(words % {"n": self.texts})
        return ", ".join(parts) or self.anliegen

    @property
    def sentence(self):
        """All of it as plain text."""
        if not self.concerns:
            return f"{self.contributions}."
        answers = ", ".join(self.answers)
        return f"{self.contributions}; {self.anliegen}: {answers}. {self.changed}"


def _answer(verdict, number, *, is_first):
    """In few words; of the first the verb is said, too, which the others leave out."""
    words = {
        Verdict.FOLGEN: _("%(n)d haben wir angenommen"),
        Verdict.TEILWEISE: _("%(n)d zum Teil"),
        Verdict.NICHT: _("%(n)d nicht"),
        Verdict.KENNTNIS: _("%(n)d nehmen wir mit"),
        Verdict.ENTHALTEN: ngettext("%(n)d stand schon drin", "%(n)d standen schon drin", number),
    }
    if is_first:
        words[Verdict.TEILWEISE] = _("%(n)d haben wir zum Teil angenommen")
        words[Verdict.NICHT] = _("%(n)d haben wir nicht angenommen")
    return words[verdict] % {"n": number}
