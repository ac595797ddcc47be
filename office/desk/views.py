"""The desk: the first page of everyone on the staff, with what waits for them."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.notices import notices_for
from comments.participation import lately
from municipality.access import admit
from office.evaluation.progress import verdicts_of
from operations.first_steps import steps_for
from strategies.models import Konzept, Zustaendigkeit

from .roles import roles_of


def staff_only(view):
    """Let staff in, ask anonymous visitors to sign in; 404 otherwise."""
    return admit(view, lambda user: user.is_staff)


@staff_only
@require_safe
def start(request):
    """What waits for the user, most urgent first, in which roles they work, and what comes in."""
    own = Konzept.objects.assigned_to(request.user, *Zustaendigkeit.Role.values)
    context = {
        "notices": notices_for(request.user),
        "roles": roles_of(request.user),
        "steps": steps_for(request.user),
        "numbers": lately(own),
        "verdicts": verdicts_of(request.user),
    }
    return render(request, "office/desk.html", context)
