"""Which phases begin or end soon, for the front of the administration (``settings.ATTENTION``)."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.attention import Notice, Urgency
from municipality.language import german, sentence
from strategies.models import Konzept, Zustaendigkeit

from .models import Kommentierphase
from .times import long_datetime

SOON = timedelta(days=7)


def notices(user):
    now = timezone.now()
    for phase in _phases_of(user).filter(
        Q(starts_at__gt=now, starts_at__lte=now + SOON)
        | Q(starts_at__lte=now, ends_at__gt=now, ends_at__lte=now + SOON)
    ):
        yield _notice(phase, now)


def _phases_of(user):
    if not user.has_perm("phases.view_kommentierphase"):
        return Kommentierphase.objects.none()
    Role = Zustaendigkeit.Role
    konzepte = Konzept.objects.assigned_to(user, Role.REDAKTION, Role.MODERATION)
    return (
        Kommentierphase.objects.filter(strategie__konzept__in=konzepte)
        .select_related("strategie")
        .order_by("ends_at", "pk")
    )


def _notice(phase, now):
    coming = phase.starts_at > now
    if phase.status == Kommentierphase.Status.DRAFT:
        text = _("Noch nicht angekündigt: Kommentierphase zu „%(strategie)s“ ab %(moment)s")
    elif coming:
        text = _("Kommentierphase zu „%(strategie)s“ beginnt am %(moment)s")
    else:
        text = _("Kommentierphase zu „%(strategie)s“ endet am %(moment)s")
    moment = long_datetime(phase.starts_at) if coming else long_datetime(phase.ends_at, end=True)
    return Notice(
        sentence(text, strategie=german(phase.strategie.title), moment=moment),
        reverse("admin:phases_kommentierphase_change", args=[phase.pk]),
        Urgency.SOON,
    )
