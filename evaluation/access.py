"""Who gets into the workplace. Deny by default: for everybody else it does not exist."""

from django.shortcuts import get_object_or_404

from comments.models import Kommentar
from municipality.access import admit
from strategies.models import Zustaendigkeit

from .models import Auswertung
from .models.auswertung import evaluated_konzepte


def own_auswertungen(user):
    """The Auswertungen that ``user`` evaluates as a whole."""
    return Auswertung.objects.evaluated_by(user)


def auswertung_for(user, pk):
    """One of them, or a 404."""
    return get_object_or_404(own_auswertungen(user).with_strategie(), pk=pk)


def own_contributions(user):
    """The published contributions to phases that ``user`` evaluates."""
    return (
        Kommentar.objects.published()
        .contributions()
        .filter(kommentierphase__auswertung__in=own_auswertungen(user))
    )


def evaluators_only(view):
    """Let in who evaluates some Konzept; ask anonymous visitors to sign in; 404 otherwise."""
    return admit(view, lambda user: evaluated_konzepte(user).exists())


def staff_of_offices_too(view):
    """Also let in who works on the Anliegen of one office."""
    return admit(view, lambda user: evaluated_konzepte(user).exists() or has_office(user))


def has_office(user):
    """Whether ``user`` works on the Anliegen of an office, be there any yet or not."""
    return (
        user.is_staff
        and user.has_perm("evaluation.change_anliegen")
        and user.zustaendigkeiten.filter(role=Zustaendigkeit.Role.FACHAMT)
        .exclude(office="")
        .exists()
    )
