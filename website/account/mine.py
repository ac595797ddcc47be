from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.own import load_own_page
from evaluation.readings import outcomes_of
from keyset import key_in


@never_cache
@require_safe
@login_required
def mine(request):
    """The first page of one's own account: what one wrote, and what became of it."""
    page = load_own_page(request.user, after=key_in(request.GET.get("nach", "")))
    context = {
        "page": page,
        "outcomes": outcomes_of([own.kommentar for own in page.rows]),
        "comment_count": request.user.kommentare.count(),
        "follow_count": request.user.abonnements.count(),
    }
    return render(request, "konto/comments.html", context)
