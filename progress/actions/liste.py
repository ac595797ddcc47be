"""A Maßnahmenliste is taken over: drafts of Vorhaben and of Stände, all of them or none."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from comments.actions import StatusConflict
from strategies.actions import ActionRefused
from strategies.models import Publikationsstatus

from .. import discussion, public
from ..lists import RowKind
from ..models import Stand, Umsetzungsprotokoll, Vorhaben
from .stand import discard_drafts
from .steps import Action, planned

_AT_ONCE = 500


@transaction.atomic
def take_list(konzept, make_plan, *, seen, by, archive=()):
    """Carry out the plan of a list, as somebody has seen it.

    New Vorhaben become drafts; what is told anew of others becomes the draft of a Stand. What
    stands in no row stays, unless it is to be archived. Nothing is published here. The rows are
    written many at once: a list may have five thousand.

    Args:
        make_plan: a function that returns the ``lists.ListPlan``; called with the Konzept locked.
        seen: the fingerprint of the plan that ``by`` has seen.
        archive: keys of missing Vorhaben that are archived.

    Returns:
        The ListPlan that was carried out.

    Raises:
        PermissionDenied: ``by`` does not plan the Umsetzung of this Konzept.
        StatusConflict: something has changed since the plan was seen.
        ActionRefused: nothing can be taken from it.
    """
    konzept = planned(konzept, by)
    plan = make_plan()
    if plan.fingerprint != seen:
        raise StatusConflict(
            _(
                "Nicht übernommen: Inzwischen hat sich etwas geändert. Bitte sehen Sie sich den "
                "Vergleich noch einmal an."
            )
        )
    new, changed = plan.of(RowKind.NEW), plan.of(RowKind.CHANGED)
    gone = [row for row in plan.missing if row.pk in archive and row.published_at]
    if not (new or changed or gone):
        raise ActionRefused(_("In dieser Liste ist nichts, was übernommen werden kann."))
    _create(konzept, new)
    _change(changed)
    _write([*new, *changed], by)
    _archive(gone, by)
    _record(konzept, [*new, *changed], by)
    return plan


def _create(konzept, lines):
    last = konzept.vorhaben.aggregate(last=Max("position"))["last"] or 0
    numbers = set(konzept.vorhaben.values_list("number", flat=True))
    numbers |= {line.number for line in lines if line.number}
    free = _free_numbers(numbers)
    for place, line in enumerate(lines, last + 1):
        line.planned.setdefault("number", line.number or next(free))
        line.number = line.planned["number"]
        line.vorhaben = Vorhaben(konzept=konzept, position=place, **line.planned)
    Vorhaben.objects.bulk_create([line.vorhaben for line in lines], batch_size=_AT_ONCE)


def _free_numbers(taken):
    number = max((int(each) for each in taken if each.isdecimal()), default=0)
    while True:
        number += 1
        yield str(number)


def _change(lines):
    rows = []
    for line in lines:
        row = line.vorhaben
        for name, value in line.planned.items():
            setattr(row, name, value)
        row.version += 1
        if row.published_at:
            row.keep_first()
        rows.append(row)
    names = {name for line in lines for name in line.planned}
    names |= {"version", "first_planned_end", "first_cost"}
    Vorhaben.objects.bulk_update(rows, names, batch_size=_AT_ONCE)
    discussion.keep_in_step(rows)


def _write(lines, by):
    """A draft of a Stand for each line that tells something; an older one makes room."""
    told = [line for line in lines if line.told is not None]
    rows = [line.vorhaben.pk for line in told]
    discard_drafts(Stand.objects.filter(vorhaben__in=rows, vorhaben__status="draft"))
    Stand.objects.bulk_create(
        [Stand(vorhaben=line.vorhaben, by=by, **line.told) for line in told], batch_size=_AT_ONCE
    )


def _archive(rows, by):
    for row in rows:
        row.status = Publikationsstatus.ARCHIVED
        row.version += 1
    Vorhaben.objects.bulk_update(rows, ["status", "version"], batch_size=_AT_ONCE)
    discussion.keep_in_step(rows)
    _log(rows, Action.ARCHIVED, by)
    if rows:
        public.refresh_later()


def _record(konzept, lines, by):
    _log([line.vorhaben for line in lines], Action.IMPORTED, by)


def _log(rows, action, by):
    Umsetzungsprotokoll.objects.bulk_create(
        [
            Umsetzungsprotokoll(
                konzept_id=row.konzept_id, vorhaben=row, action=action, by=by, details=row.number
            )
            for row in rows
        ],
        batch_size=_AT_ONCE,
    )
