"""How the Umsetzung of a Konzept is told: its rhythm, its intro, who looks at bad news."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from progress import actions, rules
from progress.models import Umsetzung
from strategies.actions import ActionRefused

from .access import editors_only
from .forms import RulesForm


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def change(request, pk):
    konzept = get_object_or_404(rules.edited_konzepte(request.user), pk=pk)
    row = Umsetzung.objects.filter(konzept=konzept).first() or Umsetzung(konzept=konzept)
    form = RulesForm(request.POST or None, instance=row)
    if request.method != "POST":
        return _render(request, konzept, form)
    if not form.is_valid():
        return _render(request, konzept, form, status=422)
    try:
        actions.change_rules(konzept, by=request.user, **form.cleaned())
    except ActionRefused as refused:
        form.add_error(None, str(refused))
        return _render(request, konzept, form, status=422)
    messages.success(request, _("Gespeichert."))
    return redirect("umsetzung:start")


def _render(request, konzept, form, status=200):
    context = {"konzept": konzept, "form": form}
    return render(request, "office/progress/rules.html", context, status=status)
