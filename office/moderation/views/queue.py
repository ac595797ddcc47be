"""The lists, and the page that explains the workplace."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comments.access import deciders_only, moderated_konzepte, moderates_anywhere, moderators_only
from comments.decisions import BULK, DECISIONS
from comments.decisions.forms import text_blocks_for
from comments.models import GemerkteListe

from ..outcome import pop_outcome
from ..person import load_person
from ..place import Place
from ..queue import ALL, COMPLAINTS, first_tab, load_cases, tabs_for
from ..similar import count_similar


@deciders_only
@require_safe
def start(request):
    """Lead to the first list in which something waits."""
    if not moderates_anywhere(request.user):
        return redirect("moderation:complaints")
    tab = first_tab(request.user)
    if tab == COMPLAINTS:
        return redirect("moderation:complaints")
    return redirect("moderation:queue", tab)


@moderators_only
@require_safe
def queue(request, tab):
    outcome = pop_outcome(request)
    return render_queue(request, Place.of(request, tab), outcome=outcome)


@moderators_only
@require_safe
def person(request, pk):
    """Everything of one person, with the selection that any list has."""
    place = Place.of(request, ALL)
    place.filters["person"] = str(pk)
    if not place.person:
        raise Http404
    return render_queue(request, place, outcome=pop_outcome(request))


def render_queue(request, place, *, outcome=None, form=None, chosen=(), refused="", status=200):
    """Render one page of a list.

    Args:
        outcome: of the last decision, to be told.
        form: of the decision on a selection, with what was typed.
        chosen: keys of the cases that stay selected.
        refused: why the decision on the selection was not made.
    """
    person = load_person(place.person, request.user) if place.person else None
    page = load_cases(place.filter.qs, user=request.user, after=place.after, now=timezone.now())
    if form is None:
        form = bulk_form(request.user, initial=outcome.typed_on(None) if outcome else None)
    context = {
        "place": place,
        "person": person,
        "similar": _similar(place, page),
        "page": page,
        "outcome": outcome,
        "form": form,
        # Who asks for similar ones means all of them, and can take out what does not belong.
        "chosen": tuple(chosen or [row.key for row in page.rows if place.similar_to]),
        **_of_every_list(place, page),
        "refused": refused,
    }
    template = "moderation/person.html" if person else "moderation/queue.html"
    return render(request, template, context, status=status)


def _of_every_list(place, page):
    return {
        "tabs": tabs_for(place.user),
        "filter": place.filter.loaded(),
        "kept_lists": list(GemerkteListe.objects.filter(user=place.user)),
        "next_url": page.next_key and place.page_url(page.next_key),
        "first_url": place.page_url(0),
        "bulk": BULK.values(),
        "decision": BULK["verbergen"],
        # Each stands there dozens of times and is translated once.
        "labels": {name: str(decision.label) for name, decision in DECISIONS.items()},
    }


def _similar(place, page):
    """Of each comment on a page: (how many others are similar, where they are listed)."""
    if place.similar_to or place.person:
        return {}
    counted = count_similar([case.kommentar for case in page.rows], place.filter.qs)
    return {pk: (number, place.similar_url(pk)) for pk, number in counted.items() if number}


def bulk_form(user, data=None, initial=None):
    """The one form of the selection that asks for something: hiding."""
    return BULK["verbergen"].form_class(
        data,
        text_blocks=text_blocks_for(moderated_konzepte(user)),
        initial=initial,
        auto_id="auswahl_%s",
    )


@deciders_only
@require_safe
def help_page(request):
    shortcuts = [decision for decision in DECISIONS.values() if decision.key]
    return render(request, "moderation/hilfe.html", {"shortcuts": shortcuts})
