"""Where Vorhaben are discussed: a Baustein for each, beside those of the document.

It is made when a Kommentierphase that is about Vorhaben is announced, belongs to the Strategie
of that phase, and bears title and number of its Vorhaben (docs/adr/0042-fragen-zu-vorhaben.md).
"""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from comments.models import Kommentar
from phases.models import Kommentierphase
from strategies.actions import open_places
from strategies.models import Baustein, Publikationsstatus, Strategie

from .models import Vorhaben

HEADING = "Fragen und Hinweise zum Vorhaben"
TEXT = "Hier ist Platz für Fragen und Hinweise zu diesem Vorhaben."
# Behind everything that stands in the document, and the place for what is about all of it.
POSITION = 200_000


def page_of(baustein):
    """The address of the page of the Vorhaben that is discussed at a Baustein."""
    return reverse("progress:vorhaben", args=[baustein.strategie.konzept.slug, baustein.number])


def included_in(strategie):
    """The Vorhaben that a phase of this Strategie is about, if it is about Vorhaben.

    Published ones that belong to one of its texts, or to none in the whole Konzept. Where
    something was written on a Vorhaben, or can be now, it stays: one of another Strategie is
    not included.
    """
    home = Q(baustein=None) | Q(baustein__strategie=strategie)
    return Vorhaben.objects.published().filter(
        Q(discussed__strategie=strategie) | home & (Q(discussed=None) | _is_free()),
        konzept=strategie.konzept_id,
    )


def _is_free():
    """Nobody wrote there, and no announced phase lets anybody, now or later."""
    written = Kommentar.objects.filter(
        Q(baustein=OuterRef("discussed")) | Q(moved_from=OuterRef("discussed"))
    )
    phases = _not_over().filter(strategie=OuterRef("discussed__strategie"))
    return ~Exists(written) & ~Exists(phases)


def _not_over():
    phases = Kommentierphase.objects.public().filter(about_vorhaben=True)
    return phases.filter(ends_at__gt=timezone.now())


def open_in(phase):
    """Make or fetch the places of the Vorhaben that an announced phase is about.

    Args:
        phase: its Strategie is locked.
    """
    strategie = phase.strategie
    rows = included_in(strategie).exclude(discussed__strategie=strategie)
    rows = rows.order_by("position", "pk").select_for_update(of=("self",), no_key=True)
    rows = list(rows)
    Baustein.objects.filter(pk__in=[row.discussed_id for row in rows if row.discussed_id]).update(
        strategie=strategie
    )
    new = [row for row in rows if row.discussed_id is None]
    places = open_places([_place(row, strategie) for row in new], heading=HEADING, text=TEXT)
    for row, place in zip(new, places, strict=True):
        row.discussed = place
    Vorhaben.objects.bulk_update(new, ["discussed"])


def _place(vorhaben, strategie):
    return Baustein(
        strategie=strategie,
        kind=Baustein.Kind.VORHABEN,
        number=vorhaben.number,
        title=vorhaben.title,
        slug=str(vorhaben.pk),
        position=POSITION + vorhaben.position,
    )


def lock_strategien(konzept_id):
    """Let no phase of a Konzept be announced before the commit; comes before any Vorhaben."""
    rows = Strategie.objects.filter(konzept=konzept_id).select_for_update(no_key=True)
    list(rows.order_by("pk").values_list("pk"))


def open_for(vorhaben):
    """Let a Vorhaben that has just become public be discussed where a phase is about such ones.

    Args:
        vorhaben: stored as public; the Strategien of its Konzept are locked.
    """
    phases = _not_over().filter(strategie__konzept=vorhaben.konzept_id)
    for phase in phases.select_related("strategie").order_by("starts_at", "pk"):
        open_in(phase)
    vorhaben.refresh_from_db(fields=["discussed"])


def keep_in_step(vorhaben):
    """Give the places of these Vorhaben their titles; archived ones nobody sees any more.

    Args:
        vorhaben: as they are stored.
    """
    rows = Vorhaben.objects.filter(pk__in=[row.pk for row in vorhaben], discussed__isnull=False)
    for row in rows.select_related("discussed"):
        is_public = row.status == Publikationsstatus.PUBLISHED
        status = Publikationsstatus.PUBLISHED if is_public else Publikationsstatus.ARCHIVED
        place = row.discussed
        if (place.title, place.status) != (row.title, status):
            place.title, place.status = row.title, status
            place.save(update_fields=["title", "status", "folded"])


def attach(rows, now):
    """Give each of these Vorhaben ``talk``, where it is discussed, and ``open_phase``, in which
    it can be at ``now``; None where there is none. Two queries, none where no phase ever was.

    Args:
        rows: a list.

    Returns:
        The phase that ends first of all these, or None.
    """
    pks = [row.discussed_id for row in rows if row.discussed_id]
    places = Baustein.objects.published().in_bulk(pks) if pks else {}
    strategien = {place.strategie_id for place in places.values()}
    phases = Kommentierphase.objects.open_at(now).filter(about_vorhaben=True)
    phases = phases.filter(strategie__in=strategien) if strategien else ()
    found = {phase.strategie_id: phase for phase in phases}
    for row in rows:
        row.talk = places.get(row.discussed_id)
        row.open_phase = found.get(row.talk.strategie_id) if row.talk else None
    return min(found.values(), key=lambda phase: phase.ends_at, default=None)
