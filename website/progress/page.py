"""The page of a Vorhaben, with what people say about it where a Kommentierphase lets them."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.protection.csrf import anonymous_form
from pagecache.decorators import public_page

from ..discussion.discussion import discussion_at
from ..discussion.write import gone
from .sheet import context_for, vorhaben_for


@anonymous_form
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def vorhaben(request, konzept, number):
    rows = vorhaben_for(request.user).select_related("discussed__strategie__konzept")
    row = rows.filter(konzept__slug=konzept, number=number).first()
    if row is None:
        return gone(request)
    if row.discussed and row.discussed.is_public:
        return discussion_at(request, pk=row.discussed_id)
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return render(request, "progress/vorhaben.html", context_for(row))
