"""Telling people how what they asked for or follow goes on: at most once a month, in one mail.

Only what is another state, a delay or done counts. What there is to tell follows from the Stände
as they are now, and when somebody was told last from the outbox: a run that comes late, twice or
on two machines tells once.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from comments.models import Status
from evaluation.models import Ergebnis, Ergebnisbeitrag
from mails.actions import send
from mails.models import DigestEntry, Kind, Mail
from strategies.models import Abonnement

from .filters import NOT_AS_PLANNED
from .models import Stand, State, Vorhaben, Vorhabenabonnement
from .readings import merged

# Nobody is told more often.
PAUSE = timedelta(days=30)
# What is older is no news; longer than the pause, so that nothing is lost to it.
UNTIL = timedelta(days=75)
# So many Vorhaben a mail lists.
LISTED = 10


@dataclass(frozen=True)
class Interest:
    """Why somebody hears of a Vorhaben.

    Attributes:
        is_asked_for: whether a contribution of theirs had asked for it.
        is_followed: whether they follow this very Vorhaben.
        since: when they began to follow, as what is older they saw there; None if they asked.
    """

    is_asked_for: bool
    is_followed: bool
    since: datetime | None


@dataclass(frozen=True)
class Progressed:
    """What is new of a Vorhaben, for one person.

    Attributes:
        stand: the newest Stand.
        interest: why they hear of it.
    """

    vorhaben: Vorhaben
    stand: Stand
    interest: Interest

    @property
    def link(self):
        return f"{settings.SITE_URL}{self.vorhaben.get_absolute_url()}"


def is_news(before, after):
    """Whether ``after`` says of a Vorhaben what people are told: see the module.

    Args:
        before: the Stand they may know, None before the first.
        after: the newest Stand.
    """
    if before is None:
        return after.state != State.NOT_BEGUN
    if before.state != after.state:
        return True
    if after.health in NOT_AS_PLANNED and before.health != after.health:
        return True
    return bool(before.expected_end and after.expected_end) and (
        after.expected_end > before.expected_end
    )


def tell_of_vorhaben():
    """Queue the mails that are due now; return how many mails and lines of digests."""
    now = timezone.now()
    histories = _histories(now - UNTIL)
    interests = _interests(histories)
    told = _last_told(interests)
    count = 0
    for user in User.objects.reachable().filter(pk__in=interests).order_by("pk").iterator():
        last = told.get(user.pk)
        if last and last > now - PAUSE:
            continue
        since = max(last or now - UNTIL, now - UNTIL)
        count += _tell(user, _news(histories, interests[user.pk], since)) is not None
    return count


def _histories(since):
    """{Vorhaben: its published Stände, oldest first} of those with one since then."""
    public = Vorhaben.objects.published().filter(stand__published_at__gte=since)
    found = defaultdict(list)
    rows = Stand.objects.published().filter(vorhaben__in=public)
    for stand in rows.select_related("vorhaben__konzept").order_by("vorhaben", "number"):
        found[stand.vorhaben_id].append(stand)
    return found


def _interests(histories):
    """{person: {Vorhaben: Interest}}, each Vorhaben once, for whatever reasons."""
    asked, followed = _asked_for(histories), _followed(histories)
    with_the_whole = _with_the_whole(histories)
    found = defaultdict(dict)
    for person, vorhaben in {*asked, *followed, *with_the_whole}:
        pair = (person, vorhaben)
        begun = [each[pair] for each in (followed, with_the_whole) if pair in each]
        found[person][vorhaben] = Interest(
            pair in asked, pair in followed, None if pair in asked else min(begun)
        )
    return found


def _asked_for(histories):
    """{(person, Vorhaben)} whose published contributions are part of an Anliegen behind it."""
    found = set()
    links = Vorhaben.anliegen.through.objects.filter(vorhaben__in=histories)
    by_vorhaben = defaultdict(set)
    for vorhaben, anliegen in links.values_list("vorhaben", "anliegen"):
        by_vorhaben[vorhaben].add(anliegen)
    for vorhaben, anliegen in by_vorhaben.items():
        rows = Ergebnisbeitrag.objects.filter(
            ergebnis__in=Ergebnis.objects.current().filter(anliegen__in=merged(anliegen)),
            kommentar__status=Status.PUBLISHED,
            kommentar__author__isnull=False,
        )
        people = rows.values_list("kommentar__author", flat=True).distinct()
        found |= {(person, vorhaben) for person in people}
    return found


def _followed(histories):
    """{(person, Vorhaben): since when} of those who follow the Vorhaben itself."""
    rows = Vorhabenabonnement.objects.filter(vorhaben__in=histories).order_by()
    return {
        (user, vorhaben): since
        for user, vorhaben, since in rows.values_list("user", "vorhaben", "created_at")
    }


def _with_the_whole(histories):
    """{(person, Vorhaben): since when} of those who follow what it belongs to."""
    rows = Vorhaben.objects.filter(pk__in=histories, baustein__isnull=False)
    parts, wholes = defaultdict(set), defaultdict(set)
    for pk, baustein, strategie in rows.values_list("pk", "baustein", "baustein__strategie"):
        parts[baustein].add(pk)
        wholes[strategie].add(pk)
    follows = Abonnement.objects.filter(baustein__in=parts) | Abonnement.objects.filter(
        strategie__in=wholes
    )
    found = {}
    # The newest first, so that the oldest is what holds.
    for row in follows.order_by("-created_at"):
        for pk in parts[row.baustein_id] if row.baustein_id else wholes[row.strategie_id]:
            found[row.user_id, pk] = row.created_at
    return found


def _last_told(people):
    """{person: when they were told last}; the outbox keeps that for good."""
    found = {}
    for model in (Mail, DigestEntry):
        rows = model.objects.filter(kind=Kind.PROGRESS, user__in=people).order_by()
        for user, last in (
            rows.values("user").annotate(last=Max("created_at")).values_list("user", "last")
        ):
            found[user] = max(last, found.get(user, last))
    return found


def _news(histories, interests, since):
    """What is Progressed for somebody; what they asked for comes first, then what they follow."""
    found = []
    for pk, interest in interests.items():
        stands, seen = histories[pk], max(since, interest.since or since)
        known = [stand for stand in stands if stand.published_at <= seen]
        before, after = (known[-1] if known else None), stands[-1]
        if after.published_at > seen and is_news(before, after):
            found.append(Progressed(after.vorhaben, after, interest))
    return sorted(found, key=_place)


def _place(news):
    return not news.interest.is_asked_for, not news.interest.is_followed, news.vorhaben.pk


def _tell(user, news):
    if not news:
        return None
    newest = max(each.stand.pk for each in news)
    return send(
        template="progress",
        context={
            "news": news[:LISTED],
            "more": len(news[LISTED:]),
            "first": news[0],
            "total": len(news),
            "followed": any(each.interest.is_followed for each in news),
            "asked": any(each.interest.is_asked_for for each in news),
            "link": news[0].link
            if len(news) == 1
            else f"{settings.SITE_URL}{reverse('progress:umsetzung')}",
        },
        user=user,
        kind=Kind.PROGRESS,
        key=f"progress-{user.pk}-{newest}",
        facts={"vorhaben": [each.vorhaben.pk for each in news]},
    )


def is_still_public(facts):
    """Whether all that a waiting mail tells of can still be read by everybody."""
    public = Vorhaben.objects.published().filter(pk__in=facts["vorhaben"])
    return public.count() == len(facts["vorhaben"])
