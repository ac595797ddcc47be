from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ...models import Anliegen
from ..access import evaluators_only, own_auswertungen, own_contributions, staff_of_offices_too
from .data import data

__all__ = ["anliegen", "beitrag", "data", "start"]


@staff_of_offices_too
@require_safe
def start(request):
    rows = own_auswertungen(request.user).with_strategie()
    return render(request, "auswertung/start.html", {"auswertungen": rows})


@staff_of_offices_too
@require_safe
def anliegen(request, pk):
    row = get_object_or_404(Anliegen.objects.visible_to(request.user), pk=pk)
    return render(request, "auswertung/start.html", {"anliegen": row})


@evaluators_only
@require_safe
def beitrag(request, pk):
    row = get_object_or_404(own_contributions(request.user), pk=pk)
    return render(request, "auswertung/start.html", {"kommentar": row})
