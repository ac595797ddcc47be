"""The town's own words for parts of planning documents."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from strategies.models import Bezeichnung

from ..access import editors_only
from ..forms import WordForm


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def words(request):
    """The list; a POST adds a word or removes one."""
    if "entfernen" in request.POST:
        return _remove(request, request.POST["entfernen"])
    form = WordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        row = Bezeichnung.objects.create(**form.cleaned_data)
        LogEntry.objects.log_actions(request.user.pk, [row], ADDITION)
        messages.success(request, _("Das Wort gilt von jetzt an für jedes Dokument."))
        return redirect("importing:words")
    context = {"form": form, "rows": list(Bezeichnung.objects.all())}
    return render(
        request, "office/importing/words.html", context, status=422 if form.errors else 200
    )


def _remove(request, pk):
    known = pk.isascii() and pk.isdecimal() and len(pk) < 19
    row = get_object_or_404(Bezeichnung, pk=pk if known else 0)
    LogEntry.objects.log_actions(request.user.pk, [row], DELETION)
    row.delete()
    messages.success(request, _("Das Wort ist entfernt."))
    return redirect("importing:words")
