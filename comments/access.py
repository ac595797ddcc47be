"""Who gets into the workplace. Deny by default: for everybody else it does not exist."""

from municipality.access import admit
from strategies.models import Konzept, Zustaendigkeit

from .actions import decidable_by
from .models import Kommentar


def moderated_konzepte(user):
    """The Konzepte in which ``user`` moderates: by group *and* by Zuständigkeit."""
    if not (user.is_staff and user.has_perm("comments.moderate_kommentar")):
        return Konzept.objects.none()
    return Konzept.objects.assigned_to(user, Zustaendigkeit.Role.MODERATION)


def own_comments(user):
    """The comments ``user`` moderates."""
    if not (user.is_staff and user.has_perm("comments.moderate_kommentar")):
        return Kommentar.objects.none()
    return Kommentar.objects.moderated_by(user)


def own_complaints(user):
    """The complaints ``user`` may decide, also as Redaktion where nobody else can."""
    rows = decidable_by(user)
    return rows if user.is_staff and user.has_perm("comments.view_beschwerde") else rows.none()


def moderates_anywhere(user):
    """Whether there is any Konzept in which ``user`` moderates."""
    return moderated_konzepte(user).exists()


def moderators_only(view):
    """Let in who moderates some Konzept; ask anonymous visitors to sign in; 404 otherwise."""
    return admit(view, moderates_anywhere)


def deciders_only(view):
    """Also let in who moderates nowhere, but has a complaint to decide."""
    return admit(view, lambda user: moderates_anywhere(user) or own_complaints(user).exists())
