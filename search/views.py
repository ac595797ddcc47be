from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_safe

from fulltext.excerpts import excerpt
from fulltext.folding import without_unseen
from fulltext.words import MAX_LENGTH, MAX_WORDS, split, words_in
from pagecache.decorators import public_page

from .kinds import KINDS, SearchKind

# Hits of each kind on the page of all kinds, and on a page of one kind.
FEW, PAGE_SIZE = 4, 20


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
    query = _typed(request)
    words = words_in(query)
    chosen = KINDS.get(request.GET.get("art", ""))
    before = request.GET.get("vor", "")
    before = int(before) if chosen and before.isascii() and before.isdecimal() else None
    kinds = [chosen] if chosen else KINDS.values()
    found = [_hits(request.user, kind, query, before, bool(chosen)) for kind in kinds if words]
    context = {
        "query": query,
        "is_asked": bool(words),
        "most": MAX_WORDS if len(split(query)) > MAX_WORDS else None,
        "kinds": KINDS.values(),
        "chosen": chosen,
        "before": before,
        "found": [hits for hits in found if hits.rows],
    }
    return render(request, "search/search.html", context)


def _typed(request):
    # No database takes a NUL, and no page shows one.
    text = without_unseen(request.GET.get("q", "").replace("\x00", " "))
    return " ".join(text.split())[:MAX_LENGTH]


def _hits(user, kind, query, before, is_chosen):
    size = PAGE_SIZE if is_chosen else FEW
    rows = kind.find(user, query).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=min(before, 2**62))
    rows = list(rows[: size + 1])
    next_key = rows[size - 1].pk if len(rows) > size else None
    words = words_in(query)
    for row in rows[:size]:
        row.excerpt_html = excerpt(kind.text_of(row), words)
    return Hits(kind, rows[:size], next_key)
