"""The papers of a published result: the report for the council, and old beside new."""

import hashlib

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from evaluation.exports.abwaegung import published_table
from evaluation.exports.report import report as council_report
from evaluation.exports.synopse import changed_bausteine, whole_synopse
from evaluation.exports.synopse import synopse as changes_beside
from evaluation.models import Ausgabe, Auswertung, Ergebnis
from municipality.documents import machine_readable
from strategies.documents.writing.text import agreed_at, public_strategien, state_of
from strategies.models import Baustein, Konzept

from ..files import document_response, kept_document
from .data import public_strategie


@require_safe
@machine_readable
def report(request, konzept, strategie, pk, format):
    """That of the newest edition."""
    ausgabe = _editions(konzept, strategie, pk).first()
    return _respond("auswertung", council_report, ausgabe, format)


@require_safe
@machine_readable
def ausgabe_report(request, konzept, strategie, pk, number, format):
    ausgabe = _editions(konzept, strategie, pk).filter(number=number).first()
    return _respond("auswertung", council_report, ausgabe, format)


@require_safe
@machine_readable
def synopse(request, konzept, strategie, pk, number, format):
    """Old beside new of what an edition changed."""
    ausgabe = _editions(konzept, strategie, pk).filter(number=number).first()
    return _respond("synopse", changes_beside, ausgabe, format)


@require_safe
@machine_readable
def abwaegung(request, konzept, strategie, pk, number, format):
    """What was asked for, how it was weighed, what was decided."""
    ausgabe = _editions(konzept, strategie, pk).filter(number=number).first()
    return _respond("abwaegung", published_table, ausgabe, format)


@require_safe
@machine_readable
def konzept_synopse(request, slug, format):
    """Old beside new of all that changed in a Konzept."""
    row = get_object_or_404(Konzept.objects.published(), slug=slug)
    return _whole(row, public_strategien(konzept=row), row.title, row.slug, format)


@require_safe
@machine_readable
def strategie_synopse(request, konzept, slug, format):
    strategien = public_strategien(konzept__slug=konzept, slug=slug)
    row = get_object_or_404(strategien)
    return _whole(row.konzept, strategien, str(row), f"{row.konzept.slug}-{row.slug}", format)


def _whole(konzept, strategien, title, name, format):
    if not changed_bausteine(strategien).exists():
        raise Http404
    at = agreed_at(strategien)
    newest = Ergebnis.objects.current().filter(
        ausgabe__auswertung__kommentierphase__strategie__in=strategien
    )
    editions = sorted(set(newest.values_list("ausgabe", flat=True)))
    state = f"{title}{editions}{state_of(strategien)}"
    content = kept_document(
        f"synopse-{hashlib.sha256(state.encode()).hexdigest()}",
        format,
        lambda: whole_synopse(konzept, strategien, title=title, at=at),
    )
    return document_response(content, format, f"synopse-{name}")


def _editions(konzept, strategie, pk):
    row = public_strategie(konzept, strategie)
    return (
        Ausgabe.objects.filter(auswertung=pk, auswertung__kommentierphase__strategie=row)
        .filter(auswertung__in=Auswertung.objects.published())
        .select_related("auswertung__kommentierphase__strategie__konzept")
        .order_by("-number")
    )


def _respond(name, paper, ausgabe, format):
    """The paper of an edition.

    Args:
        name: what the file is called.
        paper: makes the Manuscript of an Ausgabe.
    """
    if ausgabe is None:
        raise Http404
    content = kept_document(f"{name}-{_state(ausgabe)}", format, lambda: paper(ausgabe))
    strategie = ausgabe.auswertung.strategie
    told = f"{name}-{strategie.konzept.slug}-{strategie.slug}-{ausgabe.number}"
    return document_response(content, format, told)


def _state(ausgabe):
    """Another one as soon as a text is taken out of public view, or anything is named otherwise."""
    konzept = ausgabe.auswertung.strategie.konzept_id
    public = Baustein.objects.published().filter(strategie__konzept=konzept).order_by("pk")
    names = list(public.values_list("pk", "title", "number"))
    state = f"{ausgabe.sha256}{names}"
    return f"{ausgabe.pk}-{hashlib.sha256(state.encode()).hexdigest()}"
