"""Bundling in one act, and taking that act back right after it.

Only what the act did is taken back, row by row: what somebody else changed since stays as they
left it, and the sentence says so.
"""

from dataclasses import asdict, dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments.actions import StatusConflict

from ..models import Kenntnisnahme, Zuordnung
from .bundle import assign, close, create, set_aside
from .passages import give
from .steps import Action, Status, locked_auswertung, log, numbers, reopen

_UNDONE = gettext_lazy("Rückgängig gemacht")


@dataclass
class BundlingAct:
    """What one act of bundling did, in values that can be signed and sent.

    Attributes:
        auswertung: its primary key.
        anliegen: that into which contributions were put; None for what holds none.
        created: whether the Anliegen was made by the act.
        added: primary keys of the new Zuordnungen.
        quote: what they were given as the passage.
        given_to: the Zuordnung that was given passages; None without.
        passages: primary keys of those Abschnitte of which it is new.
        taken_up: contributions that were noted to hold no Anliegen, and are in one now.
        aside: primary keys of the new Kenntnisnahmen.
    """

    auswertung: int
    anliegen: int | None = None
    created: bool = False
    added: list = field(default_factory=list)
    quote: str = ""
    given_to: int | None = None
    passages: list = field(default_factory=list)
    taken_up: list = field(default_factory=list)
    aside: list = field(default_factory=list)

    @property
    def did_something(self):
        return bool(self.created or self.added or self.aside or self.passages)

    def as_values(self):
        return asdict(self)


@transaction.atomic
def put(auswertung, *, by, kommentare, into=None, title="", quote="", others=(), abschnitte=()):
    """Put contributions into an Anliegen, a new one or one that is there.

    Args:
        into: the Anliegen; None for a new one called ``title``.
        quote: the passage of the one contribution in ``kommentare``.
        others: contributions that come along as a whole.
        abschnitte: passages of the one contribution in ``kommentare``.

    Returns:
        (Anliegen, BundlingAct)

    Raises:
        PermissionDenied, ActionRefused, StatusConflict: as ``create`` and ``assign``.
    """
    auswertung = locked_auswertung(auswertung, by)
    rows = [*kommentare, *others]
    aside = auswertung.kenntnisnahmen.filter(kommentar__in=rows)
    aside = list(aside.values_list("kommentar", flat=True))
    anliegen = into or create(auswertung, by=by, title=title)
    known = set(anliegen.zuordnungen.values_list("pk", flat=True))
    anliegen = assign(anliegen, by=by, kommentare=kommentare, quote=quote)
    if others:
        anliegen = assign(anliegen, by=by, kommentare=others)
    added = anliegen.zuordnungen.exclude(pk__in=known).order_by("pk")
    act = BundlingAct(
        auswertung=auswertung.pk,
        anliegen=anliegen.pk,
        created=into is None,
        added=list(added.values_list("pk", flat=True)),
        quote=quote.strip(),
        taken_up=aside,
    )
    if abschnitte:
        zuordnung = anliegen.zuordnungen.get(kommentar=kommentare[0])
        act.given_to, act.passages = zuordnung.pk, give(zuordnung, abschnitte)
    return anliegen, act


@transaction.atomic
def put_aside(auswertung, *, by, kommentare):
    """``set_aside``, with the BundlingAct to take it back by: (new contributions, act)."""
    new = set_aside(auswertung, by=by, kommentare=kommentare)
    rows = Kenntnisnahme.objects.filter(auswertung=auswertung, kommentar__in=new)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return new, BundlingAct(auswertung=auswertung.pk, aside=keys)


@transaction.atomic
def take_back(auswertung, act, *, by):
    """Undo a BundlingAct.

    Returns:
        The sentences that say what was done, and what was not since somebody changed it.

    Raises:
        PermissionDenied: ``by`` does not evaluate in this Konzept.
        StatusConflict: the Anliegen was submitted, released, merged or dissolved since, or
            nothing of the act is left.
    """
    auswertung = locked_auswertung(auswertung, by)
    if act.anliegen is None:
        return _take_up(auswertung, act, by)
    anliegen = auswertung.anliegen.get(pk=act.anliegen)
    if anliegen.status != Status.OPEN:
        raise StatusConflict(
            _(
                "%(anliegen)s ist inzwischen: %(status)s. Es wurde nichts rückgängig gemacht; "
                "nehmen Sie die Beiträge dort heraus."
            )
            % {"anliegen": anliegen.label, "status": anliegen.get_status_display()}
        )
    return _take_out(auswertung, anliegen, act, by)


def _take_out(auswertung, anliegen, act, by):
    left = _without_passages(anliegen, act)
    mine = Zuordnung.objects.filter(
        pk__in=set(act.added) - left, anliegen=anliegen, quote__in={"", act.quote}
    ).select_related("kommentar")
    rows = [row.kommentar for row in mine]
    if not (rows or left or (act.created and not act.added)):
        raise StatusConflict(_("Das hat inzwischen schon jemand geändert."))
    mine.delete()
    if rows:
        log(
            auswertung, Action.UNASSIGNED, by=by, anliegen=anliegen, details=numbers(rows),
            reason=_UNDONE,
        )  # fmt: skip
        reopen(anliegen)
    _note_again(auswertung, [row for row in rows if row.pk in act.taken_up], by)
    return [*_told(len(act.added), len(rows)), *_without_new(auswertung, anliegen, act, by)]


def _without_passages(anliegen, act):
    """Take its passages from the Zuordnung; return it if it stays: it was there, or has more."""
    zuordnung = anliegen.zuordnungen.filter(pk=act.given_to).first()
    if zuordnung is None:
        return set()
    zuordnung.abschnitte.remove(*act.passages)
    was_there = zuordnung.pk not in act.added
    return {zuordnung.pk} if was_there or zuordnung.abschnitte.exists() else set()


def _without_new(auswertung, anliegen, act, by):
    """Dissolve the Anliegen that the act made, if nobody has worked on it; else say it stays."""
    if not act.created:
        return []
    steps = anliegen.protokoll.filter(~Q(by=by) | Q(action=Action.EDITED))
    if steps.exists() or anliegen.zuordnungen.exists():
        text = _("%(anliegen)s bleibt bestehen: Daran wurde inzwischen gearbeitet.")
        return [text % {"anliegen": anliegen.label}]
    close(anliegen)
    log(auswertung, Action.DISSOLVED, by=by, anliegen=anliegen, reason=_UNDONE)
    return []


def _take_up(auswertung, act, by):
    mine = auswertung.kenntnisnahmen.filter(pk__in=act.aside).select_related("kommentar")
    rows = [row.kommentar for row in mine]
    if not rows:
        raise StatusConflict(_("Das hat inzwischen schon jemand geändert."))
    mine.delete()
    log(auswertung, Action.TAKEN_UP, by=by, details=numbers(rows), reason=_UNDONE)
    return _told(len(act.aside), len(rows))


def _note_again(auswertung, kommentare, by):
    """What held no Anliegen before the act holds none again, unless it is in another by now."""
    assigned = Zuordnung.objects.filter(anliegen__auswertung=auswertung, kommentar__in=kommentare)
    taken = set(assigned.values_list("kommentar", flat=True))
    rows = [row for row in kommentare if row.pk not in taken and row.is_published]
    if rows:
        set_aside(auswertung, by=by, kommentare=rows)


def _told(number, done):
    yield _("Rückgängig gemacht.")
    if left := number - done:
        text = ngettext(
            "%(n)d Beitrag blieb, weil ihn inzwischen jemand anderes geändert hat.",
            "%(n)d Beiträge blieben, weil sie inzwischen jemand anderes geändert hat.",
            left,
        )
        yield text % {"n": left}
