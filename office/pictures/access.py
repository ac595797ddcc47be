"""Whose pictures somebody may change: those of the Konzepte in which they are Redaktion."""

from django.shortcuts import get_object_or_404

from municipality.access import admit
from strategies.models import Baustein, Konzept, Strategie, Zustaendigkeit

# Kind in the address → the rows, and where their Konzept is.
KINDS = {
    "konzept": (Konzept, "pk", None),
    "strategie": (Strategie, "konzept", "konzept"),
    "baustein": (Baustein, "strategie__konzept", "strategie__konzept"),
}


def edited_konzepte(user):
    """The Konzepte whose editor ``user`` is; two things are needed, as in the administration."""
    if not user.has_perm("strategies.change_konzept"):
        return Konzept.objects.none()
    return Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)


def editors_only(view):
    """Let in who edits some Konzept; ask anonymous visitors to sign in; 404 otherwise."""
    return admit(view, lambda user: edited_konzepte(user).exists())


def row_for(user, kind, pk):
    """A Konzept, Strategie or Baustein whose picture ``user`` may change, or a 404."""
    model, path, related = KINDS[kind]
    # The place for what is about the whole has no page with a head.
    rows = model.objects.goals() if model is Baustein else model.objects.all()
    rows = rows.filter(**{f"{path}__in": edited_konzepte(user)})
    return get_object_or_404(rows.select_related(related), pk=pk)


def konzept_of(row):
    """The Konzept of a row, or itself."""
    if isinstance(row, Baustein):
        return row.strategie.konzept
    return row.konzept if isinstance(row, Strategie) else row


def kind_of(row):
    """The kind of a row, as its address has it."""
    return next(kind for kind, (model, *_rest) in KINDS.items() if isinstance(row, model))
