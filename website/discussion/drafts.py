"""From a comment written without an account to a published one.

The text is kept as an ``Entwurf`` on the server and its token in the session; then the pages
of ``website.account.signing_in`` ask for the e-mail address, the code, and of somebody new the
pseudonym. As soon as they have it, in the same request, the comment is submitted
(``comments.intentions``).
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.sign_in import intentions
from comments.intentions import (
    PUBLISHED_KEY,
    SESSION_KEY,
    newest_at_each_place,
    publish_all,
    publish_one,
    waiting_drafts,
)
from comments.models import Entwurf
from phases.rules import why_not_in

from ..account import signing_in as pages


def may_publish(user):
    """Whether what ``user`` writes can appear at once: they are known, and by a name they chose."""
    return user.is_authenticated and user.has_chosen_name


def ask_to_sign_in(request, entwurf):
    """Remember the draft and lead its author to where they sign in, or choose a name."""
    tokens = request.session.get(SESSION_KEY, [])
    request.session[SESSION_KEY] = [*(t for t in tokens if t != str(entwurf.pk)), str(entwurf.pk)]
    intentions.remember(request, "drafts", seconds=settings.SESSION_COOKIE_AGE)
    return _to_sign_in(request, entwurf.get_absolute_url())


def _to_sign_in(request, address):
    if request.user.is_authenticated:
        return intentions.sign_in_first(address, "account_name")
    return intentions.sign_in_first(address)


def sign_in(request):
    """The page that asks for the address, with the comment that waits for its author."""
    is_lost = intentions.is_lost(request)
    return pages.sign_in(
        request,
        entwuerfe=waiting_drafts(request),
        without_cookies=is_lost,
        lost_draft=_draft_of(request) if is_lost else None,
    )


def _draft_of(request):
    """The draft in the URL of who was led here to publish it, or None."""
    try:
        match = resolve(urlsplit(request.GET.get("next", "")).path)
    except (Resolver404, ValueError):
        return None
    if match.view_name != "comments:draft":
        return None
    return Entwurf.objects.filter(pk=match.kwargs["token"]).first()


def confirm_code(request):
    return pages.confirm_code(request, entwuerfe=waiting_drafts(request))


def name(request):
    return pages.name(request, entwuerfe=waiting_drafts(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request):
    """Several texts wait: their author chooses which of them become public."""
    if not may_publish(request.user):
        return _to_sign_in(request, reverse("comments:drafts"))
    waiting = waiting_drafts(request)
    if not waiting:
        return redirect("comments:mine")
    chosen = request.POST.getlist("entwurf")
    if request.method == "POST" and (chosen or "verwerfen" in request.POST):
        keep = [row for row in waiting if str(row.pk) in chosen and "verwerfen" not in request.POST]
        for row in waiting:
            if row not in keep:
                row.delete()
        if len(waiting) > len(keep):
            messages.info(request, _("Was Sie nicht gewählt haben, ist verworfen."))
        return redirect(publish_all(request, keep) or waiting[-1].baustein)
    refused = _("Bitte wählen Sie mindestens einen Text.") if request.method == "POST" else ""
    context = {"entwuerfe": waiting, "newest": newest_at_each_place(waiting), "refused": refused}
    return render(request, "comments/drafts.html", context, status=422 if refused else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request, token):
    """A kept text: publish it when signed in, sign in, or copy it when the phase is over."""
    published = request.session.get(PUBLISHED_KEY, {})
    if str(token) in published:
        return redirect(published[str(token)])
    entwurf = get_object_or_404(
        Entwurf.objects.select_related(
            "baustein__strategie__konzept", "baustein__fassung", "parent"
        ),
        pk=token,
    )
    if request.method == "POST":
        if may_publish(request.user):
            return redirect(publish_one(request, entwurf))
        return ask_to_sign_in(request, entwurf)
    context = {"entwurf": entwurf, "closed": why_not_in(entwurf.baustein, request.user)}
    return render(request, "comments/draft.html", context)
