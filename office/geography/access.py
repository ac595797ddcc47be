"""Who may say where something is: the Redaktion of a Konzept, and of the ground who administers."""

from municipality.access import admit
from strategies.models import Baustein, Konzept, Zustaendigkeit


def may_edit_places(user):
    """Whether ``user`` may say of any Konzept where its parts are; of which, the rows tell."""
    return user.is_staff and user.has_perm("strategies.change_baustein")


def may_edit_ground(user):
    return user.is_staff and user.has_perm("municipality.change_kartenebene")


def may_edit_ortsteile(user):
    return user.is_staff and user.has_perm("municipality.change_ortsteil")


def ortsteil_editors_only(view):
    return admit(view, may_edit_ortsteile)


def editors_only(view):
    return admit(view, may_edit_places)


def ground_editors_only(view):
    return admit(view, may_edit_ground)


def drawers_only(view):
    """For either of them."""
    return admit(view, lambda user: may_edit_places(user) or may_edit_ground(user))


def konzepte_of(user):
    """The Konzepte whose places ``user`` edits."""
    return Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)


def bausteine_of(user):
    """What stands in the documents of these Konzepte; only that can be somewhere."""
    return Baustein.objects.goals().filter(strategie__konzept__in=konzepte_of(user))
