"""The page of the town's template for Word, and a sample of what is written in it."""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from municipality.current import refresh
from municipality.models import Kommune
from strategies.documents.errors import DocumentError
from strategies.documents.writing import FORMATS, write
from strategies.documents.writing.word.template import missing_styles

from .access import editors_only
from .forms import TemplateForm
from .sample import sample_paper


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def template(request):
    """Show which template there is; a POST puts another in its place, or removes it."""
    kommune = Kommune.objects.select_for_update(no_key=True).first() or Kommune()
    if "entfernen" in request.POST:
        return _remove(request, kommune)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TemplateForm(*sent, kommune=kommune)
    if sent and form.is_valid():
        content = ContentFile(form.template.data, name=form.filename)
        return _saved(request, kommune, content, _("Die Vorlage ist gespeichert."))
    context = {"form": form, "kommune": kommune, "missing": _missing(kommune)}
    return render(
        request, "office/stationery/template.html", context, status=422 if form.errors else 200
    )


def _remove(request, kommune):
    """Remove the template that the page showed, and no other one."""
    if kommune.word_template.name != request.POST.get("stored", ""):
        messages.warning(
            request,
            _("Nicht entfernt: Inzwischen hat jemand anderes eine andere Vorlage gespeichert."),
        )
        return redirect("stationery:template")
    return _saved(request, kommune, "", _("Die Vorlage ist entfernt."))


def _saved(request, kommune, content, sentence):
    former = kommune.word_template.name
    kommune.word_template = content
    kommune.save()
    if former and former != kommune.word_template.name:
        storage = kommune.word_template.storage
        transaction.on_commit(lambda: storage.delete(former))
    transaction.on_commit(refresh)
    told = [{"changed": {"fields": [str(_("Word-Vorlage"))]}}]
    LogEntry.objects.log_actions(request.user.pk, [kommune], CHANGE, change_message=told)
    messages.success(request, sentence)
    return redirect("stationery:template")


def _missing(kommune):
    """The styles that the stored template lacks; None where it cannot be read."""
    if not kommune.word_template:
        return []
    try:
        with kommune.word_template.open("rb") as file:
            return missing_styles(file.read())
    except (OSError, DocumentError):
        return None


@editors_only
@require_safe
def sample(request):
    """A paper with all that papers have, on the stationery of the town."""
    return HttpResponse(
        write(sample_paper(), "docx"),
        content_type=FORMATS["docx"].MEDIA_TYPE,
        headers={"Content-Disposition": 'attachment; filename="muster.docx"'},
    )
