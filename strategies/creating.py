"""A new Konzept, Strategie or text: as a draft, with an address of its own, behind the others."""

from django.db import transaction
from django.db.models import Max

from .actions import save_draft
from .addresses import free_slug, taken_slugs
from .models import Konzept, Strategie
from .models.baustein import KINDS


@transaction.atomic
def create_konzept(konzept):
    """Save a new Konzept; its address is made from its title, if it has none yet.

    Raises:
        IntegrityError: another one of this title was made meanwhile.
    """
    taken = set(Konzept.objects.values_list("slug", flat=True))
    konzept.slug = konzept.slug or free_slug(konzept.title, taken)
    konzept.save()
    return konzept


@transaction.atomic
def create_strategie(strategie):
    """Save a new Strategie as the last of its Konzept."""
    # Locked: two at once would be given the same address and place.
    Konzept.objects.select_for_update(no_key=True).get(pk=strategie.konzept_id)
    others = list(Strategie.objects.filter(konzept=strategie.konzept_id).values("slug", "position"))
    taken = {row["slug"] for row in others} | Strategie.RESERVED_SLUGS
    strategie.slug = free_slug(strategie.title, taken)
    strategie.position = max((row["position"] for row in others), default=0) + 1
    strategie.save()
    return strategie


@transaction.atomic
def create_baustein(strategie, *, kind, title, text, by, number=""):
    """Write a new text as the last of a Strategie; the public sees nothing of it.

    Args:
        kind: a key of ``KINDS``.
        by: who wrote it.
    """
    Strategie.objects.select_for_update(no_key=True).get(pk=strategie.pk)
    taken = {slug for of, slug in taken_slugs(strategie) if of == kind}
    last = strategie.bausteine.goals().aggregate(n=Max("position"))["n"] or 0
    row = KINDS[kind].objects.create(
        strategie=strategie,
        kind=kind,
        number=number,
        title=title,
        slug=free_slug(title, taken),
        position=last + 1,
    )
    save_draft(row, title=title, text=text, by=by)
    return row
