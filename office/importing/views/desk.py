"""The desk: what the document could become, part by part, and what somebody decides about it."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..access import editors_only, einlesung_for
from . import reading


@editors_only
@require_safe
def desk(request, pk):
    row = einlesung_for(request.user, pk)
    if not row.is_ready:
        return reading.show(request, row)
    return render(request, "office/importing/desk.html", {"einlesung": row})
