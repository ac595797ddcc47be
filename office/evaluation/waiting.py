"""What waits for whoever works on Anliegen: on the desk, and once a day by mail."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.counting import count_each
from accounts.models import User
from evaluation.access import own_auswertungen
from evaluation.models import Anliegen, Auswertungsprotokoll
from strategies.models import Zustaendigkeit

# So long before its deadline an Anliegen is due.
DUE_WITHIN = timedelta(days=3)
# So many are named; the rest is counted.
MOST_NAMED = 10

_Role = Zustaendigkeit.Role
_Status = Anliegen.Status


@dataclass(frozen=True)
class Waiting:
    """What one person has to see to.

    Attributes:
        overdue: how many Anliegen are past their deadline and not released.
        due: how many will be within ``DUE_WITHIN``.
        prepared: how many wait for a release by this person, of each Auswertung by its key.
        assigned: how many are in work at this person's office.
        returned: those given back for more work, each with ``reason``.
    """

    overdue: int
    due: int
    prepared: dict
    assigned: int
    returned: list

    @property
    def prepared_count(self):
        return sum(self.prepared.values())

    @property
    def total(self):
        """How many Anliegen somebody has to see to; one can count twice, as it waits twice."""
        return self.overdue + self.due + self.prepared_count + self.assigned + len(self.returned)


def waiting_for(user):
    """Return what is ``Waiting`` for a person, in three queries."""
    rows = rows_waiting(user)
    counts = dict(zip(rows, count_each(user, rows.values()), strict=True))
    return Waiting(**counts, prepared=prepared_for(user), returned=list(returned_to(user)))


def rows_waiting(user):
    """{what is counted of ``Waiting``: the Anliegen}."""
    today = timezone.localdate()
    own = Anliegen.objects.visible_to(user)
    offices = user.zustaendigkeiten.filter(role=_Role.FACHAMT).exclude(office="")
    return {
        "overdue": own.overdue(today),
        "due": own.unreleased().filter(deadline__range=(today, today + DUE_WITHIN)),
        "assigned": own.filter(status=_Status.OPEN, office__in=offices.values("office")),
    }


def prepared_for(user):
    """{key of an Auswertung: how many Anliegen in it wait for a release by this person}."""
    rows = Anliegen.objects.to_release_by(user).filter(auswertung__in=own_auswertungen(user))
    return dict(rows.order_by("auswertung").values_list("auswertung").annotate(Count("pk")))


def returned_to(user):
    """The Anliegen that were given back, and are in work since."""
    rows = Anliegen.objects.visible_to(user)
    last = Auswertungsprotokoll.objects.filter(anliegen=OuterRef("pk")).order_by("-pk")
    rows = rows.filter(status=_Status.OPEN).annotate(
        last_action=Subquery(last.values("action")[:1]),
        reason=Subquery(last.values("reason")[:1]),
    )
    rows = rows.filter(last_action=Auswertungsprotokoll.Action.RETURNED)
    return rows.order_by("auswertung", "number")[:MOST_NAMED]


def rows_for_mail():
    """Yield (person, rows) for ``mails.digests``; no rows where nothing waits."""
    roles = Zustaendigkeit.objects.filter(
        role__in=[_Role.FACHAMT, _Role.AUSWERTUNG, _Role.REDAKTION]
    )
    people = User.objects.filter(
        pk__in=roles.values("user"), is_active=True, is_staff=True, is_superuser=False
    )
    link = f"{settings.SITE_URL}{reverse('desk:start')}"
    for user in people.order_by("pk"):
        waiting = waiting_for(user)
        yield (
            user,
            [{"waiting": waiting, "total": waiting.total, "link": link}] * bool(waiting.total),
        )
