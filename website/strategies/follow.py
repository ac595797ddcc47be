"""Following a Strategie or a Baustein: the two addresses behind the buttons."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.protection.csrf import anonymous_form
from accounts.sign_in import intentions
from accounts.sign_in.redirects import keep_typed, own_address
from strategies.models import Abonnement, Baustein, Strategie


@anonymous_form
@require_POST
def follow_strategie(request, pk):
    return _change(request, "strategie", pk)


@anonymous_form
@require_POST
def follow_baustein(request, pk):
    return _change(request, "baustein", pk)


def _rows(user, kind):
    if kind == "strategie":
        return Strategie.objects.visible_to(user).select_related("konzept")
    return Baustein.objects.visible_to(user).select_related("strategie__konzept")


def _change(request, kind, pk):
    """Follow or unfollow, whichever the button says; twice is the same as once."""
    row = get_object_or_404(_rows(request.user, kind), pk=pk)
    is_wanted = request.POST.get("action") != "unfollow"
    address = row.get_absolute_url()
    page = f"{address}#folgen"
    if not request.user.is_authenticated:
        about = {"kind_of_row": kind, "pk": pk, "is_wanted": is_wanted}
        intentions.remember(request, "follow", f"{kind} {pk}", **about)
        if response := keep_typed(request, address, "folgen", sign_in=True):
            return response
        messages.info(request, _("Melden Sie sich bitte an; danach ist es gleich erledigt."))
        return intentions.sign_in_first(page)
    _set(request, kind, row, is_wanted=is_wanted)
    if response := keep_typed(request, address, "folgen"):
        return response
    return HttpResponseRedirect(own_address(request, request.POST.get("next", "")) or page)


def _set(request, kind, row, *, is_wanted):
    target = {"user": request.user, kind: row}
    if is_wanted:
        Abonnement.objects.get_or_create(**target)
        messages.success(request, _("Sie folgen jetzt: %(what)s") % {"what": row})
    else:
        Abonnement.objects.filter(**target).delete()
        messages.success(request, _("Sie folgen nicht mehr: %(what)s") % {"what": row})


def carry_out(request, kind_of_row, pk, is_wanted):
    """Follow or unfollow as somebody wanted to before they had signed in."""
    row = _rows(request.user, kind_of_row).filter(pk=pk).first()
    if row is None:
        messages.error(request, _("Dieser Inhalt ist nicht mehr veröffentlicht."))
        return None
    _set(request, kind_of_row, row, is_wanted=is_wanted)
    return f"{row.get_absolute_url()}#folgen"
