"""What is done to a comment that stands: edit, withdraw, vote."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.protection import limits
from accounts.protection.csrf import anonymous_form
from accounts.sign_in import intentions
from accounts.sign_in.redirects import is_typed, keep_typed, own_address, sign_in_sentence
from comments import actions
from comments.actions import ActionRefused
from comments.forms import EditForm, EditReplyForm, VoteForm
from comments.intentions import change_in_words
from comments.threads import Node, mark_own
from municipality.access import signed_in
from municipality.models import Ortsteil
from phases.rules import ParticipationClosed

from .page import kommentare_for
from .write import refusal_for


def _own(request, pk):
    rows = kommentare_for(request.user).select_related("fassung", "baustein__fassung")
    return get_object_or_404(rows.filter(author=request.user), pk=pk)


def _back_to(request, kommentar):
    """Where the visitor came from, if that is here; else the comment itself."""
    if response := _keep_typed(request, kommentar):
        return response
    if target := own_address(request, request.POST.get("next", "")):
        return HttpResponseRedirect(f"{target}#kommentar-{kommentar.pk}")
    return redirect(kommentar)


def _keep_typed(request, kommentar, **options):
    page, anchor = kommentar.baustein.get_absolute_url(), f"kommentar-{kommentar.pk}"
    return keep_typed(request, page, anchor, **options)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    kommentar = _own(request, pk)
    form_class = EditReplyForm if kommentar.parent_id else EditForm
    form = form_class(request.POST or None, kommentar=kommentar, ortsteile=_ortsteile(kommentar))
    context = {"kommentar": kommentar, "form": form, "refused": ""}
    if request.method != "POST":
        context["blocked"] = refusal_for(request.user, kommentar.baustein)
        return render(request, "comments/edit.html", context)
    if not form.is_valid():
        return render(request, "comments/edit.html", context, status=422)
    try:
        kommentar = actions.edit(kommentar, by=request.user, **form.wording())
    except (ParticipationClosed, ActionRefused) as refusal:
        return render(
            request, "comments/edit.html", {**context, "refused": str(refusal)}, status=409
        )
    messages.success(request, change_in_words(kommentar))
    return redirect(kommentar)


def _ortsteile(kommentar):
    """Those its author can choose from; what was stated can be taken back, asked for or not."""
    asked = kommentar.kommentierphase.asks_ortsteil and not kommentar.parent_id
    return list(Ortsteil.objects.all()) if asked or kommentar.ortsteil_id else []


def _sign_in_first(request):
    """Lead to the sign-in page; a text typed before the session ended is given back."""
    if text := request.POST.get("text"):
        return render(request, "comments/signed_out.html", {"text": text}, status=403)
    return redirect_to_login(request.get_full_path())


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    kommentar = _own(request, pk)
    if request.method != "POST":
        return render(request, "comments/withdraw.html", {"kommentar": kommentar})
    try:
        actions.withdraw(kommentar, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ihr Beitrag ist zurückgezogen."))
    return redirect(kommentar.baustein)


@anonymous_form
@require_POST
def vote(request, pk):
    kommentar = get_object_or_404(kommentare_for(request.user).published(), pk=pk)
    form = VoteForm(request.POST)
    if not request.user.is_authenticated:
        return _sign_in_to_vote(request, kommentar, form)
    try:
        if form.is_valid():
            limits.consume("vote", request)
            voted = actions.vote(kommentar, by=request.user, value=form.cleaned_data["value"])
            kommentar.up_count, kommentar.down_count = voted.up_count, voted.down_count
    except (ParticipationClosed, ActionRefused) as refusal:
        return _refused(request, kommentar, refusal)
    except limits.TooMany as refusal:
        if request.htmx:
            return refusal.mark(_refused(request, kommentar, refusal))
        if not is_typed(request):
            return refusal.response(request, back=kommentar.get_absolute_url())
        return _refused(request, kommentar, refusal)
    return _votes(request, kommentar) if request.htmx else _back_to(request, kommentar)


def _refused(request, kommentar, refusal):
    """Say why a vote does not count, at the comment: only its own page shows messages there."""
    if request.htmx:
        return _votes(request, kommentar, refused=str(refusal))
    messages.error(request, str(refusal))
    return _keep_typed(request, kommentar) or redirect(kommentar)


def _votes(request, kommentar, refused=""):
    node = Node(kommentar)
    mark_own([node], request.user)
    context = {"node": node, "vote_refused": refused, "can_write": not refused}
    return render(request, "comments/votes.html", context)


def _sign_in_to_vote(request, kommentar, form):
    """Lead to the sign-in page; the vote is counted as soon as they have signed in."""
    # Who has not signed in has no vote to take back.
    if form.is_valid() and (value := form.cleaned_data["value"]):
        intentions.remember(request, "vote", kommentar.pk, kommentar=kommentar.pk, value=value)
    if is_typed(request) and request.htmx:
        return _votes(request, kommentar, refused=sign_in_sentence())
    if response := _keep_typed(request, kommentar, sign_in=True):
        return response
    messages.info(
        request,
        _("Zum Bewerten melden Sie sich bitte an; danach zählt Ihre Bewertung gleich."),
    )
    response = intentions.sign_in_first(kommentar.get_absolute_url())
    return HttpResponseClientRedirect(response.url) if request.htmx else response
