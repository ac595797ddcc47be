"""The page behind the link in the mail on a decision (EU 2022/2065, Art. 17 and 20).

Whoever holds the link is the person concerned: it also works signed out. Looking
at it changes nothing, so a mail scanner that opens every link does no harm.
"""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.protection import limits
from comments import actions
from comments.actions import ActionRefused
from comments.complaint_links import decision_for
from comments.forms import BeschwerdeForm

from ..private import behind_a_link


@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def complain(request, token):
    entscheidung = decision_for(token)
    if entscheidung is None:
        return _page(request, {"state": "invalid"}, status=404)
    beschwerde = getattr(entscheidung, "beschwerde", None)
    if beschwerde is None and timezone.now() > entscheidung.complaint_until:
        return _page(request, {"state": "late", "until": entscheidung.complaint_until}, status=410)
    context = {"entscheidung": entscheidung, "kommentar": entscheidung.kommentar}
    if beschwerde:
        context |= {"state": "filed", "beschwerde": beschwerde}
        return _page(request, context, status=409 if request.method == "POST" else 200)
    context |= {"state": "open", "form": BeschwerdeForm(request.POST or None)}
    if request.method == "POST":
        return _file(request, token, context)
    return _page(request, context)


def _file(request, token, context):
    form = context["form"]
    if not form.is_valid():
        return _page(request, context, status=422)
    try:
        limits.consume("complaint", request)
        actions.complain(context["entscheidung"], text=form.cleaned_data["text"])
    except limits.TooMany as refusal:
        return refusal.mark(_page(request, {**context, "refused": str(refusal)}))
    except ActionRefused as refusal:
        return _page(request, {**context, "refused": str(refusal)}, status=409)
    return redirect("comments:complain", token)


def _page(request, context, status=200):
    return render(request, "comments/complaint.html", context, status=status)
