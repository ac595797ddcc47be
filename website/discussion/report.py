"""Anybody tells the moderators of a comment that breaks a rule (EU 2022/2065, Art. 16)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.protection import limits
from accounts.protection.csrf import anonymous_form
from comments import actions
from comments.forms import MeldungForm

from .page import kommentare_for


@anonymous_form
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    # Whoever had the page open when the comment was hidden gets the same answer.
    kommentar = get_object_or_404(kommentare_for(request.user).readable(), pk=pk)
    form = MeldungForm(request.POST or None, user=request.user)
    context = {"kommentar": kommentar, "form": form}
    if request.method != "POST":
        return render(request, "comments/report.html", context)
    if not form.is_valid():
        return render(request, "comments/report.html", context, status=422)
    try:
        limits.consume("report", request, address=form.cleaned_data.get("email", ""))
    except limits.TooMany as refusal:
        context["refused"] = str(refusal)
        return refusal.mark(render(request, "comments/report.html", context))
    # The page of the form gave a cookie with its token; it did not come back.
    keeps_cookies = request.COOKIES or "csrfmiddlewaretoken" not in request.POST
    _take(request, kommentar, form)
    if not keeps_cookies:
        # On the page after this one no thanks could be kept.
        return render(request, "comments/report.html", {"kommentar": kommentar, "form": None})
    return redirect(kommentar)


def _take(request, kommentar, form):
    _meldung, is_new = actions.report(
        kommentar,
        user=request.user if request.user.is_authenticated else None,
        reporter_key=_reporter_key(request),
        language=get_language(),
        **form.cleaned_data,
    )
    if is_new:
        messages.success(request, _("Danke. Die Moderation sieht sich den Beitrag an."))
    else:
        messages.info(
            request,
            _("Danke. Sie haben diesen Beitrag schon gemeldet; die Moderation weiß davon."),
        )


def _reporter_key(request):
    """Tell reporters apart without storing who they are: account, else session."""
    if request.user.is_authenticated:
        return f"user-{request.user.pk}"
    if not request.session.session_key:
        request.session.create()
    return salted_hmac(
        "comments.report", request.session.session_key, algorithm="sha256"
    ).hexdigest()
