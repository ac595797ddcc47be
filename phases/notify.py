"""Telling followers that a Kommentierphase has begun, and that it is about to end.

Those who were invited that they may write before everybody. And those responsible that a phase
is about to begin which nobody has announced.

What is due follows from the rows as they are now: a run that comes a day late, or
twice, or on two machines tells what is true at that moment, once. A mail that
has to wait is asked again before it leaves (``is_still_true``).
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from mails.actions import send
from mails.models import Kind
from strategies.models import Zustaendigkeit

from .models import Einladung, Kommentierphase, Phasenhinweis
from .registries import NOT_INVITED

# „Endet bald“ is told this long before the end, or as soon after as possible.
BEFORE_END = timedelta(days=3)
# Kind of the note and template of the mail.
_DRAFT = "phase_draft"


def notify_phases():
    """Queue the mails that are due now; return how many.

    The note that a phase was told is written last: a run that dies is finished by
    the next one, and the key of each mail keeps anybody from getting it twice.
    """
    now = timezone.now()
    count = 0
    for phase in _told_in_public().open_to_all_at(now):
        for kind, moment in _events(phase, now):
            note = {"kommentierphase": phase, "kind": kind, "moment": moment}
            if not Phasenhinweis.objects.filter(**note).exists():
                count += _tell(phase, kind, moment)
                Phasenhinweis.objects.get_or_create(**note)
    return count + _invite(now) + _remind_of_drafts(now)


def _invite(now):
    """Mail those who may write before everybody, as soon as they may, each once."""
    count = 0
    for phase in _told_in_public().open_at(now).filter(public_from__gt=now):
        for row in phase.einladungen.untold().order_by("pk"):
            count += _send_invitation(phase, row)
    return count


def _send_invitation(phase, row):
    """Whether a mail was queued; who may not write gets none, and none later but once they may."""
    user = get_user_model().objects.filter(email__iexact=row.email, is_active=True).first()
    strategie = phase.strategie
    if user and user.pk in _not_invited(strategie.konzept_id):
        return False
    mail = send(
        template=Kind.INVITATION.value,
        context={
            "phase": phase,
            "strategie": strategie,
            "address": row.email,
            "link": f"{settings.SITE_URL}{strategie.get_absolute_url()}",
        },
        user=user,
        address="" if user else row.email,
        kind=Kind.INVITATION,
        key=f"{Kind.INVITATION}-{phase.pk}-{row.pk}",
        thread=f"phase-{phase.pk}",
        facts={
            "einladung": row.pk,
            "konzept": strategie.konzept_id,
            "user": user.pk if user else None,
            "public_from": phase.public_from.isoformat(),
            "ends_at": phase.ends_at.isoformat(),
        },
        ends_with=row.pk,
    )
    # After the mail: a run that dies is finished by the next one, whose key is the same.
    Einladung.objects.filter(pk=row.pk).update(told_at=timezone.now())
    return mail is not None


def invitation_is_still_true(facts):
    """Whether the address is still on the list, and writes before everybody until then."""
    if facts["user"] in _not_invited(facts["konzept"]):
        return False
    now = timezone.now()
    phases = (
        _told_in_public()
        .open_at(now)
        .filter(
            public_from__gt=now,
            public_from=parse_datetime(facts["public_from"]),
            ends_at=parse_datetime(facts["ends_at"]),
        )
    )
    return Einladung.objects.filter(pk=facts["einladung"], kommentierphase__in=phases).exists()


def end_invitation(pk):
    """Take an address off its list, as whoever got the mail wants; nothing if it is gone."""
    Einladung.objects.filter(pk=pk).delete()


def _remind_of_drafts(now):
    """Mail those responsible on the day before a draft's start, or as soon after as possible."""
    today_begins = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    drafts = Kommentierphase.objects.filter(
        status=Kommentierphase.Status.DRAFT,
        starts_at__lt=today_begins + timedelta(days=2),
        ends_at__gt=now,
    )
    count = 0
    for phase in drafts.select_related("strategie__konzept"):
        note = {"kommentierphase": phase, "kind": _DRAFT, "moment": phase.starts_at}
        if not Phasenhinweis.objects.filter(**note).exists():
            count += sum(_remind(phase, person) for person in responsible_for(phase))
            Phasenhinweis.objects.get_or_create(**note)
    return count


def responsible_for(phase):
    """Who can announce a phase: the Redaktion of its Konzept; without one, the superusers."""
    people = get_user_model().objects.filter(is_active=True).order_by("pk")
    redaktion = people.filter(
        is_staff=True,
        zustaendigkeiten__konzept=phase.strategie.konzept_id,
        zustaendigkeiten__role=Zustaendigkeit.Role.REDAKTION,
    )
    return list(redaktion) or list(people.filter(is_superuser=True))


def _remind(phase, person):
    """Whether a mail was queued; nobody can choose not to get it."""
    page = reverse("plan:phase", args=[phase.pk])
    mail = send(
        template=_DRAFT,
        context={
            "phase": phase,
            "strategie": phase.strategie,
            "has_begun": phase.state != Kommentierphase.State.COMING,
            "link": f"{settings.SITE_URL}{page}",
        },
        user=person,
        key=f"{_DRAFT}-{phase.pk}-{phase.starts_at.timestamp():.0f}-{person.pk}",
        thread=f"phase-{phase.pk}",
    )
    return mail is not None


def _told_in_public():
    """Phases that everybody can see: announced, of a published Strategie and Konzept."""
    phases = Kommentierphase.objects.visible_to(AnonymousUser())
    return phases.select_related("strategie__konzept")


def _events(phase, now):
    """What there is to tell of a phase that is open to all: (kind, the moment it is about)."""
    yield Kind.PHASE_OPENS, phase.opens_to_all_at
    if phase.ends_at - now <= BEFORE_END:
        yield Kind.PHASE_ENDS, phase.ends_at


def _tell(phase, kind, moment):
    strategie = phase.strategie
    context = {
        "phase": phase,
        "strategie": strategie,
        "link": f"{settings.SITE_URL}{strategie.get_absolute_url()}",
    }
    facts = {
        "phase": phase.pk,
        "starts_at": phase.starts_at.isoformat(),
        "ends_at": phase.ends_at.isoformat(),
        "konzept": strategie.konzept_id,
    }
    # Who may not write is not invited to.
    followers = strategie.followers().exclude(pk__in=_not_invited(strategie.konzept_id))
    mails = (
        send(
            template=kind.value,
            context=context,
            user=user,
            kind=kind,
            key=f"{kind}-{phase.pk}-{moment.timestamp():.0f}-{user.pk}",
            thread=f"phase-{phase.pk}",
            facts={**facts, "user": user.pk},
        )
        for user in followers.iterator()
    )
    return sum(mail is not None for mail in mails)


def _not_invited(konzept_id):
    return {key for blocked_in in NOT_INVITED for key in blocked_in(konzept_id)}


def is_still_true(facts):
    """Whether the phase is open now, at the same times, and the receiver may write."""
    # Mails written by the version before name no receiver.
    if "user" in facts and facts["user"] in _not_invited(facts["konzept"]):
        return False
    return (
        _told_in_public()
        .open_to_all_at(timezone.now())
        .filter(
            pk=facts["phase"],
            starts_at=parse_datetime(facts["starts_at"]),
            ends_at=parse_datetime(facts["ends_at"]),
        )
        .exists()
    )
