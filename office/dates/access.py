"""Who announces dates: the Redaktion those of its Konzepte, who administers those for everybody."""

from django.db.models import Q

from municipality.access import admit
from phases.models import Veranstaltung
from strategies.models import Konzept, Strategie, Zustaendigkeit


def editors_only(view):
    return admit(view, lambda user: user.is_staff and user.has_perm("phases.change_veranstaltung"))


def konzepte_of(user):
    return Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)


def strategien_of(user):
    """The Strategien of these Konzepte, in their order."""
    rows = Strategie.objects.filter(konzept__in=konzepte_of(user)).select_related("konzept")
    return rows.order_by("konzept__title", "position", "pk")


def veranstaltungen_of(user):
    """The dates that ``user`` may change."""
    if user.is_superuser:
        return Veranstaltung.objects.all()
    own = konzepte_of(user)
    return Veranstaltung.objects.filter(Q(konzept__in=own) | Q(strategie__konzept__in=own))
