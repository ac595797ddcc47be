"""Comments that quote a passage of the text they are about (``strategies.passages``).

Whoever writes names the passage; what it says is taken from the Fassung and from nobody else.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from strategies.passages import find_passage, passages_of

from .models import Kommentar


@dataclass(frozen=True)
class Quotation:
    """A passage as it is kept with a comment.

    Attributes:
        fassung_id: key of the Fassung in which it stands.
        block: names it there (``QuotablePassage.block``).
        text: what it says.
    """

    fassung_id: int
    block: str
    text: str

    @property
    def columns(self):
        """What is stored, by the names of the columns."""
        return {
            "fassung_id": self.fassung_id,
            "passage": self.text,
            "passage_block": self.block,
        }


NO_QUOTE = {"fassung_id": None, "passage": "", "passage_block": ""}


def quote_in(row):
    """The Quotation that a Kommentar or Entwurf holds; None if it holds none."""
    return Quotation(row.fassung_id, row.passage_block, row.passage) if row.passage else None


def name_of(fassung, passage):
    """Names a passage of a Baustein in a URL and in a form, with the Fassung it stands in."""
    return f"{fassung.number}-{passage.block}"


def name_in(kommentar):
    """The name of the passage that a Kommentar quotes; empty if it quotes none."""
    if not kommentar.passage:
        return ""
    return f"{kommentar.fassung.number}-{kommentar.passage_block}"


def choices(fassung):
    """The passages of a Fassung to choose from: [(name, first words), …]."""
    return [(name_of(fassung, row), row.first_words(9)) for row in passages_of(fassung.html)]


def find_quote(fassung, name):
    """Return the Quotation that ``name_of`` names.

    Args:
        fassung: the one that holds now; None while nothing is published.
        name: of a passage; empty for none.

    Returns:
        The Quotation; None without a name.

    Raises:
        ValidationError: it is a passage of another Fassung, or of none.
    """
    if not name:
        return None
    number, _dash, block = name.partition("-")
    if fassung is None or number != str(fassung.number):
        raise ValidationError(
            _(
                "Der Text wurde inzwischen geändert; die Stelle, die Sie zitieren wollten, steht "
                "so nicht mehr darin. Wählen Sie bitte eine andere, oder senden Sie ohne Zitat ab."
            ),
            code="older",
        )
    passage = find_passage(fassung.html, block)
    if passage is None:
        raise ValidationError(
            _(
                "Diese Stelle gibt es im Text nicht. Wählen Sie bitte eine andere, oder senden "
                "Sie ohne Zitat ab."
            ),
            code="unknown",
        )
    return Quotation(fassung.pk, passage.block, passage.text)


def numbers_by_block(baustein):
    """How many published comments quote each passage of the text that holds now: {block: n}.

    What was written about an earlier Fassung is not counted, even if a passage reads the same
    today: nobody has said that it is meant.
    """
    rows = Kommentar.objects.published().quoting().of(baustein)
    rows = rows.filter(fassung=baustein.fassung_id).order_by()
    return dict(rows.values_list("passage_block").annotate(Count("pk")))
