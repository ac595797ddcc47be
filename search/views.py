from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_safe

from pagecache.decorators import public_page

from .engines import engine, excerpt_html
from .kinds import KINDS, SearchKind

# Hits of each kind on the page of all kinds, and on a page of one kind.
FEW, PAGE_SIZE = 4, 20
MAX_LENGTH = 100


@dataclass(frozen=True)
class Hits:
    """Some rows of one kind; ``next_key`` begins the next page, if there is one."""

    kind: SearchKind
    rows: list
    next_key: int | None


@require_safe
@public_page
def search(request):
    """Find words in what this visitor may read; newest first, a page at a time."""
    # No database takes a NUL, and no page shows one.
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:MAX_LENGTH]
    chosen = KINDS.get(request.GET.get("art", ""))
    before = request.GET.get("vor", "")
    before = int(before) if chosen and before.isascii() and before.isdecimal() else None
    kinds = [chosen] if chosen else KINDS.values()
    found = [_hits(request.user, kind, words, before, bool(chosen)) for kind in kinds if words]
    context = {
        "words": words,
        "kinds": KINDS.values(),
        "chosen": chosen,
        "before": before,
        "found": [hits for hits in found if hits.rows],
    }
    return render(request, "search/search.html", context)


def _hits(user, kind, words, before, is_chosen):
    size = PAGE_SIZE if is_chosen else FEW
    rows = engine().find(kind.rows(user), words, kind).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=min(before, 2**62))
    rows = list(rows[: size + 1])
    next_key = rows[size - 1].pk if len(rows) > size else None
    for row in rows:
        row.excerpt_html = excerpt_html(row, kind, words)
    return Hits(kind, rows[:size], next_key)
