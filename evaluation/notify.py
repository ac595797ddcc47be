"""Telling people what became of their contributions, once an edition is published."""

import json
from collections import defaultdict
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from comments.models import Status
from mails.actions import send
from mails.models import Kind

from .models import Ausgabe, Auswertung, Ergebnisbeitrag

# So many of somebody's contributions a mail lists; the page has them all.
LISTED = 10


def published(ausgabe):
    """Queue the mails on an edition once its transaction is committed."""
    from .tasks import tell_of_results

    transaction.on_commit(lambda: tell_of_results.enqueue(ausgabe.pk))


def tell_of_results(ausgabe):
    """Mail everybody whom an edition concerns, once each.

    Of the first: all who contributed, each with what became of *their* contributions,
    and all who follow. Of a correction: only those for whose contributions something
    is different now. Run again, nobody gets a second mail; that everybody was told is
    noted last, so a run that dies is finished by the next one (``notify_results``).

    Returns:
        How many mails and lines of digests were queued.
    """
    told = _tell_authors(ausgabe)
    count = len(told)
    if ausgabe.number == 1:
        strategie = ausgabe.auswertung.strategie
        for user in strategie.followers().exclude(pk__in=told).iterator():
            count += _tell(user, ausgabe, []) is not None
    Ausgabe.objects.filter(pk=ausgabe.pk).update(told_at=timezone.now())
    return count


def _tell_authors(ausgabe):
    """Mail the authors, one after the other; return their primary keys."""
    rows = (
        Ergebnisbeitrag.objects.filter(
            ergebnis__ausgabe=ausgabe,
            kommentar__status=Status.PUBLISHED,
            kommentar__author__in=User.objects.reachable(),
        )
        .select_related("ergebnis", "kommentar__author", "kommentar__baustein__strategie__konzept")
        .order_by("kommentar__author", "kommentar", "ergebnis__number")
    )
    if ausgabe.number > 1:
        rows = rows.filter(kommentar__in=changed_contributions(ausgabe))
    told = []
    for author, own in groupby(rows.iterator(), key=lambda row: row.kommentar.author):
        _tell(author, ausgabe, list(own))
        told.append(author.pk)
    return told


def _tell(user, ausgabe, own):
    """Queue the mail on an edition to one person.

    Args:
        own: the Ergebnisbeiträge of their contributions; none for who only follows.
    """
    auswertung = ausgabe.auswertung
    link = f"{settings.SITE_URL}{auswertung.get_absolute_url()}"
    context = {
        "strategie": auswertung.strategie,
        "ausgabe": ausgabe,
        "own": own[:LISTED],
        "total": len({row.kommentar_id for row in own}),
        "more": len(own[LISTED:]),
        "site": settings.SITE_URL,
        "link": link,
    }
    return send(
        template="results",
        context=context,
        user=user,
        kind=Kind.RESULTS,
        key=f"results-{ausgabe.pk}-{user.pk}",
        thread=f"phase-{auswertung.kommentierphase_id}",
        facts={"ausgabe": ausgabe.pk},
    )


def changed_contributions(ausgabe):
    """The numbers of contributions of which this edition says something else than the last."""
    before = ausgabe.auswertung.ausgaben.filter(number__lt=ausgabe.number).first()
    old = _said(before) if before else {}
    return [number for number, said in _said(ausgabe).items() if said != old.get(number)]


def _said(ausgabe):
    """{number of a contribution: what the edition says became of it}"""
    found = defaultdict(list)
    for row in json.loads(ausgabe.document)["anliegen"]:
        outcome = (
            *(row[name] for name in ("nummer", "titel", "amt", "wuerdigung", "begruendung")),
            [text["fassung"] for text in row["fassungen"]],
        )
        for number in row["beitraege"]:
            found[number].append(outcome)
    return found


def is_still_public(facts):
    """Whether the edition a waiting mail tells of can still be read by all."""
    return Ausgabe.objects.filter(
        pk=facts["ausgabe"], auswertung__in=Auswertung.objects.published()
    ).exists()
