"""Writing: a comment on a Baustein, a reply to a comment."""

from django.contrib import messages
from django.db.models import FETCH_RAISE
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from accounts.protection import limits
from accounts.protection.csrf import anonymous_form
from accounts.sign_in.redirects import why_kept
from comments import actions
from comments.actions import ActionRefused
from comments.forms import KommentarForm, ReplyForm
from comments.intentions import confirmation, waiting_like
from comments.models import Kommentar
from comments.thread_html import threads_html
from comments.threads import build_threads
from evaluation.readings import outcomes_of
from phases.rules import ParticipationClosed, why_not_in
from strategies.models import Baustein

from .drafts import ask_to_sign_in, may_publish
from .page import bausteine_for, render_page
from .passages import QUOTES


def written_about(user):
    """Bausteine that ``user`` may see, with what it takes to write about one."""
    return (
        Baustein.objects.visible_to(user)
        .select_related("strategie__konzept", "fassung")
        .defer("folded", "fassung__text", "fassung__folded")
        .fetch_mode(FETCH_RAISE)
    )


def create(request, baustein, form):
    """Take a new comment, or show the page again with what was typed.

    Args:
        baustein: from ``written_about``.
    """
    if not form.is_valid():
        return _again(request, baustein, form, status=422)
    try:
        return _take(request, baustein, form)
    except (ParticipationClosed, ActionRefused) as refusal:
        return _again(request, baustein, form, refused=str(refusal), status=409)
    except limits.TooMany as refusal:
        return refusal.mark(_again(request, baustein, form, refused=str(refusal)))


def _again(request, baustein, form, **how):
    shown = get_object_or_404(bausteine_for(request.user), pk=baustein.pk)
    return render_page(request, shown, form=form, **how)


def show_typed(request, baustein):
    """Show the page with the text that came along when a button of something else was pressed."""
    names = (
        "category",
        "text",
        "zitat",
        "ortsteil",
        "as_organisation",
        "idempotency_key",
        "opened",
    )
    typed = {name: request.POST[name] for name in names if name in request.POST}
    if QUOTES in request.POST:
        typed["zitat"] = request.POST[QUOTES]
    form = KommentarForm(fassung=baustein.quotable, initial=typed)
    return render_page(request, baustein, form=form, refused=why_kept(request))


def gone(request):
    """Give people back what they typed about something that is not there, or no longer.

    Raises:
        Http404: they typed nothing.
    """
    text = request.POST.get("text", "")
    if not text:
        raise Http404
    return render(request, "comments/gone.html", {"text": text}, status=404)


def _take(request, baustein, form, parent=None):
    """Submit the comment, or keep it and ask its author to sign in first."""
    content = {**form.cleaned_data, "baustein": baustein, "parent": parent}
    content["quote"] = quote = content.pop("zitat", None)
    if not may_publish(request.user):
        _refuse_when_closed(baustein, request.user)
        limits.consume("draft", request)
        actions.refuse_unanswerable(parent, baustein)
        place = {"baustein": baustein, "parent": parent, "text": content["text"], "quote": quote}
        entwurf = waiting_like(request, **place) or actions.keep_draft(**content)
        return ask_to_sign_in(request, entwurf)
    limits.consume("comment", request)
    kommentar = actions.submit(author=request.user, **content)
    if request.htmx and kommentar.parent_id:
        return _thread(request, kommentar, content["idempotency_key"])
    messages.success(request, confirmation(kommentar, content["idempotency_key"]))
    return redirect(kommentar)


def _refuse_when_closed(baustein, user):
    if sentence := why_not_in(baustein, user):
        raise ParticipationClosed(sentence)


@anonymous_form
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, pk):
    """The form for a reply, on a page of its own or, by htmx, below the comment."""
    if (parent := _parent(request, pk)) is None:
        return gone(request)
    # Several of these may stand on one page, each with ids of its own.
    form = ReplyForm(request.POST or None, auto_id=f"antwort-{parent.pk}-%s")
    context = {"baustein": parent.baustein, "parent": parent, "form": form, "refused": ""}
    if request.method != "POST":
        context["blocked"] = refusal_for(request.user, parent.baustein)
        return _reply_form(request, context)
    if not form.is_valid():
        return _reply_form(request, context, status=422)
    try:
        response = _take(request, parent.baustein, form, parent=parent)
    except (ParticipationClosed, ActionRefused) as refusal:
        return _reply_form(request, {**context, "refused": str(refusal)}, status=409)
    except limits.TooMany as refusal:
        return refusal.mark(_reply_form(request, {**context, "refused": str(refusal)}))
    if request.htmx and response.status_code == 302:
        return HttpResponseClientRedirect(response.url)
    return response


def refusal_for(user, baustein):
    """Why ``user`` need not even begin to write about a Baustein; empty if they may."""
    blocked = actions.blocked_sentence(user, baustein.strategie.konzept_id)
    return blocked or why_not_in(baustein, user)


def _parent(request, pk):
    # Hidden or withdrawn while somebody wrote: they get their text back, not a 404.
    kommentare = Kommentar.objects.readable() if request.POST else Kommentar.objects.published()
    rows = kommentare.filter(baustein__in=Baustein.objects.visible_to(request.user))
    related = ("author", "root", "baustein__strategie__konzept", "baustein__fassung")
    return rows.select_related(*related).filter(pk=pk).first()


def _reply_form(request, context, status=200):
    template = "comments/reply.html#form" if request.htmx else "comments/reply.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    # Into the place below the comment, which a further try needs again.
    return reswap(retarget(response, f"#antwort-{context['parent'].pk}"), "innerHTML")


def _thread(request, kommentar, key):
    """The whole thread of a new reply, for htmx to put in the place of the old one."""
    root = Kommentar.objects.select_related("author").get(pk=kommentar.root_id)
    thread = build_threads([root], request.user, kommentar.baustein)[0]
    html = threads_html(
        request,
        [thread],
        baustein=kommentar.baustein,
        can_write=True,
        outcomes=outcomes_of(thread.kommentare),
        phase=kommentar.kommentierphase,
        highlight=kommentar,
        said=confirmation(kommentar, key),
    )
    return HttpResponse(html)
