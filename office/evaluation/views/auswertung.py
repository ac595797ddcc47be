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
    filterset = WorkFilter(request.GET, queryset=row.anliegen.active(), auswertung=row)
    work = load_work(filterset.qs, after=key_of(request), order=filterset.order)
    mark(work.rows, "anliegen")
    context = {
        **_state_of(row),
        "auswertung": row,
        "may_export": actions.may_export(row, request.user),
        "filter": filterset.loaded(),
        "work": work,
        "to_release": row.anliegen.to_release_by(request.user).count(),
        "form": form or ManyForm(offices=offices_of(row.strategie.konzept)),
        "chosen": chosen,
        "refused": refused,
    }
    return render(request, "auswertung/auswertung.html", context, status=status)


def _state_of(row):
    """How far it is, as a whole and in each office."""
    today = timezone.localdate()
    progress = progress_of([row], today)[row.pk]
    return {
        "today": today,
        "progress": progress,
        "bars": progress.bars(row),
        "offices": by_office(row, today),
        "ausgabe": row.ausgaben.first(),
    }
