"""Who says when one may comment: the Redaktion of a Konzept."""

from municipality.access import admit
from phases.models import Kommentierphase
from strategies.models import Konzept, Publikationsstatus, Strategie, Zustaendigkeit


def editors_only(view):
    return admit(
        view, lambda user: user.is_staff and user.has_perm("phases.change_kommentierphase")
    )


def strategien_of(user):
    """The Strategien whose phases ``user`` sets up, in the order of their Konzepte."""
    konzepte = Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)
    rows = Strategie.objects.filter(konzept__in=konzepte)
    return (
        rows.exclude(status=Publikationsstatus.ARCHIVED)
        .select_related("konzept")
        .order_by("konzept__title", "position", "pk")
    )


def phases_of(user):
    konzepte = Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)
    rows = Kommentierphase.objects.filter(strategie__konzept__in=konzepte)
    return rows.select_related("strategie__konzept")
