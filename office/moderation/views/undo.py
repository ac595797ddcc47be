"""Taking a decision back right after it was made."""

from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.access import moderators_only, own_comments
from comments.actions import ActionRefused
from keyset import key_in

from ...evaluation import undo as bundling_undo
from ..outcome import Outcome, read_undo, several
from ..place import Place
from ..typed import typed_on_comment, typed_on_list


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request):
    place = Place.of(request)
    if request.method != "POST":
        return HttpResponseRedirect(place.list_url)
    outcome = _take_back(request)
    here = _page_of_comment(request)
    outcome.typed = typed_on_comment(request.POST) if here else typed_on_list(request.POST)
    outcome.typed_for = here
    outcome.remember(request)
    # Back to what was typed meanwhile; without any, to what was undone.
    target = here if outcome.typed else outcome.pk
    return HttpResponseRedirect(place.comment_url(target) if target else place.list_url)


def _page_of_comment(request):
    """The comment on whose page the button stood; None on a list."""
    return key_in(request.POST.get("hier", "")) or None


def _take_back(request):
    token, _bar, bundled = request.POST.get("token", "").partition("|")
    if bundled:
        try:
            told, pk = bundling_undo.take_back(request, bundled)
        except ActionRefused as refusal:
            return Outcome(text=str(refusal), is_error=True)
        if not token:
            return Outcome(text=told, pk=pk)
    return _take_decision_back(request, token)


def _take_decision_back(request, token):
    allowed = read_undo(token, request.user)
    if allowed is None:
        return Outcome(
            text=_(
                "Rückgängig machen kann nur, wer entschieden hat, und nur zehn Minuten lang. Es "
                "wurde nichts geändert."
            ),
            is_error=True,
        )
    decision, signed = allowed
    done, failures = _take_each_back(request.user, decision, signed)
    is_single = len(signed) == 1
    text = several(_("rückgängig gemacht"), len(done), failures)
    return Outcome(
        text=_("Rückgängig gemacht.") if is_single and done else text,
        pk=signed[0][0] if is_single else None,
        failures=failures,
        is_error=not done,
    )


def _take_each_back(user, decision, signed):
    """The keys of those taken back; (key, author, why not) of those that were not."""
    rows = own_comments(user).select_related("author").in_bulk([row[0] for row in signed])
    done, failures = [], []
    for pk, seen, was in signed:
        row = rows.get(pk)
        if row is None:
            continue
        try:
            decision.take_back(row, by=user, seen=seen, was=was)
        except ActionRefused as refusal:
            failures.append((pk, row.author_name, str(refusal)))
        else:
            done.append(pk)
    return done, failures
