"""The report: one edition freezes how far all Vorhaben of a Konzept are."""

from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.canonical import canonical, fingerprint
from municipality.months import in_digits
from strategies.actions import ActionRefused

from ..models import Berichtszeile, Umsetzungsbericht
from .steps import Action, clean, log, overtaken, planned

FORMAT = "mitreden-umsetzung/1"


@transaction.atomic
def publish_report(konzept, *, by, date=None, note="", editions=None):
    """Publish an edition of all public Vorhaben as they are now.

    Args:
        date: the day it is of; today if None. No day to come, as nothing is known of it, and
            none before a Stand that it would hold.
        editions: how many there were when ``by`` saw them; None where nobody did.

    Returns:
        The Umsetzungsbericht.

    Raises:
        PermissionDenied: ``by`` does not publish the Umsetzung of this Konzept.
        StatusConflict: another edition was published since.
        ActionRefused: there is nothing to report, or the day is wrong.
    """
    konzept = planned(konzept, by)
    if editions is not None and konzept.umsetzungsberichte.count() != editions:
        raise overtaken()
    bericht, zeilen = draw_up(konzept, date=date, note=note)
    bericht.published_by = by
    bericht.document = canonical(content_of(bericht, zeilen))
    bericht.sha256 = fingerprint(bericht.document)
    clean(bericht)
    bericht.save()
    for zeile in zeilen:
        zeile.bericht = bericht
    Berichtszeile.objects.bulk_create(zeilen)
    log(Action.REPORTED, by=by, konzept=konzept, details=str(bericht.number))
    return bericht


def draw_up(konzept, *, date=None, note=""):
    """An Umsetzungsbericht as it would be published now; nothing of it is stored.

    Args:
        date, note: as of ``publish_report``.

    Returns:
        (the Umsetzungsbericht, its rows)

    Raises:
        ActionRefused: there is nothing to report, or the day is wrong.
    """
    today = timezone.localdate()
    rows = _rows(konzept)
    if not rows or not konzept.is_public:
        raise ActionRefused(_("Es gibt noch kein öffentliches Vorhaben, das berichtet würde."))
    bericht = Umsetzungsbericht(
        konzept=konzept,
        number=(konzept.umsetzungsberichte.aggregate(last=Max("number"))["last"] or 0) + 1,
        date=date or today,
        note=note.strip(),
        published_at=timezone.now().replace(microsecond=0),
    )
    if bericht.date > today or any(row.stand.date > bericht.date for row in rows):
        raise ActionRefused(
            _("Der Stichtag darf nicht in der Zukunft liegen und nicht vor dem letzten Stand.")
        )
    return bericht, [_zeile(row) for row in rows]


def content_of(bericht, zeilen):
    """Everything an Umsetzungsbericht says, as plain values."""
    konzept = bericht.konzept
    return {
        "format": FORMAT,
        "bericht": bericht.number,
        "stichtag": bericht.date.isoformat(),
        "veroeffentlicht": bericht.published_at.isoformat(timespec="seconds"),
        "vorwort": bericht.note,
        "konzept": {"adresse": konzept.slug, "titel": konzept.title},
        "vorhaben": [_content(zeile) for zeile in zeilen],
    }


def _content(zeile):
    stand = zeile.stand
    return {
        "nummer": zeile.number,
        "titel": zeile.title,
        "amt": zeile.office,
        "stand": stand.number,
        "stand_vom": stand.date.isoformat(),
        "zustand": zeile.state,
        "lage": zeile.health,
        "grund": stand.reason,
        "text": stand.text,
        "fertig": f"{zeile.end:%Y-%m}" if zeile.end else None,
        "zuerst_geplant": _month(zeile.vorhaben.first_planned_end),
        # As exact as it was meant: „Herbst 2027“.
        "zuerst_geplant_bis": in_digits(zeile.vorhaben.first_planned_end),
        "kosten_cent": zeile.cost,
        "schritte": [zeile.steps_done, zeile.steps],
    }


def _month(day):
    return f"{day:%Y-%m}" if day else None


def _rows(konzept):
    return list(
        konzept.vorhaben.published()
        .select_related("konzept", "stand")
        .annotate(
            steps=Count("meilensteine"),
            steps_done=Count("meilensteine", filter=Q(meilensteine__done_on__isnull=False)),
        )
        .order_by(F("position"), "pk")
    )


def _zeile(row):
    return Berichtszeile(
        vorhaben=row,
        stand=row.stand,
        number=row.number,
        title=row.title,
        office=row.office,
        state=row.stand.state,
        health=row.stand.health,
        end=row.end,
        cost=row.cost,
        steps_done=row.steps_done,
        steps=row.steps,
    )
