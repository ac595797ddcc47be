"""What is published and was wrong: a Berichtigung beside it, or a photo that has to go."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from progress import actions
from progress.models import Foto, Stand
from strategies.actions import ActionRefused

from .access import with_part, written_by
from .forms import CorrectionForm

_SAYS = CorrectionForm.Meta.fields


@with_part
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def correct(request, pk):
    """The form of a Berichtigung; what is in work already is seen first."""
    published = Stand.objects.published().filter(vorhaben__in=written_by(request.user))
    wrong = get_object_or_404(published, pk=pk)
    row = get_object_or_404(written_by(request.user), pk=wrong.vorhaben_id)
    if request.method != "POST" and row.staende.drafts().exists():
        messages.info(request, _("Zu diesem Vorhaben gibt es schon einen Entwurf."))
        return redirect("umsetzung:stand", row.pk)
    form = CorrectionForm(request.POST or None, instance=_begun(row, wrong))
    if request.method != "POST":
        return _render(request, wrong, form)
    if not form.is_valid():
        return _render(request, wrong, form, status=422)
    try:
        actions.correct(wrong, by=request.user, **form.said())
    except ActionRefused as refused:
        form.add_error(None, str(refused))
        return _render(request, wrong, form, status=409)
    messages.success(request, _("Gespeichert. Die Redaktion veröffentlicht die Berichtigung."))
    return redirect("umsetzung:start")


def _begun(row, wrong):
    """It becomes the newest Stand: so it begins with what holds now."""
    says = {name: getattr(row.stand, name) for name in _SAYS}
    return Stand(vorhaben=row, **says | {"text": wrong.text})


def _render(request, wrong, form, status=200):
    context = {"wrong": wrong, "vorhaben": form.instance.vorhaben, "form": form}
    return render(request, "office/progress/correction.html", context, status=status)


@with_part
@require_POST
def remove_photo(request, pk):
    """Take a photo away for good, also one that was public."""
    photos = Foto.objects.filter(stand__vorhaben__in=written_by(request.user))
    photo = get_object_or_404(photos.select_related("stand__vorhaben"), pk=pk)
    actions.remove_photo(photo, by=request.user)
    messages.success(request, _("Das Bild ist entfernt."))
    return redirect("umsetzung:stand", photo.stand.vorhaben_id)
