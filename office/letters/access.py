"""Who writes to those who follow: the Redaktion of a Konzept."""

from municipality.access import admit
from strategies.models import Konzept, Mitteilung, Strategie, Zustaendigkeit


def editors_only(view):
    return admit(view, lambda user: user.is_staff and user.has_perm("strategies.change_baustein"))


def konzepte_of(user):
    return Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)


def strategien_of(user):
    rows = Strategie.objects.filter(konzept__in=konzepte_of(user)).select_related("konzept")
    return rows.order_by("konzept__title", "position", "pk")


def mitteilungen_of(user):
    return Mitteilung.objects.editable_by(user).with_target()
