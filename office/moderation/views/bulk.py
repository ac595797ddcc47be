"""One decision on a selection of comments: each is decided for itself."""

from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.access import moderators_only, own_comments
from comments.actions import ActionRefused
from comments.decisions import BULK
from keyset import is_key

from ..outcome import Outcome, several, undo_token
from ..place import Place
from ..typed import typed_on_list
from .queue import bulk_form, render_queue

MOST = 200


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def decide_many(request):
    place = Place.of(request)
    if request.method != "POST":
        return HttpResponseRedirect(place.list_url)
    keys = request.POST.getlist("auswahl")
    data = bulk_form(request.user, request.POST)
    again = {"place": place, "chosen": keys}
    if "einsetzen" in request.POST:
        return render_queue(
            request, **again, form=bulk_form(request.user, initial=data.filled_in())
        )
    return _decide_chosen(request, data, again)


def _decide_chosen(request, data, again):
    """Decide what was chosen, or show the list ``again`` and say what is missing."""
    decision = BULK.get(request.POST.get("entscheidung"))
    if decision is None:
        raise Http404
    form = data if decision is BULK["verbergen"] else decision.form_class(request.POST)
    rows = _chosen(request, again["chosen"])
    if not rows:
        refused = _("Bitte wählen Sie zuerst Beiträge aus.")
        form = bulk_form(request.user, initial=data.typed())
        return render_queue(request, **again, form=form, refused=refused, status=422)
    if not form.is_valid():
        return render_queue(request, **again, form=form, status=422)
    outcome = _decide_each(request, decision, rows, form)
    if decision is not BULK["verbergen"]:
        outcome.typed = typed_on_list(request.POST)
    outcome.remember(request)
    return HttpResponseRedirect(again["place"].list_url)


def _chosen(request, keys):
    """The selected comments with what was seen of each; 404 if one of them is none of theirs."""
    seen = {}
    for key in keys:
        pk, _dot, state = key.partition(".")
        if not is_key(pk):
            raise Http404
        seen[int(pk)] = state
    if len(seen) > MOST:
        raise Http404
    rows = own_comments(request.user).select_related("author").in_bulk(seen)
    if len(rows) != len(seen):
        raise Http404
    return [(rows[pk], seen[pk]) for pk in sorted(seen)]


def _decide_each(request, decision, rows, form):
    done, failures = [], []
    for row, seen in rows:
        try:
            taken = decision.take(row, by=request.user, seen=seen, **form.content())
        except ActionRefused as refusal:
            failures.append((row.pk, row.author_name, str(refusal)))
        else:
            done.append(taken)
    return Outcome(
        text=several(decision.participle, len(done), failures),
        failures=failures,
        undo=undo_token(request.user, decision, done),
        typed=form.typed() if failures else {},
    )
