"""What a Kommentierphase leaves to moderators: asked before it ends and before its result."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext_lazy

from .access import own_comments, own_complaints
from .models import Beschwerde, Kommentar, Status

# So many links a matter has; its count says how many there are.
LINKS_SHOWN = 50


@dataclass(frozen=True)
class OpenMatter:
    """What of one kind waits for a decision in a Kommentierphase.

    Attributes:
        label: what it is, in the plural and without a number.
        sentence: the same with its number.
        count: how many wait.
        url: the moderators' list of them.
        rows: the comments or complaints themselves.
        view: name of the moderators' page of one.
        own: function of a user that returns those they may decide on.
        links: (number, address) of each, oldest first, at most ``LINKS_SHOWN``. Asked when read.
    """

    label: str
    sentence: str
    count: int
    url: str
    rows: QuerySet
    view: str
    own: Callable

    @cached_property
    def links(self):
        keys = self.rows.order_by("pk").values_list("pk", flat=True)[:LINKS_SHOWN]
        return [(pk, reverse(f"moderation:{self.view}", args=[pk])) for pk in keys]

    def links_for(self, user):
        """The ``links``, with an empty address where ``user`` may not decide."""
        keys = [pk for pk, _url in self.links]
        own = set(self.own(user).filter(pk__in=keys).values_list("pk", flat=True))
        return [(pk, url if pk in own else "") for pk, url in self.links]


def open_matters(*phases):
    """Return the OpenMatters of Kommentierphasen; none where everything is decided.

    Pending comments, comments with open reports and open complaints against decisions on
    comments. Three queries, however much is open.
    """
    found = []
    for label, sentence, rows, view, url, own in _kinds(phases):
        if count := rows.count():
            found.append(OpenMatter(label, sentence % {"n": count}, count, url, rows, view, own))
    return found


def _kinds(phases):
    comments = Kommentar.objects.filter(kommentierphase__in=phases)
    yield (
        gettext_lazy("Beiträge, die auf Prüfung warten"),
        ngettext_lazy("%(n)d Beitrag wartet auf Prüfung", "%(n)d Beiträge warten auf Prüfung", "n"),
        comments.filter(status=Status.PENDING),
        "kommentar",
        reverse("moderation:queue", args=["wartet"]),
        own_comments,
    )
    yield (
        gettext_lazy("Beiträge mit offenen Meldungen"),
        ngettext_lazy(
            "%(n)d Beitrag mit offenen Meldungen", "%(n)d Beiträge mit offenen Meldungen", "n"
        ),
        comments.reported(),
        "kommentar",
        reverse("moderation:queue", args=["gemeldet"]),
        own_comments,
    )
    yield (
        gettext_lazy("Beschwerden ohne Entscheidung"),
        ngettext_lazy(
            "%(n)d Beschwerde ohne Entscheidung", "%(n)d Beschwerden ohne Entscheidung", "n"
        ),
        Beschwerde.objects.filter(
            entscheidung__kommentar__kommentierphase__in=phases, status=Beschwerde.Status.OPEN
        ),
        "complaint",
        reverse("moderation:complaints"),
        own_complaints,
    )
