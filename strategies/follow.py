"""Following a Strategie or a Baustein: the two addresses behind the buttons."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.redirects import own_address

from .models import Abonnement, Baustein, Strategie


@require_POST
def follow_strategie(request, pk):
    rows = Strategie.objects.visible_to(request.user).select_related("konzept")
    return _change(request, strategie=get_object_or_404(rows, pk=pk))


@require_POST
def follow_baustein(request, pk):
    rows = Baustein.objects.visible_to(request.user).select_related("strategie__konzept")
    return _change(request, baustein=get_object_or_404(rows, pk=pk))


def _change(request, **target):
    """Follow or unfollow, whichever the button says; twice is the same as once."""
    [row] = target.values()
    page = f"{row.get_absolute_url()}#folgen"
    if not request.user.is_authenticated:
        return redirect_to_login(page, settings.LOGIN_URL)
    if request.POST.get("action") == "unfollow":
        Abonnement.objects.filter(user=request.user, **target).delete()
        messages.success(request, _("Sie folgen nicht mehr: %(what)s") % {"what": row})
    else:
        Abonnement.objects.get_or_create(user=request.user, **target)
        messages.success(request, _("Sie folgen jetzt: %(what)s") % {"what": row})
    return HttpResponseRedirect(own_address(request, request.POST.get("next", "")) or page)
