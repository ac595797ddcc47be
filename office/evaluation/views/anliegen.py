"""One Anliegen: what it says, what it is made of, and each step with it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from evaluation.access import staff_of_offices_too

from ..dossier import anliegen_for, works_on_whole
from ..page import AnliegenPage
from ..steps import STEPS

# By the name of their button; any other one saves.
BUTTONS = {
    "einsetzen": AnliegenPage.fill_in,
    "auskunft": AnliegenPage.take_answer,
    "wie_suchen": AnliegenPage.look_for_precedents,
    "wie_anliegen": AnliegenPage.take_over,
}


@staff_of_offices_too
@require_http_methods(["GET", "HEAD", "POST"])
def anliegen(request, pk):
    """Show it; a POST saves what it says."""
    row = get_object_or_404(anliegen_for(request.user), pk=pk)
    page = AnliegenPage(request, row, has_words=request.method == "POST")
    if request.method != "POST":
        return redirect(row.merged_into) if row.merged_into else page.render()
    if shown := page.note():
        return shown
    pressed = next((act for name, act in BUTTONS.items() if name in request.POST), None)
    return (pressed or AnliegenPage.save)(page)


@staff_of_offices_too
@require_POST
def step(request, pk, name):
    """Save what was typed, and take the step whose button was pressed."""
    taken = STEPS.get(name)
    if taken is None:
        raise Http404
    row = get_object_or_404(anliegen_for(request.user), pk=pk)
    if not (taken.of_office or works_on_whole(request.user, row)):
        raise PermissionDenied
    page = AnliegenPage(request, row)
    return page.note() or page.take(taken)
