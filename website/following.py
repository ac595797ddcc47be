"""Following a Strategie, a Baustein or a Vorhaben: the URLs behind the buttons."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.protection.csrf import anonymous_form
from accounts.sign_in import intentions
from accounts.sign_in.redirects import keep_typed, own_address
from progress.models import Vorhaben, Vorhabenabonnement
from strategies.models import Abonnement, Baustein, Strategie


@dataclass(frozen=True)
class Followed:
    """One kind of thing that can be followed.

    Attributes:
        model: where it is kept who follows one; has ``user`` and a column called like the kind.
        rows: given a user, those they may begin to follow.
    """

    model: type
    rows: Callable


_KINDS = {
    "strategie": Followed(
        Abonnement, lambda user: Strategie.objects.visible_to(user).select_related("konzept")
    ),
    "baustein": Followed(
        Abonnement,
        lambda user: Baustein.objects.visible_to(user).select_related("strategie__konzept"),
    ),
    # Of what is not public there is nothing to tell, to nobody.
    "vorhaben": Followed(
        Vorhabenabonnement, lambda user: Vorhaben.objects.published().select_related("konzept")
    ),
}


@anonymous_form
@require_POST
def follow_strategie(request, pk):
    return _change(request, "strategie", pk)


@anonymous_form
@require_POST
def follow_baustein(request, pk):
    return _change(request, "baustein", pk)


@anonymous_form
@require_POST
def follow_vorhaben(request, pk):
    return _change(request, "vorhaben", pk)


def _change(request, kind, pk):
    """Follow or unfollow, whichever the button says; twice is the same as once."""
    is_wanted = request.POST.get("action") != "unfollow"
    row = _row(request.user, kind, pk, is_wanted=is_wanted)
    if row is None:
        raise Http404
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


def _row(user, kind, pk, *, is_wanted):
    """What is followed from now on, or no longer; None where it is not there for ``user``.

    What one follows one may leave, whatever became of it since.
    """
    row = _KINDS[kind].rows(user).filter(pk=pk).first()
    if row or is_wanted or not user.is_authenticated:
        return row
    own = _KINDS[kind].model.objects.filter(user=user, **{kind: pk}).with_target().first()
    return own and own.target


def _set(request, kind, row, *, is_wanted):
    own = _KINDS[kind].model.objects
    target = {"user": request.user, kind: row}
    if is_wanted:
        own.get_or_create(**target)
        messages.success(request, _("Sie folgen jetzt: %(what)s") % {"what": row})
    else:
        own.filter(**target).delete()
        messages.success(request, _("Sie folgen nicht mehr: %(what)s") % {"what": row})


def carry_out(request, kind_of_row, pk, is_wanted):
    """Follow or unfollow as somebody wanted to before they had signed in."""
    row = _row(request.user, kind_of_row, pk, is_wanted=is_wanted)
    if row is None:
        messages.error(request, _("Dieser Inhalt ist nicht mehr veröffentlicht."))
        return None
    _set(request, kind_of_row, row, is_wanted=is_wanted)
    return f"{row.get_absolute_url()}#folgen"


def followed_by(user):
    """What somebody follows, of all kinds, the newest first; each has a ``target``."""
    rows = [*user.abonnements.with_target(), *user.vorhabenabonnements.with_target()]
    return sorted(rows, key=lambda row: row.created_at, reverse=True)


def count_followed(user):
    """How many things somebody follows."""
    return user.abonnements.count() + user.vorhabenabonnements.count()
