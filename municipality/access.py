"""Pages for whoever has signed in."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.utils.translation import gettext as _


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
