from django.http import JsonResponse
from django.views.decorators.http import require_safe

from municipality.documents import machine_readable
from pagecache.decorators import public_page

from ..exports.catalog import catalog as open_data


@require_safe
@public_page
@machine_readable
def catalog(request):
    """The catalogue of open data, for portals that harvest it."""
    return JsonResponse(
        open_data(), content_type="application/ld+json", json_dumps_params={"ensure_ascii": False}
    )
