"""Numbers for those who do the work; no names, and nothing of single people."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comments.access import moderators_only

from ..numbers import oldest_of, weeks_of


@moderators_only
@require_safe
def numbers(request):
    now = timezone.now()
    context = {"weeks": weeks_of(request.user, now), "oldest": oldest_of(request.user, now)}
    return render(request, "moderation/zahlen.html", context)
