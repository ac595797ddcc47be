"""The report of a published result as a Word document."""

import hashlib

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from evaluation.exports.synopse import synopse as manuscript
from evaluation.exports.word import report as word_report
from evaluation.models import Ausgabe, Auswertung
from municipality.current import current
from municipality.documents import machine_readable
from strategies.models import Baustein

from ..files import document_response, kept_document
from .data import public_strategie

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Making it costs seconds; what it says of an edition stays the same.
KEPT_SECONDS = 60 * 60


@require_safe
@machine_readable
def report(request, konzept, strategie, pk):
    """That of the newest edition."""
    return _respond(_editions(konzept, strategie, pk).first())


@require_safe
@machine_readable
def ausgabe_report(request, konzept, strategie, pk, number):
    return _respond(_editions(konzept, strategie, pk).filter(number=number).first())


@require_safe
@machine_readable
def synopse(request, konzept, strategie, pk, number, format):
    """Old beside new of what an edition changed."""
    ausgabe = _editions(konzept, strategie, pk).filter(number=number).first()
    if ausgabe is None:
        raise Http404
    row = ausgabe.auswertung.strategie
    content = kept_document(f"synopse-{_key(ausgabe)}", format, lambda: manuscript(ausgabe))
    name = f"synopse-{row.konzept.slug}-{row.slug}-{ausgabe.number}"
    return document_response(content, format, name)


def _editions(konzept, strategie, pk):
    row = public_strategie(konzept, strategie)
    return (
        Ausgabe.objects.filter(auswertung=pk, auswertung__kommentierphase__strategie=row)
        .filter(auswertung__in=Auswertung.objects.published())
        .select_related("auswertung__kommentierphase__strategie__konzept")
        .order_by("-number")
    )


def _respond(ausgabe):
    if ausgabe is None:
        raise Http404
    content = cache.get_or_set(_key(ausgabe), lambda: word_report(ausgabe), KEPT_SECONDS)
    strategie = ausgabe.auswertung.strategie
    name = f"auswertung-{strategie.konzept.slug}-{strategie.slug}-{ausgabe.number}.docx"
    return HttpResponse(
        content,
        content_type=MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _key(ausgabe):
    """Another one as soon as a text is taken out of public view, or anything is named otherwise."""
    konzept = ausgabe.auswertung.strategie.konzept_id
    public = Baustein.objects.published().filter(strategie__konzept=konzept).order_by("pk")
    names = list(public.values_list("pk", "title", "number"))
    state = f"{ausgabe.sha256}{current().shown_name}{names}"
    return f"report-{ausgabe.pk}-{hashlib.sha256(state.encode()).hexdigest()}"
