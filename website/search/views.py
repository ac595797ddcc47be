from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_safe

from fulltext.excerpts import excerpt
from fulltext.folding import without_unseen
from fulltext.words import MAX_LENGTH, MAX_WORDS, split, words_in
from keyset import KeysetPage, key_in, load_page
from pagecache.decorators import public_page

from .kinds import KINDS, SearchKind

# Hits of each kind on the page of all kinds, and on a page of one kind.
FEW, PAGE_SIZE = 4, 20


@dataclass(frozen=True)
class Hits:
    """Some rows of one kind."""

    kind: SearchKind
    page: KeysetPage


@require_safe
@public_page
def search(request):
    """Find words in what this visitor may read; newest first, a page at a time."""
    query = _typed(request)
    words = words_in(query)
    chosen = KINDS.get(request.GET.get("art", ""))
    before = key_in(request.GET.get("vor", "")) if chosen else 0
    size = PAGE_SIZE if chosen else FEW
    offered = [kind for kind in KINDS.values() if kind.is_there]
    kinds = [chosen] if chosen else offered
    found = [_hits(request.user, kind, query, before, size) for kind in kinds if words]
    context = {
        "query": query,
        "is_asked": bool(words),
        "most": MAX_WORDS if len(split(query)) > MAX_WORDS else None,
        "kinds": offered,
        "chosen": chosen,
        "before": before,
        "found": [hits for hits in found if hits.page.rows],
    }
    return render(request, "search/search.html", context)


def _typed(request):
    # No database takes a NUL, and no page shows one.
    text = without_unseen(request.GET.get("q", "").replace("\x00", " "))
    return " ".join(text.split())[:MAX_LENGTH]


def _hits(user, kind, query, before, size):
    rows = kind.find(user, query).order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    page = load_page(rows, size=size, after=before)
    words = words_in(query)
    for row in page.rows:
        row.excerpt_html = excerpt(kind.text_of(row), words)
    return Hits(kind, page)
