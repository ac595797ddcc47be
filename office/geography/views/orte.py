"""Named places of a list or a file, all at once."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from municipality.geography.ground import refresh
from municipality.models import Ort

from ..access import ground_editors_only
from ..place_list import NewOrteForm


@ground_editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def orte(request):
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewOrteForm(*sent)
    if sent and form.is_valid():
        _add(request, form.rows)
        return redirect("places:ground")
    return render(request, "places/orte.html", {"form": form}, status=422 if form.errors else 200)


def _add(request, rows):
    """Add those that are not there yet; a name that is there keeps its place."""
    known = set(Ort.objects.values_list("name", flat=True))
    new = [row for row in rows if row.name not in known]
    # Somebody else may add the same in this moment: then it is there, which is what was wanted.
    Ort.objects.bulk_create(new, ignore_conflicts=True)
    stored = list(Ort.objects.filter(name__in=[row.name for row in new]))
    LogEntry.objects.log_actions(request.user.pk, stored, ADDITION, change_message=[{"added": {}}])
    transaction.on_commit(refresh)
    said = ngettext("%(n)d Ort ist hinzugekommen.", "%(n)d Orte sind hinzugekommen.", len(stored))
    words = [said % {"n": len(stored)}] if stored else []
    if len(rows) > len(new):
        words.append(_("Was es schon gab, ist geblieben, wie es war."))
    messages.success(request, " ".join(words))
