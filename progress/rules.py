"""Who may do what in the Umsetzung: by group *and* by Zuständigkeit for the Konzept.

An office writes for its own Vorhaben alone; the Redaktion for all of its Konzept, and it
publishes. Only where the Konzept wants that, bad news need a second person.
"""

from django.db.models import Exists, OuterRef, Q

from strategies.models import Konzept, Zustaendigkeit

from .models import Umsetzung, Vorhaben

_REDAKTION, _OFFICE = Zustaendigkeit.Role.REDAKTION, Zustaendigkeit.Role.FACHAMT


def edited_konzepte(user):
    """The Konzepte whose Umsetzung ``user`` plans and publishes."""
    if not (user.is_staff and user.is_active and user.has_perm("progress.publish_stand")):
        return Konzept.objects.none()
    return Konzept.objects.assigned_to(user, _REDAKTION)


def own_vorhaben(user):
    """The Vorhaben ``user`` writes Stände for: of their Konzepte, or of their office there."""
    rows = Vorhaben.objects.active()
    if not (user.is_staff and user.is_active and user.has_perm("progress.change_stand")):
        return rows.none()
    if user.is_superuser:
        return rows
    tasks = Zustaendigkeit.objects.filter(
        user=user, role=_OFFICE, konzept=OuterRef("konzept"), office=OuterRef("office")
    )
    own_office = ~Q(office="") & Exists(tasks)
    return rows.filter(Q(konzept__in=edited_konzepte(user)) | own_office)


def has_part(user):
    """Whether there is anything for ``user`` to do here, be there any Vorhaben yet or not."""
    if edited_konzepte(user).exists():
        return True
    offices = Zustaendigkeit.objects.filter(user=user.pk, role=_OFFICE).exclude(office="")
    return user.is_staff and user.has_perm("progress.change_stand") and offices.exists()


def may_plan(konzept, user):
    """Whether ``user`` creates, changes and archives the Vorhaben of a Konzept."""
    return edited_konzepte(user).filter(pk=konzept.pk).exists()


def may_write_stand(vorhaben, user):
    """Whether ``user`` writes a Stand of this Vorhaben."""
    return own_vorhaben(user).filter(pk=vorhaben.pk).exists()


def may_publish_stand(stand, user):
    """Whether ``user`` publishes this draft now: the Redaktion, and for bad news perhaps not
    who wrote it."""
    if not may_plan(stand.vorhaben.konzept, user):
        return False
    return not (needs_second_person(stand) and stand.by_id == user.pk)


def needs_second_person(stand):
    """Whether the Konzept wants another person to publish this draft than the one who wrote it."""
    rules = Umsetzung.objects.filter(konzept=stand.vorhaben.konzept_id, second_person=True)
    return stand.is_bad_news and rules.exists()
