"""Where each Baustein is."""

from django.db import transaction
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from strategies.models import Baustein, Lage, Publikationsstatus

from ..access import bausteine_of, editors_only, may_edit_ground
from ..forms import LageForm
from ..page import PlacePage

ARCHIVED = Publikationsstatus.ARCHIVED


@editors_only
@require_safe
def bausteine(request):
    """All Bausteine whose place the user can say, with what is said of them."""
    rows = (
        bausteine_of(request.user)
        .exclude(status=ARCHIVED)
        .exclude(strategie__status=ARCHIVED)
        .exclude(strategie__konzept__status=ARCHIVED)
        .select_related("strategie__konzept", "lage")
        .only("strategie__konzept__title", "strategie__title", "strategie__number", "kind",
              "number", "title", "lage__description")
        .order_by("strategie__konzept__title", "strategie__position", "strategie_id", "position",
                  "pk")
    )  # fmt: skip
    context = {"bausteine": list(rows), "edits_ground": may_edit_ground(request.user)}
    return render(request, "places/bausteine.html", context)


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def lage(request, pk):
    baustein = get_object_or_404(
        bausteine_of(request.user).select_related("strategie__konzept", "lage"), pk=pk
    )
    if request.method == "POST":
        # Two who say where it is for the first time make one row.
        Baustein.objects.select_for_update(no_key=True).get(pk=pk)
    row = Lage.objects.filter(baustein=baustein).first() or Lage()
    row.baustein = baustein
    page = PlacePage(
        request, LageForm, row, template="places/lage.html", back="places:bausteine",
        noted_at=baustein,
    )  # fmt: skip
    return page.answer(
        saved=_("Gespeichert. Die Skizze steht auf der Seite von „%(title)s“.")
        % {"title": baustein.title},
        removed=_("„%(title)s“ hat keinen Ort mehr.") % {"title": baustein.title},
    )
