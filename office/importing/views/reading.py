"""A document that is being read: how far it is, stopping it, beginning again; its pictures."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategies import einlesungen
from strategies.einlesungen import EinlesungChanged

from ..access import editors_only, einlesung_for


def show(request, row):
    """The page of a document that is not read (yet)."""
    if request.htmx and not row.is_under_way:
        return done()
    context = {"einlesung": row, "stuck": einlesungen.is_stuck(row)}
    return render(request, "office/importing/reading.html", context)


def done():
    """The part of the page that asks how far it is becomes the next page."""
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def lost(request):
    """What was read is not there any more: somebody tidied up."""
    messages.error(
        request,
        _("Dieses Dokument liegt nicht mehr vor. Bitte laden Sie es noch einmal hoch."),
    )
    return redirect("importing:start")


@editors_only
@require_POST
def cancel(request, pk):
    row = einlesung_for(request.user, pk)
    try:
        einlesungen.cancel(row)
    except EinlesungChanged:
        messages.warning(request, _("Das Dokument war schon zu Ende gelesen."))
    else:
        messages.success(request, _("Abgebrochen. Es wurde nichts gespeichert."))
    return redirect(row)


@editors_only
@require_POST
def read_again(request, pk):
    row = einlesung_for(request.user, pk)
    try:
        einlesungen.read_again(row)
    except EinlesungChanged:
        messages.warning(request, _("Das Dokument wird schon gelesen, oder es ist gelesen."))
    return redirect(row)


@editors_only
@require_safe
def picture(request, pk, sha256):
    """A picture of the document, to those who decide about it."""
    row = einlesung_for(request.user, pk)
    try:
        file = row.open(sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    head = file.read(4)
    file.seek(0)
    kind = "image/png" if head == b"\x89PNG" else "image/jpeg"
    return FileResponse(file, content_type=kind)
