from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.own import load_own, load_own_page
from evaluation.readings import decided_of, outcomes_of
from keyset import key_in
from progress.readings import attach

from ..following import count_followed


@never_cache
@require_safe
@login_required
def mine(request):
    """The first page of one's own account: what was decided of what one wrote, then the rest."""
    decided_pks = decided_of(request.user)
    page = load_own_page(
        request.user, after=key_in(request.GET.get("nach", "")), without=decided_pks
    )
    decided = load_own(request.user, decided_pks) if page.is_first else []
    outcomes = outcomes_of([own.kommentar for own in [*decided, *page.rows]])
    attach(outcome.ergebnis for each in outcomes.values() for outcome in each)
    context = {
        "page": page,
        "decided": decided,
        "outcomes": outcomes,
        "comment_count": request.user.kommentare.count(),
        "follow_count": count_followed(request.user),
    }
    return render(request, "konto/comments.html", context)
