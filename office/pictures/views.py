"""Pictures at the head of pages: which there are, and the form of one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from strategies.documents.uploads import find_upload, remove_upload
from strategies.models import Baustein, Publikationsstatus, Strategie
from strategies.titelbilder import put_picture, read_title_picture, remove_picture, titelbild_of

from .access import edited_konzepte, editors_only, kind_of, konzept_of, row_for
from .forms import PictureForm


@editors_only
@require_safe
def start(request):
    """The Konzepte somebody edits, and everything in them, with and without a picture."""
    bausteine = Baustein.objects.goals().exclude(status=Publikationsstatus.ARCHIVED)
    strategien = Strategie.objects.exclude(status=Publikationsstatus.ARCHIVED)
    konzepte = (
        edited_konzepte(request.user)
        .exclude(status=Publikationsstatus.ARCHIVED)
        .select_related("titelbild")
        .prefetch_related(
            Prefetch(
                "strategien", strategien.select_related("titelbild").order_by("position", "pk")
            ),
            Prefetch(
                "strategien__bausteine",
                bausteine.select_related("titelbild").order_by("position", "pk"),
            ),
        )
    )
    return render(request, "office/pictures/start.html", {"konzepte": list(konzepte)})


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def picture(request, kind, pk):
    """Show the form of a picture; a POST shows a preview, saves or removes it."""
    row = row_for(request.user, kind, pk)
    if request.method != "POST":
        return _render(request, row, _form(request, row))
    with transaction.atomic():
        if "entfernen" in request.POST:
            return _remove(request, row)
        return _save(request, row)


def _save(request, row):
    form = _form(request, row, request.POST, request.FILES)
    if not form.is_valid():
        return _render(request, row, form, status=422)
    if "vorschau" in request.POST:
        return _render(request, row, form, previewed=True)
    put_picture(row, words=form.words(), renditions=form.renditions, by=request.user)
    kept = {"konzept": konzept_of(row), "user": request.user}
    transaction.on_commit(lambda: remove_upload(form.upload_token, **kept))
    messages.success(request, _("Das Bild ist gespeichert und steht oben auf der Seite."))
    return redirect("pictures:picture", kind_of(row), row.pk)


def _remove(request, row):
    """Remove the picture that the page showed, and no other one."""
    list(type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk))
    stored = titelbild_of(row)
    if stored and stored.key != request.POST.get("picture"):
        messages.warning(
            request,
            _("Nicht entfernt: Inzwischen hat jemand anderes ein anderes Bild gespeichert."),
        )
    else:
        remove_picture(row, by=request.user)
        messages.success(request, _("Das Bild ist entfernt."))
    return redirect("pictures:picture", kind_of(row), row.pk)


@editors_only
@require_safe
def preview(request, konzept, token):
    """A picture that was sent and is not saved yet, to who sent it."""
    row = get_object_or_404(edited_konzepte(request.user), pk=konzept)
    data = find_upload(token, konzept=row, user=request.user)
    if data is None:
        raise Http404
    try:
        renditions = read_title_picture(ContentFile(data))
    except ValidationError as error:
        raise Http404 from error
    return HttpResponse(renditions[len(renditions) // 2].data, content_type="image/webp")


def _form(request, row, *data):
    return PictureForm(*data, row=row, konzept=konzept_of(row), user=request.user)


def _render(request, row, form, *, status=200, previewed=False):
    context = {
        "row": row,
        "konzept": konzept_of(row),
        "form": form,
        # As it is stored by now, whatever the page was opened with.
        "stored": titelbild_of(row),
        "previewed": previewed,
    }
    return render(request, "office/pictures/picture.html", context, status=status)
