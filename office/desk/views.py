"""The desk: the first page of everyone on the staff, with what waits for them."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.notices import notices_for
from municipality.access import admit
from operations.first_steps import steps_for

from .roles import roles_of


def staff_only(view):
    """Let staff in, ask anonymous visitors to sign in; 404 otherwise."""
    return admit(view, lambda user: user.is_staff)


@staff_only
@require_safe
def start(request):
    """What waits for the user, most urgent first, and in which roles they work."""
    context = {
        "notices": notices_for(request.user),
        "roles": roles_of(request.user),
        "steps": steps_for(request.user),
    }
    return render(request, "office/desk.html", context)
