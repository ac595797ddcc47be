"""What the administration wrote to those who follow, for everybody to read."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from keyset import key_in, load_page
from pagecache.decorators import public_page
from strategies.models import Mitteilung

PAGE_SIZE = 20


@require_safe
@public_page
def mitteilungen(request):
    after = key_in(request.GET.get("nach", ""))
    rows = Mitteilung.objects.published().with_target().order_by("-pk")
    if after:
        rows = rows.filter(pk__lt=after)
    page = load_page(rows, size=PAGE_SIZE, after=after)
    return render(request, "strategies/mitteilungen.html", {"page": page})


@require_safe
@public_page
def mitteilung(request, pk):
    row = get_object_or_404(Mitteilung.objects.published().with_target(), pk=pk)
    return render(request, "strategies/mitteilung.html", {"mitteilung": row})
