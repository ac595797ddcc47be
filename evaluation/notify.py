"""Telling people what became of their contributions, once an edition is published."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from comments.models import Status
from mails.actions import send
from mails.marks import own
from mails.models import Kind
from mails.tasks import enqueue_with

from .changed_texts import ChangedText, changed_texts
from .figures import Figures
from .models import Ausgabe, Auswertung, Ergebnis, Ergebnisbeitrag

# So many answers to somebody's contributions a mail lists; the page has them all.
LISTED = 10
# So many changed texts of one Anliegen it shows.
TEXTS_SHOWN = 2


@dataclass(frozen=True)
class ToldAnswer:
    """What became of one contribution by one Anliegen.

    Attributes:
        is_first: whether the mail has not given the reasons of this Anliegen yet.
        texts: the ChangedTexts it led to.
    """

    ergebnis: Ergebnis
    is_first: bool
    texts: list[ChangedText]

    @property
    def sentence(self):
        return f"{self.ergebnis.sentence(mark=own)}."


@dataclass(frozen=True)
class Told:
    """A contribution in the mail to its author, and the answers to it."""

    kommentar: object
    answers: list = field(default_factory=list)

    @property
    def link(self):
        return f"{settings.SITE_URL}{self.kommentar.get_absolute_url()}"


def published(ausgabe):
    """Have the mails on an edition queued once its transaction is committed."""
    from .tasks import tell_of_results

    enqueue_with(tell_of_results, ausgabe)


def tell_of_results(ausgabe):
    """Mail everybody whom an edition concerns, once each.

    Of the first: all who contributed, each with what became of *their* contributions,
    and all who follow. Of a correction: only those for whose contributions something
    is different now. Run again, nobody gets a second mail; that everybody was told is
    noted last, so a run that dies is finished by the next one (``notify_results``).

    Returns:
        How many mails and lines of digests were queued.
    """
    shared = _shared(ausgabe)
    told = _tell_authors(ausgabe, shared)
    count = len(told)
    if ausgabe.number == 1:
        strategie = ausgabe.auswertung.strategie
        for user in strategie.followers().exclude(pk__in=told).iterator():
            count += _tell(user, ausgabe, [], shared) is not None
    Ausgabe.objects.filter(pk=ausgabe.pk).update(told_at=timezone.now())
    return count


def _shared(ausgabe):
    """What is the same in all mails on an edition."""
    auswertung = ausgabe.auswertung
    texts = defaultdict(list)
    for text in changed_texts(ausgabe.ergebnisse.all()):
        for ergebnis in text.ergebnisse:
            texts[ergebnis.pk].append(text)
    return {
        "strategie": auswertung.strategie,
        "ausgabe": ausgabe,
        "figures": Figures.of(ausgabe),
        "texts": texts,
        "link": f"{settings.SITE_URL}{auswertung.get_absolute_url()}",
    }


def _tell_authors(ausgabe, shared):
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
    for author, rows_of_author in groupby(rows.iterator(), key=lambda row: row.kommentar.author):
        _tell(author, ausgabe, list(rows_of_author), shared)
        told.append(author.pk)
    return told


def _tell(user, ausgabe, rows, shared):
    """Queue the mail on an edition to one person.

    Args:
        rows: the Ergebnisbeiträge of their contributions; none for who only follows.
        shared: see ``_shared``.
    """
    context = {
        **shared,
        "told": _told(rows[:LISTED], shared["texts"]),
        "total": len({row.kommentar_id for row in rows}),
        "more": len(rows[LISTED:]),
    }
    return send(
        template="results",
        context=context,
        user=user,
        kind=Kind.RESULTS,
        key=f"results-{ausgabe.pk}-{user.pk}",
        thread=f"phase-{ausgabe.auswertung.kommentierphase_id}",
        facts={"ausgabe": ausgabe.pk},
    )


def _told(rows, texts):
    """A Told for each contribution; reasons and texts come with the first one alone."""
    explained, told = set(), []
    for kommentar, group in groupby(rows, key=lambda row: row.kommentar):
        answers = []
        for row in group:
            is_first = row.ergebnis_id not in explained
            explained.add(row.ergebnis_id)
            shown = texts[row.ergebnis_id][:TEXTS_SHOWN] if is_first else []
            answers.append(ToldAnswer(row.ergebnis, is_first, shown))
        told.append(Told(kommentar, answers))
    return told


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
