"""Who comes here: the Redaktion, and offices that have a part in a Konzept."""

from municipality.access import admit
from progress import rules
from progress.models import Vorhaben


def with_part(view):
    return admit(view, rules.has_part)


def editors_only(view):
    return admit(view, lambda user: rules.edited_konzepte(user).exists())


def planned_by(user):
    """The Vorhaben that ``user`` plans, archived ones too."""
    rows = Vorhaben.objects.filter(konzept__in=rules.edited_konzepte(user))
    return rows.select_related("konzept__umsetzung", "stand")


def written_by(user):
    """The Vorhaben that ``user`` writes Stände for."""
    return rules.own_vorhaben(user).select_related("konzept__umsetzung", "stand")
