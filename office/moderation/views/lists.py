"""Lists that a moderator keeps under a name, with their filters."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from comments.access import moderators_only
from comments.models import GemerkteListe

from ..forms import KeepListForm
from ..place import Place


@moderators_only
@require_POST
def keep_list(request):
    """Keep the list one is on; the same name again replaces what it stood for."""
    place, form = Place.of(request), KeepListForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["name"]))
    elif not place.filters_query or len(place.filters_query) > 500:
        messages.error(request, _("Bitte stellen Sie zuerst einen Filter ein."))
    elif not _keep(request.user, form.cleaned_data["name"], place):
        most = {"n": GemerkteListe.MOST}
        messages.error(request, _("Mehr als %(n)d Listen kann man sich nicht merken.") % most)
    return HttpResponseRedirect(place.first_url)


@transaction.atomic
def _keep(user, name, place):
    """Keep it, unless there are too many already; return whether it is kept."""
    # Two at once: the second waits here, and counts the first.
    User.objects.select_for_update(no_key=True).values_list("pk").get(pk=user.pk)
    own = GemerkteListe.objects.filter(user=user)
    if own.exclude(name=name).count() >= GemerkteListe.MOST:
        return False
    what = {"tab": place.tab, "query": place.filters_query}
    GemerkteListe.objects.update_or_create(user=user, name=name, defaults=what)
    return True


@moderators_only
@require_POST
def forget_list(request, pk):
    get_object_or_404(GemerkteListe, pk=pk, user=request.user).delete()
    return redirect("moderation:start")
