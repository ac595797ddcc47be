"""All results of the town, the newest first, each with its figures in one sentence."""

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluation.figures import Figures
from evaluation.models import Ausgabe, Auswertung
from keyset import key_in, load_page
from pagecache.decorators import public_page

# The document of each is read for its figures.
PAGE_SIZE = 20


@require_safe
@public_page
def results(request):
    after = key_in(request.GET.get("nach", ""))
    rows = _newest_editions()
    if after:
        rows = rows.filter(pk__lt=after)
    page = load_page(rows.order_by("-pk"), size=PAGE_SIZE, after=after)
    if after and not page.rows:
        raise Http404
    context = {"page": page, "results": [(row, Figures.of(row)) for row in page.rows]}
    return render(request, "evaluation/results.html", context)


def _newest_editions():
    """The edition that holds of each published Auswertung."""
    newest = Ausgabe.objects.filter(auswertung=OuterRef("auswertung")).order_by("-number")
    return Ausgabe.objects.filter(
        auswertung__in=Auswertung.objects.published(), pk=Subquery(newest.values("pk")[:1])
    ).select_related("auswertung__kommentierphase__strategie__konzept")
