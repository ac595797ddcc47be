from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mails import preferences as chosen
from mails.forms import PreferencesForm
from mails.models import DESK, DIGEST, Kind
from mails.tokens import ENDED, read_token
from municipality.access import signed_in

from ..following import followed_by

_COLLECTED = {
    DIGEST: gettext_lazy("Neuigkeiten, täglich gesammelt"),
    DESK: gettext_lazy("Was auf dem Schreibtisch wartet, täglich gesammelt"),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preferences(request):
    """Which mails somebody gets, how often, and what they follow."""
    form = PreferencesForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Gespeichert."))
        return redirect("mails:preferences")
    context = {"form": form, "abonnements": followed_by(request.user)}
    return render(request, "konto/mails.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """End one kind of mail for whoever got the link, without signing in (RFC 8058).

    Mail programs POST here without cookies, so there is no CSRF token: the signed
    address is the proof. A GET changes nothing, since mail scanners follow links.
    """
    found = read_token(token)
    if found and len(found) == 3:
        return _end(request, *found[1:])
    user = found and get_user_model().objects.filter(pk=found[0], is_active=True).first()
    if not user or (found[1] not in [*_COLLECTED, *Kind.values]):
        return render(request, "konto/unsubscribe_refused.html", status=404)
    kind = found[1]
    if request.method == "POST":
        chosen.unsubscribe(user, kind)
    context = {
        "what": _COLLECTED.get(kind) or Kind(kind).label,
        "done": request.method == "POST",
    }
    return render(request, "konto/unsubscribe.html", context)


def _end(request, kind, row):
    """The same for somebody without an account; what is gone already is done."""
    end = ENDED.get(kind)
    if end is None:
        return render(request, "konto/unsubscribe_refused.html", status=404)
    if request.method == "POST":
        end(row)
    context = {"done": request.method == "POST", "is_guest": True, "what": Kind(kind).label}
    return render(request, "konto/unsubscribe.html", context)
