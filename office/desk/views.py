"""The desk: the first page of everyone on the staff, with what waits for them."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.notices import notices_for
from comments.participation import lately
from municipality.access import admit
from office.evaluation.progress import verdicts_of
from operations.first_steps import steps_for
from strategies.models import Konzept, Zustaendigkeit

from .roles import roles_of
from .work import PhasesAhead, texts_in_work


def staff_only(view):
    """Let staff in, ask anonymous visitors to sign in; 404 otherwise."""
    return admit(view, lambda user: user.is_staff)


@staff_only
@require_safe
def start(request):
    """What waits for the user, most urgent first, in which roles they work, and what comes in."""
    user, now = request.user, timezone.now()
    own = Konzept.objects.assigned_to(user, *Zustaendigkeit.Role.values)
    numbers = lately(own)
    context = {
        "notices": notices_for(user),
        "roles": roles_of(user),
        # Where people have written lately, all of them are done.
        "steps": [] if numbers["total"] else steps_for(user),
        "phases": PhasesAhead(user, now),
        "texts": texts_in_work(user),
        "now": now,
        "numbers": numbers,
        "verdicts": verdicts_of(user),
    }
    return render(request, "office/desk.html", context)
