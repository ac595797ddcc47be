"""The list of Ortsteile, of which people may choose theirs when they write."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.db import transaction
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from municipality.models import Ortsteil
from phases.models import Kommentierphase

from ..access import ortsteil_editors_only
from ..forms import NewOrtsteileForm, OrtsteilForm
from ..page import PlacePage


@ortsteil_editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def ortsteile(request):
    """All of them, and a form to add more."""
    form = NewOrtsteileForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _add(request, form.cleaned_data["names"])
        return redirect("places:ortsteile")
    context = {
        "form": form,
        "rows": list(Ortsteil.objects.annotate(comment_count=Count("kommentare"))),
        "is_asked": Kommentierphase.objects.filter(asks_ortsteil=True).exists(),
    }
    return render(request, "places/ortsteile.html", context, status=422 if form.errors else 200)


def _add(request, names):
    # Somebody else may add the same in this moment: then it is there, which is what was wanted.
    Ortsteil.objects.bulk_create([Ortsteil(name=name) for name in names], ignore_conflicts=True)
    rows = list(Ortsteil.objects.filter(name__in=names))
    LogEntry.objects.log_actions(request.user.pk, rows, ADDITION, change_message=[{"added": {}}])
    said = ngettext(
        "%(n)d Ortsteil ist hinzugekommen.", "%(n)d Ortsteile sind hinzugekommen.", len(rows)
    ) % {"n": len(rows)}
    messages.success(request, said if rows else _("Diese Ortsteile gibt es schon."))


@ortsteil_editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def ortsteil(request, pk):
    row = get_object_or_404(Ortsteil, pk=pk)
    page = PlacePage(
        request, OrtsteilForm, row, template="places/ortsteil.html", back="places:ortsteile",
        picks=False,
        in_use=_("Entfernen lässt sich dieser Ortsteil nicht: Beiträge nennen ihn. Umbenennen "
                 "können Sie ihn."),
    )  # fmt: skip
    return page.answer(
        saved=_("Gespeichert. Beiträge, die diesen Ortsteil nennen, tragen jetzt diesen Namen."),
        removed=_("Entfernt."),
    )
