"""Public data of a Strategie: the page that explains them, and the downloads."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from evaluation.exports import FORMATS, Export, Public
from evaluation.exports.columns import concern_columns, contribution_columns
from evaluation.exports.size import sizes
from evaluation.exports.synopse import is_changed
from evaluation.licence import licence
from evaluation.models import Auswertung
from pagecache.decorators import public_page
from strategies.documents.writing.text import agreed_at, public_strategien
from strategies.models import Strategie


def public_strategie(konzept, strategie):
    """The Strategie, if everybody may read it: the same file for whoever asks."""
    return get_object_or_404(
        Strategie.objects.visible_to(AnonymousUser()).select_related("konzept"),
        konzept__slug=konzept,
        slug=strategie,
    )


@require_safe
@public_page
def data(request, konzept, strategie):
    scope = Public(public_strategie(konzept, strategie))
    reports = Auswertung.objects.published().filter(kommentierphase__strategie=scope.strategie)
    context = {
        "strategie": scope.strategie,
        "sizes": sizes(scope),
        "reports": list(reports.with_strategie().order_by("-kommentierphase__ends_at")),
        "has_text": agreed_at(public_strategien(pk=scope.strategie.pk)) is not None,
        "has_changes": is_changed(pk=scope.strategie.pk),
        "licence": licence(),
        "contribution_columns": contribution_columns(internal=False),
        "concern_columns": concern_columns(internal=False),
    }
    return render(request, "evaluation/daten.html", context)


@require_safe
def download(request, konzept, strategie, name, format):
    scope = Public(public_strategie(konzept, strategie))
    if name not in Export.NAMES or format not in FORMATS:
        raise Http404
    return Export(scope, name, format).response()
