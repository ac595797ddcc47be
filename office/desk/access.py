"""Access to the desk: staff only, for everyone else it does not exist."""

from functools import wraps

from django.http import Http404
from django.views.decorators.cache import never_cache

from municipality.access import signed_in


def staff_only(view):
    """Let staff in, ask anonymous visitors to sign in, answer 404 to everyone else."""

    @never_cache
    @signed_in
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
