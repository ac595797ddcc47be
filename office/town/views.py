"""How the municipality appears: name, logo, colour, contact. It stands on every page."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from municipality.access import admit
from municipality.current import refresh
from municipality.forms import KommuneForm
from municipality.models import Kommune


def administrators_only(view):
    return admit(view, lambda user: user.is_superuser)


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def kommune(request):
    row = Kommune.objects.first() or Kommune()
    is_new = row.pk is None
    if request.method != "POST":
        return render(request, "office/town.html", {"form": KommuneForm(instance=row)})
    form = KommuneForm(request.POST, request.FILES, instance=row)
    if not form.is_valid():
        return render(request, "office/town.html", {"form": form}, status=422)
    _save(form)
    form.log(request.user, ADDITION if is_new else CHANGE)
    messages.success(request, _("Gespeichert. So steht es jetzt auf allen Seiten."))
    return redirect("town:kommune")


def _save(form):
    before = form.initial.get("logo")
    row = form.save()
    if before and "logo" in form.changed_data and before.name != row.logo.name:
        transaction.on_commit(lambda: before.storage.delete(before.name))
    transaction.on_commit(refresh)
