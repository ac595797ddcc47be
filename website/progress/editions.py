"""The Umsetzungsberichte: what each froze, and the document its hash is of."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from municipality.documents import machine_readable
from pagecache.decorators import public_page
from progress.models import State, Umsetzungsbericht

# Of which a month is told in which they will be finished.
_OPEN = (State.NOT_BEGUN, State.PREPARING, State.UNDERWAY)


def _edition(konzept, number):
    rows = Umsetzungsbericht.objects.published().select_related("konzept")
    return get_object_or_404(rows, konzept__slug=konzept, number=number)


@require_safe
@public_page
def bericht(request, konzept, number):
    """All rows of one edition as they were frozen."""
    row = _edition(konzept, number)
    zeilen = row.zeilen.select_related("stand", "vorhaben__konzept").order_by("pk")
    context = {"bericht": row, "konzept": row.konzept, "zeilen": list(zeilen), "open_states": _OPEN}
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
