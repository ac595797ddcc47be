"""The page of a Baustein with its discussion, from the beginning or at one comment."""

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.protection.csrf import anonymous_form
from accounts.sign_in.redirects import KEEPS_TYPED
from comments.forms import KommentarForm
from comments.models import Kommentar
from pagecache.decorators import public_page
from strategies.models import Baustein

from .page import bausteine_for, render_page
from .passages import QUOTES
from .write import create, gone, show_typed, written_about


@anonymous_form
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def baustein(request, konzept, strategie, kind, slug):
    place = {
        "strategie__konzept__slug": konzept,
        "strategie__slug": strategie,
        "kind": kind,
        "slug": slug,
    }
    if kind == Baustein.Kind.VORHABEN and request.method != "POST":
        row = get_object_or_404(bausteine_for(request.user), **place)
        # Who may see what is not public (any more) reads it here.
        return redirect(row) if row.is_public else render_page(request, row)
    return discussion_at(request, **place)


def discussion_at(request, **place):
    """Answer with the page of the Baustein at ``place``, lookups of it, or take what was sent."""
    if request.method == "POST" and not (KEEPS_TYPED in request.GET or QUOTES in request.POST):
        row = written_about(request.user).filter(**place).first()
        if row is None:
            return gone(request)
        return create(request, row, KommentarForm(request.POST, fassung=row.quotable))
    row = get_object_or_404(bausteine_for(request.user), **place)
    return show_typed(request, row) if request.method == "POST" else render_page(request, row)


@require_safe
@public_page
def kommentar(request, pk):
    """Permalink: the discussion from the thread on that this comment stands in."""
    row = get_object_or_404(Kommentar.objects.shown_to(request.user).select_related("root"), pk=pk)
    baustein = get_object_or_404(bausteine_for(request.user), pk=row.baustein_id)
    return render_page(request, baustein, highlight=row)
