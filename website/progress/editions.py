"""The Umsetzungsberichte: what each froze, and the document its hash is of."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from municipality.current import current
from municipality.documents import machine_readable
from pagecache.decorators import public_page
from progress.editions import OPEN_STATES
from progress.exports.report import report
from progress.models import Umsetzungsbericht

from ..files import document_response, kept_document

PAGE_SIZE = 200


def _edition(konzept, number):
    rows = Umsetzungsbericht.objects.published().select_related("konzept")
    return get_object_or_404(rows, konzept__slug=konzept, number=number)


@require_safe
@public_page
def bericht(request, konzept, number):
    """The rows of one edition as they were frozen."""
    row = _edition(konzept, number)
    zeilen = row.zeilen.select_related("stand", "vorhaben__konzept").order_by("pk")
    page = Paginator(zeilen, PAGE_SIZE).get_page(request.GET.get("seite"))
    page.object_list = list(page.object_list)
    context = {"bericht": row, "konzept": row.konzept, "page": page, "open_states": OPEN_STATES}
    return render(request, "progress/bericht.html", context)


@require_safe
@machine_readable
def document(request, konzept, number):
    """The very bytes the hash is of."""
    row = _edition(konzept, number)
    name = f"umsetzungsbericht-{row.konzept.slug}-{row.number}.json"
    return HttpResponse(
        row.document.encode(),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
@machine_readable
def paper(request, konzept, number, format):
    """The same as a table for the council, with what changed since the edition before."""
    row = _edition(konzept, number)
    key = f"umsetzungsbericht-{row.pk}-{row.sha256}-{current().shown_name}"
    content = kept_document(key, format, lambda: report(row))
    return document_response(content, format, f"umsetzungsbericht-{row.konzept.slug}-{row.number}")
