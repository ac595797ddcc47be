"""Bundling contributions into Anliegen: many to many, and every step can be traced."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.actions import ActionRefused

from ..models import Abschnitt, Anliegen, Kenntnisnahme, Zuordnung
from .steps import Action, Status, locked_auswertung, locked_for_bundling, log, numbers, reopen


@transaction.atomic
def create(auswertung, *, by, title, kommentare=(), summary="", office="", deadline=None):
    """Begin an Anliegen, with its first contributions if there are any.

    Raises:
        PermissionDenied: ``by`` does not evaluate in this Konzept.
        ActionRefused: the title is missing, or a contribution is not of this phase.
    """
    auswertung = locked_auswertung(auswertung, by)
    return _create(
        auswertung, by=by, title=title, kommentare=kommentare, summary=summary,
        office=office, deadline=deadline,
    )  # fmt: skip


def _create(auswertung, *, by, title, kommentare, **fields):
    title = title.strip()
    if not title:
        raise ActionRefused(_("Bitte geben Sie dem Anliegen einen Titel."))
    last = auswertung.anliegen.aggregate(n=Max("number"))["n"] or 0
    anliegen = Anliegen.objects.create(
        auswertung=auswertung, number=last + 1, title=title, **fields
    )
    log(auswertung, Action.CREATED, by=by, anliegen=anliegen)
    if kommentare:
        _add(anliegen, kommentare, by=by)
    return anliegen


@transaction.atomic
def assign(anliegen, *, by, kommentare, quote=""):
    """Put contributions into an Anliegen; those already in it stay as they are.

    Args:
        quote: the passage that raises it, where there is just one contribution.

    Raises:
        PermissionDenied: ``by`` does not evaluate in this Konzept.
        ActionRefused: a contribution is not of this phase or not public, or the quote
            is not in its text.
        StatusConflict: the Anliegen was merged or dissolved.
    """
    anliegen = locked_for_bundling(anliegen, by)
    _add(anliegen, kommentare, by=by, quote=quote.strip())
    return anliegen


def _add(anliegen, kommentare, *, by, quote=""):
    refuse_foreign(anliegen.auswertung, kommentare)
    if quote and (len(kommentare) != 1 or not contains(kommentare[0].text, quote)):
        raise ActionRefused(_("Diese Stelle steht so nicht in dem Beitrag."))
    known = set(anliegen.zuordnungen.values_list("kommentar", flat=True))
    new = [row for row in kommentare if row.pk not in known]
    Zuordnung.objects.bulk_create(
        Zuordnung(anliegen=anliegen, kommentar=row, quote=quote) for row in new
    )
    anliegen.auswertung.kenntnisnahmen.filter(kommentar__in=new).delete()
    if quote and not new:
        anliegen.zuordnungen.filter(kommentar=kommentare[0]).update(quote=quote)
    if new:
        log(anliegen.auswertung, Action.ASSIGNED, by=by, anliegen=anliegen, details=numbers(new))
        reopen(anliegen)


@transaction.atomic
def set_aside(auswertung, *, by, kommentare):
    """Note that contributions hold no Anliegen; return those of which that is new.

    Raises:
        PermissionDenied: ``by`` does not evaluate in this Konzept.
        ActionRefused: one is not of this phase or not public, or is in an Anliegen.
    """
    auswertung = locked_auswertung(auswertung, by)
    refuse_foreign(auswertung, kommentare)
    assigned = Zuordnung.objects.filter(anliegen__auswertung=auswertung, kommentar__in=kommentare)
    if assigned.exists():
        raise ActionRefused(
            _("Was schon in einem Anliegen ist, bitte dort erst herausnehmen: %(which)s.")
            % {"which": ", ".join(map(str, assigned.values_list("kommentar", flat=True)))}
        )
    known = set(auswertung.kenntnisnahmen.values_list("kommentar", flat=True))
    new = [row for row in kommentare if row.pk not in known]
    Kenntnisnahme.objects.bulk_create(
        Kenntnisnahme(auswertung=auswertung, kommentar=row) for row in new
    )
    if new:
        log(auswertung, Action.SET_ASIDE, by=by, details=numbers(new))
    return new


@transaction.atomic
def take_up(auswertung, *, by, kommentare):
    """Take ``set_aside`` back: the contributions wait for an Anliegen again.

    Raises:
        PermissionDenied: as ``set_aside``.
    """
    auswertung = locked_auswertung(auswertung, by)
    removed, _by_model = auswertung.kenntnisnahmen.filter(kommentar__in=kommentare).delete()
    Abschnitt.objects.filter(kommentar__in=kommentare).update(status=Abschnitt.Status.OPEN)
    if removed:
        log(auswertung, Action.TAKEN_UP, by=by, details=numbers(kommentare))


def contains(text, quote):
    """Whether ``quote`` stands in ``text``, whatever the line breaks between its words."""
    return " ".join(quote.split()) in " ".join(text.split())


def refuse_foreign(auswertung, kommentare):
    """Raise ActionRefused unless all are published contributions of the phase.

    The sentence names no comment that is not of it: its number alone tells nothing.
    """
    keys = [row.pk for row in kommentare]
    found = set(auswertung.contributions().filter(pk__in=keys).values_list("pk", flat=True))
    missing = [str(pk) for pk in keys if pk not in found]
    if missing:
        raise ActionRefused(
            ngettext(
                "Dieser Beitrag ist nicht öffentlich oder gehört nicht zu dieser Phase: %(which)s.",
                "Diese Beiträge sind nicht öffentlich oder gehören nicht zu dieser Phase: "
                "%(which)s.",
                len(missing),
            )
            % {"which": ", ".join(missing)}
        )


@transaction.atomic
def unassign(anliegen, *, by, kommentare):
    """Take contributions out of an Anliegen; in no other one, they are unassigned again.

    Raises:
        PermissionDenied, StatusConflict: as ``assign``.
    """
    anliegen = locked_for_bundling(anliegen, by)
    _remove(anliegen, kommentare, by=by)
    return anliegen


def _remove(anliegen, kommentare, *, by):
    removed, _by_model = anliegen.zuordnungen.filter(kommentar__in=kommentare).delete()
    if removed:
        details = numbers(kommentare)
        log(anliegen.auswertung, Action.UNASSIGNED, by=by, anliegen=anliegen, details=details)
        reopen(anliegen)


@transaction.atomic
def move(anliegen, *, by, kommentare, into):
    """Take contributions out of one Anliegen and put them into another of the same Auswertung.

    Raises:
        PermissionDenied, ActionRefused, StatusConflict: as ``assign``.
    """
    anliegen = locked_for_bundling(anliegen, by)
    into = _of_same(anliegen, into, by)
    _transfer(anliegen, into, kommentare, by=by)
    return into


def _transfer(anliegen, into, kommentare, *, by):
    """Move Zuordnungen with their quotes; what ``into`` has already is only taken out."""
    kommentare = list(kommentare)
    quotes = dict(
        anliegen.zuordnungen.filter(kommentar__in=kommentare).values_list("kommentar", "quote")
    )
    moved = [row for row in kommentare if row.pk in quotes]
    passages = _passages(anliegen, moved)
    whole = set(into.zuordnungen.filter(abschnitte=None).values_list("pk", flat=True))
    _remove(anliegen, moved, by=by)
    _add(into, moved, by=by)
    for row in into.zuordnungen.filter(kommentar__in=passages).exclude(pk__in=whole):
        row.abschnitte.add(*passages[row.kommentar_id])
    for pk, quote in quotes.items():
        if quote:
            into.zuordnungen.filter(kommentar=pk, quote="").update(quote=quote)


def _passages(anliegen, kommentare):
    """{contribution: Abschnitte of it that raise the Anliegen}, of those in passages."""
    found = {}
    rows = Abschnitt.objects.filter(zuordnungen__anliegen=anliegen, kommentar__in=kommentare)
    for row in rows:
        found.setdefault(row.kommentar_id, []).append(row)
    return found


def _of_same(anliegen, other, by):
    other = locked_for_bundling(other, by)
    if other.auswertung_id != anliegen.auswertung_id or other.pk == anliegen.pk:
        raise ActionRefused(_("Bitte wählen Sie ein anderes Anliegen derselben Auswertung."))
    return other


@transaction.atomic
def split(anliegen, *, by, kommentare, title):
    """Make a new Anliegen of some contributions of this one.

    Raises:
        PermissionDenied, StatusConflict: as ``assign``.
        ActionRefused: nothing was chosen, or nothing would stay.
    """
    anliegen = locked_for_bundling(anliegen, by)
    chosen = list(anliegen.kommentare.filter(pk__in=[row.pk for row in kommentare]))
    if not chosen or len(chosen) == anliegen.zuordnungen.count():
        raise ActionRefused(
            _("Wählen Sie mindestens einen Beitrag aus, und lassen Sie mindestens einen stehen.")
        )
    new = _create(
        anliegen.auswertung, by=by, title=title, kommentare=(), office=anliegen.office,
        deadline=anliegen.deadline,
    )  # fmt: skip
    _transfer(anliegen, new, chosen, by=by)
    log(anliegen.auswertung, Action.SPLIT, by=by, anliegen=anliegen, details=new.label)
    return new


@transaction.atomic
def merge(anliegen, *, by, into):
    """Put everything of one Anliegen into another; its address leads there from now on.

    Title, verdict and reasons of ``into`` stay; both are in the record.

    Raises:
        PermissionDenied, ActionRefused, StatusConflict: as ``move``.
    """
    anliegen = locked_for_bundling(anliegen, by)
    into = _of_same(anliegen, into, by)
    public = list(anliegen.contributions())
    _transfer(anliegen, into, public, by=by)
    # What is hidden by now follows too: it comes back with its Anliegen if it is restored.
    have = into.zuordnungen.values("kommentar")
    anliegen.zuordnungen.exclude(kommentar__in=have).update(anliegen=into)
    planned = into.textaenderungen.filter(fassung=None).values("baustein")
    anliegen.textaenderungen.filter(fassung=None).exclude(baustein__in=planned).update(
        anliegen=into
    )
    close(anliegen, merged_into=into)
    log(anliegen.auswertung, Action.MERGED, by=by, anliegen=anliegen, details=into.label)
    log(anliegen.auswertung, Action.MERGED, by=by, anliegen=into, details=anliegen.label)
    reopen(into)
    return into


def close(anliegen, *, merged_into=None):
    """Take an Anliegen out of the Auswertung; its number is never given again."""
    Anliegen.objects.filter(pk=anliegen.pk).update(
        status=Status.DISSOLVED, merged_into=merged_into, version=anliegen.version + 1
    )
    anliegen.zuordnungen.all().delete()
    anliegen.textaenderungen.filter(fassung=None).delete()
    anliegen.refresh_from_db()
