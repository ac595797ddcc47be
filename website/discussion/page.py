"""What a visitor sees of a Baustein: text, Kommentierphase, discussion.

A Vorhaben that is discussed has a page of its own around the discussion (``..progress.sheet``).
"""

from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db.models import FETCH_PEERS, FETCH_RAISE, Exists, OuterRef, Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from comments import actions
from comments.filters import KommentarFilter
from comments.forms import KommentarForm
from comments.models import Category, Kommentar
from comments.passages import find_quote
from comments.thread_html import threads_html
from comments.threads import load_page
from evaluation.readings import changes_of, outcomes_of, phases_of
from municipality.models import Ortsteil
from phases.rules import about, current_phase, why_not
from progress.readings import of_bausteine
from strategies.markdown import render as render_markdown
from strategies.models import Baustein, Leitprojekt
from strategies.places import sketch_of

from ..cards import cards
from ..progress import sheet
from .passages import quotable_html

# What is only searched of what stands around it.
_SEARCHED = ("strategie__folded", "strategie__konzept__folded")


def bausteine_for(user):
    """Bausteine that ``user`` may see, with everything their page shows."""
    return (
        Baustein.objects.visible_to(user)
        .with_follow(user)
        .select_related("strategie__konzept", "fassung", "leitprojekt", "lage", "titelbild")
        .defer("folded", "fassung__text", "fassung__folded", *_SEARCHED)
        .fetch_mode(FETCH_RAISE)
    )


def kommentare_for(user):
    """Comments on Bausteine that ``user`` may see, as far as their thread shows them."""
    return (
        Kommentar.objects.shown_to(user)
        .filter(baustein__in=Baustein.objects.visible_to(user))
        .select_related("author", "parent__author", "baustein__strategie__konzept")
    )


def render_page(request, baustein, *, form=None, highlight=None, refused="", status=200):
    """Render the page of a Baustein, or for htmx the part of it that was asked for.

    Args:
        baustein: from ``bausteine_for``.
        form: a comment form that could not be taken, with what was typed.
        highlight: the comment the visitor came for; the page begins with its thread.
        refused: the sentence that says why ``form`` could not be taken.
        status: of the response.
    """
    vorhaben = sheet.vorhaben_at(baustein, request.user) if baustein.is_vorhaben else None
    context = context_for(request, baustein, form=form, highlight=highlight)
    template = _template(request, highlight, "comments/baustein.html")
    if vorhaben:
        context |= {**sheet.context_for(vorhaben), "is_discussed": _is_discussed(context)}
        template = _template(request, highlight, "progress/vorhaben.html")
    response = render(request, template, {**context, "refused": refused}, status=status)
    # A browser that goes back must not show the part where it wants the page.
    patch_vary_headers(response, ["HX-Request"])
    return response


def _is_discussed(context):
    """Whether there is anything to be read or written at a Vorhaben, now or later."""
    phase, baustein = context["phase"], context["baustein"]
    is_over = phase is None or phase.state_at(context["now"]) == phase.State.OVER
    return bool(not is_over or context["form"] or baustein.comment_count or context["page"].threads)


def context_for(request, baustein, *, form=None, highlight=None):
    """Everything the page of a Baustein shows; the arguments are those of ``render_page``."""
    user = request.user
    phase_context = _phase_context(baustein, user)
    return {
        "baustein": baustein,
        "baustein_url": baustein.get_absolute_url(),
        "card": cards.named(
            cards.of_baustein(baustein, phase_context["phase"], phase_context["now"])
        ),
        "strategie": baustein.strategie,
        "sketch": sketch_of(baustein),
        "html": _text_of(baustein, phase_context["can_write"]),
        "highlight": highlight,
        "change": changes_of([baustein], phase_context["phases"]).get(baustein.pk),
        **_around_context(baustein, user),
        **_form_context(request, baustein, form, phase_context),
        **phase_context,
        **_discussion_context(request, baustein, highlight, phase_context),
    }


def _around_context(baustein, user):
    siblings, whole, related = _bausteine_around(baustein, user)
    before, after = _neighbours(siblings, baustein)
    return {
        "siblings": siblings,
        "whole": whole,
        "before": before,
        "after": after,
        "related": related,
        "carried_out": of_bausteine([baustein, *_supporting(baustein, related)]),
    }


def _supporting(baustein, related):
    """The Leitprojekte among what is linked with a Baustein: what becomes of them is its own."""
    return [] if baustein.kind == Baustein.Kind.LEITPROJEKT else related


def _form_context(request, baustein, form, phase_context):
    """The form to write with, and why the passage that was asked for cannot be quoted."""
    context = {"form": form, "form_is_blank": False, "quote_refused": ""}
    if form is None and phase_context["can_write"]:
        asked = request.GET.get("zitat", "")
        fassung = baustein.quotable
        category = Category.FRAGE if baustein.is_vorhaben else None
        initial = {"zitat": asked, "category": category}
        context["form"] = KommentarForm(fassung=fassung, initial=initial)
        context["form_is_blank"] = not asked
        try:
            find_quote(fassung, asked)
        except ValidationError as refusal:
            context["quote_refused"] = " ".join(refusal.messages)
    if context["form"] and phase_context["phase"]:
        _ask_who_writes(context["form"], request.user, phase_context)
    return context


def _ask_who_writes(form, user, phase_context):
    """Let a form ask what the phase wants to know of people: their Ortsteil, their organisation."""
    phase = phase_context["phase"]
    if phase.asks_ortsteil:
        form.ortsteile = phase_context["ortsteile"]
    if phase.lets_organisations:
        form.lets_organisations = True
        form.organisation = actions.organisation_of(user)


def _phase_context(baustein, user):
    """The Kommentierphase that matters now, and whether ``user`` may write in it."""
    now = timezone.now()
    phases = about(baustein, phases_of(baustein.strategie))
    asked = any(phase.asks_ortsteil for phase in phases)
    phase = current_phase(phases, now)
    refused = why_not(phase, user, now)
    blocked = "" if refused else actions.blocked_sentence(user, baustein.strategie.konzept_id)
    return {
        "phases": phases,
        "phase": phase,
        "ortsteile": list(Ortsteil.objects.all()) if asked else [],
        "can_write": not refused and not blocked,
        "blocked": blocked,
        "not_invited": refused if phase and phase.is_for_invited_at(now) else "",
        "now": now,
    }


def _discussion_context(request, baustein, highlight, phase_context):
    """The threads the visitor asked for, and the filter they asked with."""
    filter_, page = _filter_and_page(request, baustein, highlight, phase_context)
    # The browser scrolls to that comment: what was done stands there.
    is_there = highlight is not None and highlight in page.kommentare
    told = list(get_messages(request)) if is_there else []
    threads = threads_html(
        request,
        page.threads,
        baustein=baustein,
        can_write=phase_context["can_write"],
        outcomes=outcomes_of(page.kommentare, phase_context["phases"]),
        phase=phase_context["phase"],
        highlight=highlight,
        told=told,
    )
    return {"filter": filter_, "page": page, "threads": threads, "told": told}


def _filter_and_page(request, baustein, highlight, phase_context):
    # A permalink shows its thread in the usual order, whatever the parameters say.
    filter_ = KommentarFilter(
        {} if highlight else request.GET,
        Kommentar.objects.of(baustein).roots().shown_to(request.user),
        baustein=baustein,
        user=request.user,
        ortsteile=phase_context["ortsteile"],
        has_organisations=any(row.lets_organisations for row in phase_context["phases"]),
    )
    page = load_page(
        filter_.qs,
        baustein=baustein,
        user=request.user,
        sort=filter_.sort,
        after=request.GET.get("nach", ""),
        at=highlight and (highlight.root or highlight),
    )
    return filter_, page


def _text_of(baustein, can_write):
    """The published text; for those who may see a draft, that of the draft."""
    if baustein.fassung:
        return quotable_html(baustein, can_write=can_write and baustein.quotable is not None)
    draft = baustein.fassungen.drafts().first()
    return render_markdown(draft.text) if draft else ""


def _template(request, highlight, page):
    """The whole ``page``, or for htmx a partial of its discussion (docs/adr/0004-htmx.md)."""
    if not request.htmx or request.htmx.history_restore_request or highlight:
        return page
    if request.method != "GET":
        return page
    partial = "more" if "nach" in request.GET else "discussion"
    return f"comments/talk.html#{partial}"


def _bausteine_around(baustein, user):
    """The Bausteine of the same Strategie, and what is linked with this one.

    Returns:
        (all of the Strategie, the place for what is about it as a whole or None, what a
        Leitprojekt supports or the Leitprojekte that support this Baustein), as far as ``user``
        may see them.
    """
    links = Leitprojekt.supports.through.objects
    if baustein.kind == Baustein.Kind.LEITPROJEKT:
        links = links.filter(leitprojekt=baustein.pk, baustein=OuterRef("pk"))
    else:
        links = links.filter(baustein=baustein.pk, leitprojekt=OuterRef("pk"))
    rows = (
        Baustein.objects.visible_to(user)
        .annotate(is_linked=Exists(links))
        .filter(Q(strategie=baustein.strategie_id) | Q(is_linked=True))
        .only("strategie", "kind", "slug", "number", "title")
        .order_by("strategie__position", "strategie_id", "position", "pk")
        # In another Strategie of the Konzept there is rarely one.
        .fetch_mode(FETCH_PEERS)
    )
    beside = [row for row in rows if row.strategie_id == baustein.strategie_id]
    for row in beside:
        row.strategie = baustein.strategie
    whole = next((row for row in beside if row.is_whole), None)
    goals = [row for row in beside if row.is_in_document]
    return goals, whole, [row for row in rows if row.is_linked]


def _neighbours(siblings, baustein):
    """The Bausteine before and after this one in its Strategie, None where there is none."""
    if not baustein.is_in_document:
        return None, None
    place = next(index for index, row in enumerate(siblings) if row.pk == baustein.pk)
    after = siblings[place + 1] if place + 1 < len(siblings) else None
    return siblings[place - 1] if place else None, after
