"""Who takes documents over: the Redaktion of a Konzept; a new one, who administers everything."""

from django.shortcuts import get_object_or_404

from municipality.access import admit
from strategies.models import Einlesung, Konzept, Publikationsstatus, Zustaendigkeit


def konzepte_of(user):
    """The Konzepte into which ``user`` may take a document; two things are needed, as elsewhere."""
    if not user.has_perm("strategies.change_konzept"):
        return Konzept.objects.none()
    konzepte = Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)
    return konzepte.exclude(status=Publikationsstatus.ARCHIVED)


def editors_only(view):
    """Let in who edits some Konzept; ask anonymous visitors to sign in; 404 otherwise."""
    return admit(view, lambda user: konzepte_of(user).exists())


def einlesungen_of(user):
    """What ``user`` may see and decide about."""
    if not user.has_perm("strategies.change_konzept"):
        return Einlesung.objects.none()
    return Einlesung.objects.editable_by(user).select_related("konzept", "created_by", "changed_by")


def einlesung_for(user, pk):
    """The Einlesung, or a 404."""
    return get_object_or_404(einlesungen_of(user), pk=pk)
