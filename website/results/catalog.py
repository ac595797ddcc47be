from django.http import JsonResponse
from django.views.decorators.http import require_safe

from evaluation.exports.catalog import catalog as open_data
from evaluation.exports.verfahren import verfahren as all_of_them
from municipality.documents import for_everybody, machine_readable
from pagecache.decorators import public_page


@require_safe
@public_page
@machine_readable
def catalog(request):
    """The catalogue of open data, for portals that harvest it."""
    return JsonResponse(
        open_data(), content_type="application/ld+json", json_dumps_params={"ensure_ascii": False}
    )


@require_safe
@public_page
@for_everybody
@machine_readable
def verfahren(request):
    """What can be commented on and what came of it, for town sites and aggregators."""
    return JsonResponse(all_of_them(), json_dumps_params={"ensure_ascii": False})
