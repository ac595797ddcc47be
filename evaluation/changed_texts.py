"""Which texts an edition changed, sentence by sentence, and how many people were behind it."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.core.cache import cache
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comments.models import Channel
from strategies.diff import compare, passages

from .models import Ergebnisbeitrag, Ergebnisfassung

# Two Fassungen never differ otherwise; so long what is found is kept.
_KEPT_SECONDS = 24 * 60 * 60
# So many passages of one text are shown; its comparison has them all.
SHOWN = 3


@dataclass
class ChangedText:
    """A text that an edition changed.

    Attributes:
        change: an Ergebnisfassung, which knows both Fassungen and where they are compared.
        ergebnisse: the Ergebnisse behind it.
        people: how many people were behind it, as far as is known.
        is_least: whether they may have been more.
    """

    change: Ergebnisfassung
    ergebnisse: list = field(default_factory=list)
    people: int = 0
    is_least: bool = False

    @property
    def title(self):
        return self.change.fassung.title

    @property
    def is_new(self):
        return self.change.before is None

    @property
    def prompted(self):
        """„Angeregt von 5 Menschen“; empty where nobody has asked for it."""
        if not self.people:
            return ""
        if self.is_least:
            words = ngettext(
                "Angeregt von mindestens einem Menschen",
                "Angeregt von mindestens %(n)s Menschen",
                self.people,
            )
        else:
            words = ngettext(
                "Angeregt von einem Menschen", "Angeregt von %(n)s Menschen", self.people
            )
        return words % {"n": number_format(self.people)}

    @property
    def without_passages(self):
        """What is said where there is no passage to show."""
        if self.is_new:
            return _("Dieser Text ist neu.")
        return _("Geändert ist nur, wie der Text aufgebaut ist.")

    @cached_property
    def all_passages(self):
        return changed_passages(self.change.before, self.change.fassung)

    @property
    def passages(self):
        """The first of its changed passages."""
        return self.all_passages[:SHOWN]

    @property
    def more(self):
        return len(self.all_passages[SHOWN:])


def changed_passages(before, after):
    """The changed passages of two Fassungen, kept; of a text that is new there are none.

    Args:
        before: a Fassung, or None.
    """
    if before is None:
        return []
    key = f"evaluation:passages:{before.pk}:{after.pk}:{get_language()}"
    return cache.get_or_set(key, lambda: passages(compare(before, after)), _KEPT_SECONDS)


def changed_texts(ergebnisse):
    """The texts that everybody may read among those that these Ergebnisse changed.

    Args:
        ergebnisse: of one edition, as a queryset.

    Returns:
        A list of ChangedText in the order of the document; three queries for any number.
    """
    rows = (
        Ergebnisfassung.objects.filter(ergebnis__in=ergebnisse)
        .select_related("before", "ergebnis", "fassung__baustein__strategie__konzept")
        .order_by("fassung__baustein__position", "fassung", "ergebnis__number")
    )
    found, people = {}, _people(ergebnisse)
    for row in rows:
        if not row.is_public:
            continue
        text = found.setdefault(row.fassung_id, ChangedText(row))
        text.ergebnisse.append(row.ergebnis)
    for text in found.values():
        behind = set().union(*(people[row.pk] for row in text.ergebnisse))
        deleted = {one for one in behind if isinstance(one, _OfDeletedAccount)}
        # All of them may be by one person, who is none of the others.
        text.people = len(behind - deleted) + bool(deleted)
        text.is_least = len(deleted) > 1
    return list(found.values())


@dataclass(frozen=True)
class _OfDeletedAccount:
    """Whoever wrote a contribution whose account is no more."""

    kommentar: int


def _people(ergebnisse):
    """{primary key of an Ergebnis: who raised it}; each letter is somebody of its own."""
    rows = Ergebnisbeitrag.objects.filter(ergebnis__in=ergebnisse)
    rows = rows.values_list("ergebnis", "kommentar", "kommentar__author", "kommentar__channel")
    found = defaultdict(set)
    for ergebnis, kommentar, author, channel in rows:
        is_online = channel == Channel.ONLINE
        nobody = _OfDeletedAccount(kommentar) if is_online else f"letter-{kommentar}"
        found[ergebnis].add(author or nobody)
    return found
