"""Who speaks for the administration, and under which name: the one rule for every place."""

from municipality.current import current
from strategies.models import Zustaendigkeit


def office_of(user, konzept):
    """The office for which ``user`` speaks in a Konzept; empty for who speaks for nobody else.

    Whoever has a Zuständigkeit there speaks for the office it names; where none does, for the
    Konzept's Träger, else for the municipality.
    """
    if not user.is_staff:
        return ""
    own = Zustaendigkeit.objects.filter(user=user, konzept=konzept)
    offices = list(own.order_by("pk").values_list("office", flat=True))
    if not offices:
        return ""
    return next(filter(None, offices), "") or konzept.traeger or current().shown_name


def speaks_in(user):
    """Keys of the Konzepte in which ``user`` speaks for an office."""
    if not user.is_staff:
        return set()
    return set(Zustaendigkeit.objects.filter(user=user).values_list("konzept", flat=True))
