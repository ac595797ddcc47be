"""What the pictures of the guides for moderation and evaluation show (``screenshots``)."""

from dataclasses import dataclass
from uuid import uuid4

from django.utils import timezone

from comments import actions as comment_actions
from comments.models import Kommentar
from evaluation import actions
from tests import factories

from .pages import Town
from .pages.state import State, at, find_similar, press, then
from .pages.workplaces import in_progress, queue

REPORTED = (
    "Eine Variante fehlt: das vorhandene Becken als Naturbad, gereinigt durch bepflanzten Kies. "
    "Fragen Sie Herrn Maier, der hat es gerechnet: 03931 123456, er wohnt Am Markt 3a."
)
LETTER = (
    "Zum Verkehr: Nach 18.40 Uhr fährt kein Bus mehr aus Rhinstedt zurück. Wer Spätschicht hat, "
    "braucht ein Auto.\n\n"
    "Zum Freibad: Bitte sperren Sie es nicht, solange der Ersatz nicht steht.\n\n"
    "Und danke, dass Sie alle fragen."
)
REASONS = {
    1: (
        "teilweise",
        "Ab Dezember 2027 fährt die Linie 412 werktags um 22.15 Uhr noch einmal zurück; so steht "
        "es jetzt im Text. Am Wochenende bleibt es beim Rufbus, denn bestellt wird beim Landkreis.",
    ),
    4: (
        "folgen",
        "Der Schwimmunterricht steht jetzt für alle dritten Klassen im Text, mit dem Bus dorthin.",
    ),
}


class GuideTown(Town):
    """The demo, with what its pages do not show by themselves."""

    @property
    def reported(self):
        """A public comment with somebody's telephone number, reported once."""
        found = Kommentar.objects.filter(text=REPORTED).first()
        if found is None:
            person = factories.user("Schwimmerin im Ruhestand")
            found = factories.comment(self.baustein("open"), person, REPORTED)
            comment_actions.report(
                found,
                user=self.resident,
                reporter_key=f"user:{self.resident.pk}",
                ground="persoenliche_daten",
                explanation="Da steht die Nummer von jemandem, der das nicht weiß.",
            )
        return found

    @property
    def letter(self):
        """A letter in three passages, of which the second has its Anliegen."""
        found = Kommentar.objects.filter(text=LETTER).first()
        if found is None:
            auswertung, by = self.in_progress, self.evaluator
            day = timezone.localdate(auswertung.kommentierphase.starts_at)
            baustein = self.anliegen().contributions().first().baustein
            entry = comment_actions.Entry(baustein, "brief", day, LETTER)
            found = actions.enter(auswertung, entry, by=by, idempotency_key=uuid4())
            passages = actions.divide(auswertung, found, starts=[2, 3], by=by)
            actions.put(
                auswertung, by=by, kommentare=[found], into=self.anliegen(number=1),
                abschnitte=passages[:1],
            )  # fmt: skip
        return found

    @property
    def prepared(self):
        """The work in progress, with Anliegen that wait for their release."""
        for number, (verdict, reasons) in REASONS.items():
            row = self.anliegen(number=number)
            if row.status == row.Status.OPEN:
                row = actions.edit(
                    row, by=self.evaluator, version=row.version, verdict=verdict, reasons=reasons
                )
                actions.prepare(row, by=self.evaluator)
        return self.in_progress


@dataclass(frozen=True)
class Picture:
    """A page as a guide shows it.

    Attributes:
        state: of the page in a ``GuideTown``.
        top: selector of what the picture begins with.
        height: in pixels.
    """

    state: State
    top: str = "main"
    height: int = 820


def reported(town):
    return town.reported.pk


def tick_two(page):
    for box in page.locator("[data-select]").all()[:2]:
        box.check()


def find_while_typing(page):
    page.get_by_label("Anliegen", exact=True).press_sequentially("Bus")
    page.locator("#gefunden button").first.wait_for()


def anliegen(number):
    return at("auswertung:anliegen", lambda town: town.anliegen(number=number).pk)


# By file name, in an order in which each finds the town as it should be.
PICTURES = {
    "moderation-liste": Picture(State(queue("ungelesen"), who="moderator", prepare=tick_two)),
    "moderation-kommentar": Picture(
        State(at("moderation:kommentar", reported), who="moderator"), top=".case-head"
    ),
    "moderation-gemeldet": Picture(
        State(queue("gemeldet", "?suche=Maier"), who="moderator"), top=".cases", height=440
    ),
    "moderation-schwaerzen": Picture(
        State(
            at("moderation:decide", reported, lambda town: "schwaerzen"),
            who="moderator",
            leads_to="moderation:kommentar",
        ),
        top=".with-decisions",
        height=900,
    ),
    "moderation-rueckgaengig": Picture(
        State(
            at("moderation:kommentar", lambda town: town.held.pk),
            who="moderator",
            prepare=press("Freigeben"),
            leads_to="moderation:kommentar",
        ),
        height=560,
    ),
    "moderation-person": Picture(
        State(at("moderation:person", lambda town: town.kommentar.author_id), who="moderator")
    ),
    "moderation-zuordnen": Picture(
        State(at("moderation:kommentar", lambda town: town.contribution.pk), who="administrator"),
        top=".case-head",
    ),
    "auswertung-uebersicht": Picture(State(in_progress("auswertung"), who="evaluator")),
    "auswertung-beitraege": Picture(
        State(in_progress("beitraege"), who="evaluator", prepare=then(tick_two, find_while_typing)),
        height=900,
    ),
    "auswertung-beitrag": Picture(
        State(
            at("auswertung:beitrag", lambda town: town.contribution.pk),
            who="evaluator",
            prepare=find_similar,
        ),
        top=".case-head",
        height=900,
    ),
    "auswertung-abschnitte": Picture(
        State(at("auswertung:beitrag", lambda town: town.letter.pk), who="evaluator"),
        top=".with-decisions",
        height=760,
    ),
    "auswertung-anliegen": Picture(State(anliegen(1), who="evaluator"), top=".case-head"),
    "auswertung-freigeben": Picture(
        State(at("auswertung:to_release", lambda town: town.prepared.pk), who="redaktion"),
        height=760,
    ),
}
