"""Pages for those who have signed in, and for some of them only."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache


def signed_in(view):
    """As Django's ``login_required``; who sent a form is told that it has to be sent again."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            messages.warning(
                request,
                _(
                    "Sie waren nicht mehr angemeldet. Was Sie eben abgeschickt haben, ist noch "
                    "nicht geschehen; bitte tun Sie es nach dem Anmelden noch einmal."
                ),
            )
        return redirect_to_login(request.get_full_path())

    return guarded


def admit(view, is_allowed):
    """Let in whom ``is_allowed`` says; ask anonymous visitors to sign in; 404 otherwise.

    Whoever administers everything gets in on the first day, when there is no Konzept yet.
    """

    @never_cache
    @signed_in
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not (request.user.is_superuser or is_allowed(request.user)):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
