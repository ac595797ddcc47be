"""Staff notices on phases that begin or end soon, or are not announced."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.notices import Notice, Urgency
from municipality.language import german, sentence
from strategies.models import Konzept, Zustaendigkeit

from .models import Kommentierphase
from .times import long_datetime

SOON = timedelta(days=7)
State, Status = Kommentierphase.State, Kommentierphase.Status


def notices(user):
    """Announced phases that begin or end within ``SOON``, and drafts until somebody acts."""
    now = timezone.now()
    own = Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)
    if not user.has_perm("phases.change_kommentierphase"):
        own = own.none()
    starts_soon = Q(starts_at__gt=now, starts_at__lte=now + SOON)
    ends_soon = Q(starts_at__lte=now, ends_at__gt=now, ends_at__lte=now + SOON)
    rows = _phases_of(user).filter(Q(status=Status.DRAFT) | starts_soon | ends_soon)
    edited = Exists(own.filter(pk=OuterRef("strategie__konzept")))
    for phase in rows.annotate(is_edited=edited):
        yield _notice(phase, now)


def _phases_of(user):
    if not user.has_perm("phases.view_kommentierphase"):
        return Kommentierphase.objects.none()
    Role = Zustaendigkeit.Role
    konzepte = Konzept.objects.assigned_to(user, Role.REDAKTION, Role.MODERATION)
    return (
        Kommentierphase.objects.filter(strategie__konzept__in=konzepte)
        .select_related("strategie__konzept")
        .order_by("ends_at", "pk")
    )


def _notice(phase, now):
    text, urgency = _draft(phase, now) if phase.status == Status.DRAFT else _announced(phase, now)
    words = sentence(
        text,
        strategie=german(phase.strategie.title),
        start=long_datetime(phase.starts_at),
        end=long_datetime(phase.ends_at, end=True),
    )
    return Notice(words, _page_of(phase), urgency)


def _page_of(phase):
    """Where it is changed; for who only moderates in it, where it is read."""
    if phase.is_edited:
        return reverse("plan:phase", args=[phase.pk])
    return phase.strategie.get_absolute_url()


def _announced(phase, now):
    if phase.state_at(now) == State.COMING:
        return _("Kommentierphase zu „%(strategie)s“ beginnt am %(start)s"), Urgency.SOON
    return _("Kommentierphase zu „%(strategie)s“ endet am %(end)s"), Urgency.SOON


def _draft(phase, now):
    """A draft opens nothing, whatever was published about it elsewhere: red from its start on."""
    match phase.state_at(now):
        case State.COMING:
            text = _("Noch nicht angekündigt: Kommentierphase zu „%(strategie)s“ ab %(start)s")
            return text, Urgency.SOON if phase.starts_at <= now + SOON else Urgency.HINT
        case State.OPEN:
            text = _(
                "Noch nicht angekündigt: Kommentierphase zu „%(strategie)s“, die am %(start)s "
                "beginnen sollte"
            )
        case State.OVER:
            text = _(
                "Noch nicht angekündigt: Kommentierphase zu „%(strategie)s“, die vom "
                "%(start)s bis %(end)s laufen sollte"
            )
    return text, Urgency.OVERDUE
