"""Publishing, archiving, discarding: what the administration does, on a page that explains it."""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from strategies.actions import has_news
from strategies.admin import PUBLICATION_ACTIONS, Publish
from strategies.models import Baustein, Publikationsstatus
from strategies.models.baustein import KINDS
from strategies.withheld import drafts_in, withheld

from ..pictures.access import editors_only, konzept_of, row_for

# So many texts are named that would be public.
MOST_NAMED = 30


def row_to_publish(user, kind, pk):
    """A Konzept, Strategie or text that ``user`` may publish, or a 404; two things are needed."""
    row = row_for(user, kind, pk)
    name = row.kind if isinstance(row, Baustein) else row._meta.model_name
    if not user.has_perm(f"strategies.change_{name}"):
        raise Http404
    return row


def actions_for(row):
    """What can be done with a row now; what stands in its way, the page of the action says."""
    model = Baustein if isinstance(row, Baustein) else type(row)
    publish, *others = PUBLICATION_ACTIONS[model]
    if model is Baustein:
        row.has_draft = row.fassungen.drafts().exists()
    return [
        *([publish] if has_news(row) else []),
        *(each for each in others if each.is_offered_for(row)),
    ]


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def act(request, kind, pk, name):
    """Say what an action means and what is in its way; a POST does it."""
    row = row_to_publish(request.user, kind, pk)
    action = next((each for each in actions_for(row) if each.name == name), None)
    if action is None:
        raise Http404
    blockers = action.blockers(row)
    if request.method == "POST":
        try:
            action.perform(row, by=request.user)
        except action.refusals as refusal:
            blockers = [str(refusal)]
        else:
            return _done(request, action, row)
    context = _shown(action, row) | {"blockers": blockers}
    status = 409 if request.method == "POST" else 200
    return render(request, "texts/act.html", context, status=status)


def _shown(action, row):
    """What it is about, and what would follow."""
    fresh = _fresh(row) if isinstance(action, Publish) else []
    return {
        "row": row,
        "action": action,
        "konzept": konzept_of(row),
        "consequences": action.consequences([row]),
        "fresh": fresh[:MOST_NAMED],
        "more": max(len(fresh) - MOST_NAMED, 0),
        "back": address_of(row),
    }


def _fresh(row):
    """The drafts that would be public."""
    drafts = drafts_in(row)
    rows = drafts.exclude(pk__in=withheld(drafts)).select_related("baustein")
    rows = rows.defer("text", "html", "folded", "facts")
    return list(rows.order_by("baustein__strategie__position", "baustein__position", "pk"))


def _done(request, action, row):
    logged = KINDS[row.kind].objects.get(pk=row.pk) if isinstance(row, Baustein) else row
    LogEntry.objects.log_actions(
        request.user.pk, [logged], CHANGE, change_message=str(action.label)
    )
    messages.success(request, action.done % {"count": 1})
    return redirect(address_of(row))


def address_of(row):
    """Where somebody goes on: the page on which the row is written, or the list it is in."""
    if not isinstance(row, Baustein):
        return reverse(f"texts:{row._meta.model_name}", args=[row.pk])
    if row.status == Publikationsstatus.ARCHIVED:
        return f"{reverse('texts:start')}#strategie-{row.strategie_id}"
    return reverse("texts:text", args=[row.pk])
