"""Changing kind, number, Strategie and order of Bausteine (docs/adr/0034-bausteine-ziehen-um.md).

The row stays the same: comments, votes, Fassungen, picture and followers stay with it. Each
change leaves a row of the Gliederungsprotokoll. The browser and the import use these actions.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from .actions import ActionRefused
from .addresses import leave_address
from .dependents import bound
from .models import Baustein, Gliederungsprotokoll, Leitprojekt, Strategie
from .models.baustein import KINDS

Change = Gliederungsprotokoll.Change


@dataclass(frozen=True)
class Wish:
    """What shall become of the Baustein ``pk``; None leaves each as it is.

    Attributes:
        place: in its Strategie, from 1.
    """

    pk: int
    kind: str | None = None
    number: str | None = None
    strategie: Strategie | None = None
    place: int | None = None


class MoveRefused(ActionRefused):
    """A Baustein cannot change kind or Strategie now."""


@transaction.atomic
def rearrange(baustein, *, by, kind=None, strategie=None, number=None):
    """Give a Baustein another kind, Strategie or number; None leaves each as it is.

    A number can change at any time. What only a Leitprojekt has is kept with the trace when it
    becomes something else, and put back when it becomes a Leitprojekt again.

    Args:
        strategie: of the same Konzept; the Baustein stands last in it.
        by: who did it; None on the command line.

    Returns:
        The Baustein as it is stored now.

    Raises:
        MoveRefused: in one of the Strategien a phase is open or an Auswertung runs, the other
            one is of another Konzept, or it is no part of the document.
    """
    own = Baustein.objects.values_list("strategie", flat=True).get(pk=baustein.pk)
    wanted = strategie.pk if strategie else own
    strategien = _locked({own, wanted})
    row = Baustein.objects.select_for_update(of=("self",)).get(pk=baustein.pk)
    kind = kind or row.kind
    if row.strategie_id != own:
        raise MoveRefused(_("„%(row)s“ wurde gerade verschoben.") % {"row": row})
    row.strategie = strategien[own]
    if not row.is_in_document or kind not in KINDS:
        raise MoveRefused(_("„%(row)s“ bleibt, was und wo es ist.") % {"row": row})
    if number is not None and number != row.number:
        _note(row, Change.NUMBER, row.number, number, by)
        row.number = number
        row.save(update_fields=["number", "folded"])
    if (own, row.kind) != (wanted, kind):
        _move(row, strategien[wanted], kind, by)
    return row


def _move(row, strategie, kind, by):
    refuse_bound({row.strategie_id, strategie.pk})
    if strategie.konzept_id != row.strategie.konzept_id:
        raise MoveRefused(
            _("„%(row)s“ kann nur in eine Strategie desselben Konzepts.") % {"row": row}
        )
    if kind != row.kind:
        before, kept = row.get_kind_display(), _take_child(row)
        _note(row, Change.KIND, before, Baustein.Kind(kind).label, by, kept)
    if strategie.pk != row.strategie_id:
        _note(row, Change.STRATEGIE, str(row.strategie), str(strategie), by)
        last = strategie.bausteine.goals().aggregate(last=Max("position"))["last"] or 0
        row.position = last + 1
    changes_kind = kind != row.kind
    leave_address(row, strategie, kind)
    row.save(update_fields=["strategie", "kind", "slug", "position"])
    if changes_kind:
        _give_child(row)


@transaction.atomic
def put_in_order(strategie, order, *, by, moved=(), new=()):
    """Put Bausteine of a Strategie into an order; those not named keep their predecessor.

    Args:
        order: their primary keys, the first first.
        moved: primary keys of those that somebody moved: these are in the trace.
        new: primary keys of those that had no place yet.
    """
    _locked({strategie.pk})
    rows = list(Baustein.objects.goals().filter(strategie=strategie).order_by("position", "pk"))
    by_pk, last = {row.pk: row for row in rows}, 0
    placed = [row.pk for row in rows if row.pk not in new]
    before = {pk: place for place, pk in enumerate(placed, 1)}
    wanted = _with_others([pk for pk in dict.fromkeys(order) if pk in by_pk], placed)
    for place, pk in enumerate(wanted, 1):
        row = by_pk[pk]
        if row.position <= last or pk in new:
            row.position = last + 1
            Baustein.objects.filter(pk=pk).update(position=row.position)
        last = row.position
        if pk in moved and pk in before and place != before[pk]:
            _note(row, Change.ORDER, before[pk], place, by)


def _with_others(wanted, placed):
    """Put what is not named behind what it stood behind."""
    named = set(wanted)
    after, first, previous = {}, [], None
    for pk in placed:
        if pk in named:
            previous = pk
        elif previous is None:
            first.append(pk)
        else:
            after.setdefault(previous, []).append(pk)
    return [*first, *(each for pk in wanted for each in (pk, *after.get(pk, ())))]


@transaction.atomic
def carry_out(wishes, *, by):
    """Give many Bausteine of a Konzept another kind, number, Strategie or place at once.

    Args:
        wishes: a list of `Wish`, one for each Baustein.

    Raises:
        MoveRefused: as ``rearrange``; nothing is changed.
    """
    rows = Baustein.objects.in_bulk([wish.pk for wish in wishes])
    strategien = {row.strategie_id for row in rows.values()}
    strategien = _locked(strategien | {wish.strategie.pk for wish in wishes if wish.strategie})
    for wish in wishes:
        rearrange(
            rows[wish.pk],
            by=by,
            kind=wish.kind,
            strategie=wish.strategie,
            number=wish.number,
        )
    placed = {wish.pk: wish.place for wish in wishes if wish.place}
    now = Baustein.objects.filter(pk__in=placed).values_list("strategie", "pk")
    for strategie in strategien.values():
        here = {pk: placed[pk] for own, pk in now if own == strategie.pk}
        if here:
            _place(strategie, here, by)


def _place(strategie, placed, by):
    rows = Baustein.objects.goals().filter(strategie=strategie).exclude(pk__in=placed)
    order = list(rows.order_by("position", "pk").values_list("pk", flat=True))
    for pk, place in sorted(placed.items(), key=lambda item: (item[1], item[0])):
        order.insert(place - 1, pk)
    put_in_order(strategie, order, by=by, moved=placed)


def refuse_bound(strategien):
    """Raise MoveRefused if one of the Strategien (primary keys) is bound."""
    for why in bound(strategien).values():
        raise MoveRefused(why)


def own_fields(bausteine):
    """Return {primary key: [(label, value), …]} of what would not be shown in another kind."""
    leitprojekte = Leitprojekt.objects.filter(pk__in=[row.pk for row in bausteine])
    found = {}
    for row in leitprojekte.prefetch_related("supports"):
        supports = ", ".join(str(other) for other in row.supports.all())
        facts = [(_("Quelle"), row.source), (_("Gebiet"), row.region), (_("unterstützt"), supports)]
        found[row.pk] = [(label, value) for label, value in facts if value]
    return found


def _locked(strategien):
    """Lock Strategien by primary key: no phase and no Auswertung begins before the commit."""
    rows = Strategie.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=strategien)
    return {row.pk: row for row in rows.select_related("konzept").order_by("pk")}


def _note(row, change, before, after, by, kept=None):
    Gliederungsprotokoll.objects.create(
        baustein_id=row.pk,
        change=change,
        before=str(before),
        after=str(after),
        kept=kept or {},
        by=by,
    )


def _take_child(row):
    """Remove what the kind of a Baustein has of its own; the Baustein itself stays as it is.

    Returns:
        what would be lost, for ``_give_child``.
    """
    child = KINDS[row.kind].objects.get(pk=row.pk)
    kept = {}
    if isinstance(child, Leitprojekt):
        supports = sorted(child.supports.values_list("pk", flat=True))
        kept = {"source": child.source, "region": child.region, "supports": supports}
    child.delete(keep_parents=True)
    return kept


def _give_child(row):
    """Add the row of the kind a Baustein has now, with what it had when it last was of it."""
    model = KINDS[row.kind]
    kept = {}
    if model is Leitprojekt:
        traces = row.gliederungsprotokoll.filter(change=Change.KIND).exclude(kept={})
        kept = traces.values_list("kept", flat=True).first() or {}
    supports = kept.get("supports", [])
    values = {name: kept[name] for name in ("source", "region") if name in kept}
    child = model(baustein_ptr_id=row.pk, **values)
    # Only the row of the kind: the Baustein is there already.
    child.save_base(raw=True, force_insert=True)
    if supports:
        others = Baustein.objects.goals().filter(
            pk__in=supports, strategie__konzept=row.strategie.konzept_id
        )
        child.supports.set(others)
