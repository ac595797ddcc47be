"""Where an office answers a question about one contribution: behind the link in its mail."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.protection import limits
from comments.actions import ActionRefused
from teamwork import answer_links, inquiries
from teamwork.answer_links import rueckfrage_for, state_of
from teamwork.forms import AuskunftForm

from ..private import behind_a_link

# Name of the button by which an office says that it is not responsible.
ELSEWHERE = "nicht_zustaendig"
_STATUS = {
    answer_links.INVALID: 404,
    answer_links.WITHDRAWN: 410,
    answer_links.LATE: 410,
    answer_links.GONE: 410,
}


@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    """The question with its contribution and the form; later, that it is answered."""
    rueckfrage = rueckfrage_for(token)
    if state_of(rueckfrage, timezone.localdate()) != answer_links.OPEN:
        return _closed(request, rueckfrage)
    if request.method != "POST":
        return _open(request, rueckfrage, AuskunftForm())
    form = AuskunftForm(request.POST, is_elsewhere=ELSEWHERE in request.POST)
    if not form.is_valid():
        return _open(request, rueckfrage, form, status=422)
    try:
        limits.consume("answer", request)
        inquiries.answer(rueckfrage, text=form.cleaned_data["text"], status=form.status)
    except limits.TooMany as refusal:
        return refusal.mark(_open(request, rueckfrage, form, refused=str(refusal)))
    except ActionRefused:
        return _closed(request, rueckfrage_for(token))
    return redirect("offices:answer", token)


def _open(request, rueckfrage, form, *, refused="", status=200):
    context = {"state": answer_links.OPEN, "form": form, "refused": refused}
    return _page(request, rueckfrage, context, status)


def _closed(request, rueckfrage):
    """Say why nothing can be answered (any more), with what was typed."""
    state = state_of(rueckfrage, timezone.localdate())
    status = 409 if request.method == "POST" else 200
    typed = request.POST.get("text", "")
    if rueckfrage and rueckfrage.answer == typed:
        typed = ""
    context = {"state": state, "typed": typed}
    return _page(request, rueckfrage, context, _STATUS.get(state, status))


def _page(request, rueckfrage, context, status):
    context |= {"rueckfrage": rueckfrage, "kommentar": rueckfrage and rueckfrage.kommentar}
    return render(request, "offices/answer.html", context, status=status)
