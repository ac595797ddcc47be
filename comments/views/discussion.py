"""The page of a Baustein with its discussion, from the beginning or at one comment."""

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from accounts.csrf import anonymous_form
from accounts.redirects import KEEPS_TYPED
from pagecache.decorators import public_page
from pagecache.statements import statement

from ..forms import KommentarForm
from ..models import Kommentar
from .page import baustein_or_404, render_page
from .write import create, show_typed


@anonymous_form
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def baustein(request, konzept, strategie, kind, slug):
    row = baustein_or_404(request.user, konzept=konzept, strategie=strategie, kind=kind, slug=slug)
    if request.method == "POST" and KEEPS_TYPED in request.GET:
        return show_typed(request, row)
    if request.method == "POST":
        return create(request, row, KommentarForm(request.POST))
    return render_page(request, row)


@require_safe
@public_page
def kommentar(request, pk):
    """Permalink: the discussion from the thread on that this comment stands in."""
    rows = _shown(user=request.user, pk=pk)
    if not rows:
        raise Http404
    baustein = baustein_or_404(request.user, pk=rows[0].baustein_id)
    return render_page(request, baustein, highlight=rows[0])


@statement("pk")
def _shown(*, user, pk):
    return Kommentar.objects.shown_to(user).select_related("root").filter(pk=pk)
