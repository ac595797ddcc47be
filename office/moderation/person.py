"""What a moderator may know of one person: everything in the Konzepte they moderate."""

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import FORMER_NAME_KEPT, Namenswechsel, User
from comments.access import moderated_konzepte, own_comments
from comments.models import Beschwerde, Bewertung, Meldung, Moderationsentscheidung, Sperre

# So many of each kind are shown, the newest first.
MOST_ROWS = 50


@dataclass
class PersonDossier:
    """One person; ``numbers`` has the keys contributions, replies, votes."""

    user: User
    numbers: dict
    former_names: list
    sperren: list
    decisions: list
    complaints: list
    reports_made: list
    reports_received: list


def load_person(pk, moderator):
    """Collect it.

    Raises:
        Http404: they neither wrote nor reported anything in the moderator's Konzepte.
    """
    user = get_object_or_404(User, pk=pk)
    mine, konzepte = own_comments(moderator), moderated_konzepte(moderator)
    written = mine.filter(author=pk, official_office="")
    numbers = _numbers(written)
    reports_made = list(_reports().filter(user=pk, kommentar__in=mine)[:MOST_ROWS])
    if not (any(numbers.values()) or reports_made):
        raise Http404
    numbers["votes"] = Bewertung.objects.filter(user=user, kommentar__in=mine).count()
    now = timezone.now()
    return PersonDossier(
        user=user,
        numbers=numbers,
        former_names=list(Namenswechsel.objects.filter(user=user, at__gt=now - FORMER_NAME_KEPT)),
        sperren=list(_sperren(user, konzepte, now)),
        decisions=list(_decisions(user, konzepte)[:MOST_ROWS]),
        complaints=list(_complaints(user, konzepte)[:MOST_ROWS]),
        reports_made=reports_made,
        reports_received=list(_reports().filter(kommentar__in=written)[:MOST_ROWS]),
    )


def _numbers(written):
    return written.aggregate(
        contributions=Count("pk", filter=Q(parent=None)),
        replies=Count("pk", filter=Q(parent__isnull=False)),
    )


def _sperren(user, konzepte, now):
    rows = Sperre.objects.active(now).filter(user=user, konzept__in=konzepte)
    return rows.select_related("konzept", "entscheidung__kommentar")


def _reports():
    rows = Meldung.objects.select_related("kommentar__author", "user", "entscheidung")
    return rows.fetch_mode(FETCH_RAISE)


def _decisions(user, konzepte):
    rows = Moderationsentscheidung.objects.filter(affected=user, konzept__in=konzepte)
    return rows.select_related("by", "kommentar").fetch_mode(FETCH_RAISE)


def _complaints(user, konzepte):
    rows = Beschwerde.objects.filter(
        entscheidung__affected=user, entscheidung__konzept__in=konzepte
    )
    return rows.select_related("entscheidung").order_by("-at", "-pk").fetch_mode(FETCH_RAISE)
