"""Documents that are on their way, and the form of a new one."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from strategies.einlesungen import hand_in

from ..access import editors_only, einlesungen_of
from ..forms import UploadForm

# So many are listed, the newest first.
SHOWN = 30


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """What was handed in lately; a POST hands in a document."""
    if request.method != "POST":
        asked = {"target": request.GET.get("konzept", "")}
        return _render(request, UploadForm(user=request.user, initial=asked))
    form = UploadForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return _render(request, form, status=422)
    row = hand_in(
        form.cleaned_data["document"],
        by=request.user,
        konzept=form.konzept,
        title=form.cleaned_data.get("title", ""),
    )
    return redirect("importing:desk", row.pk)


def _render(request, form, status=200):
    rows = einlesungen_of(request.user).defer("decisions", "steps")
    context = {"form": form, "rows": list(rows[:SHOWN])}
    return render(request, "office/importing/start.html", context, status=status)
