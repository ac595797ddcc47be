"""Giving a comment to an Anliegen from its page in moderation."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from comments.access import moderators_only
from comments.actions import ActionRefused

from ...evaluation.lists import find_anliegen
from ..bundling import PREFIX, auswertung_of, bundle_url, carry_out, form_of
from ..dossier import comment_for
from ..place import Place
from ..typed import typed_on_comment
from .kommentar import next_url, noted, render_kommentar


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def bundle(request, pk):
    """Give it to an Anliegen, or to none; a script asks by GET for those that fit the words."""
    row = get_object_or_404(comment_for(request.user), pk=pk)
    auswertung = auswertung_of(row, request.user)
    if auswertung is None:
        raise Http404
    if request.method != "POST":
        return _found(request, row, auswertung)
    if shown := noted(request, row):
        return shown
    return _give(request, row, auswertung)


def _give(request, row, auswertung):
    pk = row.pk
    form = form_of(auswertung, bundle_url(Place.of(request), pk), data=request.POST)
    if "suchen" in request.POST:
        return render_kommentar(request, row)
    if not ("ohne" in request.POST or form.is_valid()):
        return render_kommentar(request, row, bundle_form=form, status=422)
    try:
        outcome = carry_out(row, auswertung, form, request.POST, by=request.user)
    except ActionRefused as refusal:
        row = get_object_or_404(comment_for(request.user), pk=pk)
        return render_kommentar(request, row, bundle_form=form, refused=str(refusal), status=409)
    outcome.typed = typed_on_comment(request.POST, besides=PREFIX)
    outcome.typed_for = pk
    outcome.remember(request)
    return HttpResponseRedirect(next_url(Place.of(request), pk, stay=bool(outcome.typed)))


def _found(request, row, auswertung):
    place = Place.of(request)
    if not request.htmx:
        return HttpResponseRedirect(place.comment_url(row.pk))
    words = request.GET.get(f"{PREFIX}-title", "")
    context = {
        "found": find_anliegen(auswertung, words),
        "asked": bool(words.strip()),
        "formaction": bundle_url(place, row.pk),
        "into_name": f"{PREFIX}-into",
    }
    return render(request, "auswertung/found.html", context)
