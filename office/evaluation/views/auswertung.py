"""One Auswertung: how far it is, and the Anliegen to work on."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluation import actions
from evaluation.access import auswertung_for, evaluators_only

from ...teamwork.marks import mark
from ..filters import WorkFilter
from ..forms import ManyForm, offices_of
from ..lists import key_of, load_work
from ..progress import by_office, progress_of


@evaluators_only
@require_safe
def auswertung(request, pk):
    return render_auswertung(request, auswertung_for(request.user, pk))


def render_auswertung(request, row, *, form=None, chosen=(), refused="", status=200):
    """Render the page of an Auswertung.

    Args:
        form: for many Anliegen at once, with what was typed.
        chosen: those that stay ticked, as the boxes have them.
        refused: why nothing was done with them.
    """
    today = timezone.localdate()
    filterset = WorkFilter(request.GET, queryset=row.anliegen.active(), auswertung=row)
    progress = progress_of([row], today)[row.pk]
    work = load_work(filterset.qs, after=key_of(request), order=filterset.order)
    mark(work.rows, "anliegen")
    context = {
        "auswertung": row,
        "may_export": actions.may_export(row, request.user),
        "progress": progress,
        "bars": progress.bars(row),
        "offices": by_office(row, today),
        "filter": filterset.loaded(),
        "work": work,
        "form": form or ManyForm(offices=offices_of(row.strategie.konzept)),
        "chosen": chosen,
        "refused": refused,
        "ausgabe": row.ausgaben.first(),
        "today": today,
    }
    return render(request, "auswertung/auswertung.html", context, status=status)
