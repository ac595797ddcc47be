"""One comment with everything around it, and each decision on it."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from comments.access import moderators_only
from comments.actions import ActionRefused
from comments.decisions import DECISIONS
from comments.decisions.forms import text_blocks_for
from municipality.choices import load_choices
from phases.rules import ParticipationClosed
from teamwork.inquiries import answer_in, inquiries_about

from ...teamwork.boards import board_of_author, board_of_kommentar, press_each
from ..bundling import auswertung_of, bundle_url, context_of, form_of
from ..dossier import comment_for, load_dossier
from ..outcome import pop_outcome, single, undo_token
from ..place import Place
from ..typed import initial_for, typed_on_comment, typed_on_list, unused


@moderators_only
@require_safe
def kommentar(request, pk):
    row = get_object_or_404(comment_for(request.user), pk=pk)
    return render_kommentar(request, row, open_name=request.GET.get("entscheidung", ""))


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, pk, name):
    """Make one decision; asked for by GET, its form is shown open."""
    decision = DECISIONS.get(name)
    if decision is None:
        raise Http404
    row = get_object_or_404(comment_for(request.user), pk=pk)
    if request.method != "POST":
        return redirect(f"{Place.of(request).comment_url(row.pk)}&entscheidung={name}#{name}")
    blocks = text_blocks_for([row.baustein.strategie.konzept_id])
    if shown := noted(request, row):
        return shown
    form = build_form(decision, row, blocks, request.POST)
    if "auskunft" in request.POST:
        return _take_over_answer(request, row, decision, blocks)
    if "einsetzen" in request.POST:
        form = build_form(decision, row, blocks, initial=form.filled_in())
        return render_kommentar(request, row, form=(decision, form), blocks=blocks)
    if not form.is_valid():
        return render_kommentar(request, row, form=(decision, form), blocks=blocks, status=422)
    return _take(request, row, decision, form, blocks)


def noted(request, row):
    """Keep notes that were typed; the page again if one of its boards has to be seen first."""
    boards = _boards(request, row)
    if not press_each(boards.values(), request.POST):
        return None
    refused = any(board.refused for board in boards.values() if board)
    return render_kommentar(request, row, boards=boards, status=409 if refused else 200)


def _take_over_answer(request, row, decision, blocks):
    """Put what an office said into the form of the answer, below what was typed."""
    initial = initial_for(decision.name, typed_on_comment(request.POST))
    said = answer_in(inquiries_about(row), request.POST["auskunft"])
    initial["text"] = "\n\n".join(part for part in (initial.get("text", ""), said) if part)
    form = build_form(decision, row, blocks, initial=initial)
    return render_kommentar(request, row, form=(decision, form), blocks=blocks)


def _boards(request, row):
    return {
        "board": board_of_kommentar(row, request.user),
        "person_board": board_of_author(row, request.user),
    }


def _beside(boards, row):
    """What colleagues noted, and what offices were asked about it."""
    loaded = {name: board and board.load() for name, board in boards.items()}
    return {**loaded, "inquiries": inquiries_about(row), "today": timezone.localdate()}


def _take(request, row, decision, form, blocks):
    """Make the decision and go on to the next page, or show why it was refused."""
    try:
        taken = decision.take(
            row, by=request.user, seen=request.POST.get("seen", ""), **form.content()
        )
    except (ActionRefused, ParticipationClosed) as refusal:
        row = comment_for(request.user).get(pk=row.pk)
        refused = {"form": (decision, form), "blocks": blocks, "refused": str(refusal)}
        return render_kommentar(request, row, **refused, status=409)
    outcome = single(decision, row, undo_token(request.user, decision, [taken]))
    if "zur_liste" in request.POST:
        outcome.typed = typed_on_list(request.POST)
    else:
        outcome.typed = typed_on_comment(request.POST, besides=decision.name)
        outcome.typed_for = row.pk
    outcome.remember(request)
    place = Place.of(request)
    if "zur_liste" in request.POST:
        return HttpResponseRedirect(place.list_url)
    stay = outcome.typed or not decision.settles
    return HttpResponseRedirect(next_url(place, row.pk, stay=stay))


def next_url(place, pk, *, stay):
    """On to the next comment, or to this one again."""
    if stay:
        return place.comment_url(pk)
    _before, after = place.neighbours(pk)
    return place.comment_url(after) if after else place.list_url


def build_form(decision, row, blocks, data=None, initial=None):
    extra = {"kommentar": row} if decision.form_class.needs_kommentar else {}
    return decision.form_class(
        data,
        text_blocks=blocks,
        initial=initial,
        prefix=decision.name,
        auto_id="%s",
        **extra,
    )


def render_kommentar(
    request,
    row,
    *,
    form=None,
    blocks=None,
    boards=None,
    open_name="",
    bundle_form=None,
    refused="",
    status=200,
):
    """Render the page of a comment.

    Args:
        form: (Decision, form) that could not be taken, with what was typed.
        blocks: text blocks of its Konzept, where they are loaded already.
        boards: notes that could not be kept, with what was typed.
        open_name: the decision whose form is shown open.
        bundle_form: for an Anliegen, that could not be carried out.
        refused: why the decision was not made.
    """
    dossier = load_dossier(row, request.user)
    outcome = pop_outcome(request)
    typed = outcome.typed_on(row.pk) if outcome else typed_on_comment(request.POST)
    forms = _forms(row, dossier, blocks, typed)
    if form:
        open_name = form[0].name
        forms[open_name] = form
    context = {
        **_beside(boards or _boards(request, row), row),
        "dossier": dossier,
        "kommentar": row,
        "outcome": outcome,
        "refused": refused,
        "failed": _failed(form[1] if form else bundle_form, refused),
        "bundling": _bundling(request, row, bundle_form, typed),
        "open_names": _open_names(open_name, typed, dossier),
        **_offered(row, forms, open_name, typed),
        **_neighbours(Place.of(request), row),
    }
    return render(request, "moderation/kommentar.html", context, status=status)


def _failed(form, refused):
    return form if form and (refused or form.errors) else None


def _bundling(request, row, form, typed):
    """What is shown of its Anliegen to whoever may bundle it; else None."""
    auswertung = auswertung_of(row, request.user)
    if auswertung is None:
        return None
    url = bundle_url(Place.of(request), row.pk)
    form = form or form_of(auswertung, url, typed=typed)
    return {**context_of(row, auswertung, form), "url": url}


def _forms(row, dossier, blocks, typed):
    """Decisions that may be made, each with its form, by name."""
    if blocks is None:
        blocks = text_blocks_for([row.baustein.strategie.konzept_id])
    return {
        decision.name: (
            decision,
            build_form(decision, row, blocks, initial=initial_for(decision.name, typed) or None),
        )
        for decision in dossier.offered()
    }


def _offered(row, forms, open_name, typed):
    for _decision, form in forms.values():
        load_choices(form)
    return {
        "may_answer": "antworten" in forms,
        "forms": [(decision, form, decision.is_loud_for(row)) for decision, form in forms.values()],
        "buttons": [
            (decision, decision.leads(row))
            for decision, _form in forms.values()
            if decision.needs_nothing
        ],
        "keep_name": open_name or next(iter(forms), ""),
        "unused": unused(typed, forms),
    }


def _neighbours(place, row):
    before, after = place.neighbours(row.pk)
    return {
        "place": place,
        "before_url": before and place.comment_url(before),
        "after_url": after and place.comment_url(after),
    }


def _open_names(asked_for, typed, dossier):
    """The decisions that are shown open: the one asked for, and where something was typed.

    Of a reported comment it is the answer to the reports, before anybody asked for another.
    """
    names = {asked_for, *(key.rpartition("-")[0] for key in typed)} - {""}
    if not (asked_for or typed) and dossier.kommentar.open_report_count:
        names.add("stehen-lassen")
    return names
