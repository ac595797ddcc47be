"""One contribution in its context, and the Anliegen it raises."""

from django.contrib import messages
from django.db.models import FETCH_RAISE
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from comments.actions import ActionRefused
from comments.models import Kommentar
from evaluation import actions, similar
from evaluation.access import evaluators_only, own_contributions
from evaluation.letters import passages_in
from evaluation.models import Zuordnung
from evaluation.paragraphs import paragraphs
from keyset import is_key
from municipality.language import german, sentence
from teamwork.inquiries import inquiries_about

from ...teamwork.boards import board_of_kommentar
from .. import undo
from ..bundle_forms import QuoteForm
from ..lists import find_anliegen
from .beitraege import MOST, put_into, told_aside

MOST_REPLIES = 30
# Characters of a passage in the title that is offered for an Anliegen.
_TITLE_WORDS = 170
_QUOTE_LIMIT = Zuordnung._meta.get_field("quote").max_length


@evaluators_only
@require_http_methods(["GET", "HEAD", "POST"])
def beitrag(request, pk):
    """Show it; a POST puts it into an Anliegen, with the passage that raises it, or takes it out.

    All buttons are those of one form, so that what is typed is kept whichever is pressed.
    """
    row = get_object_or_404(_with_context(own_contributions(request.user)), pk=pk)
    if request.method == "POST":
        return _press(request, row)
    form = QuoteForm(auswertung=row.kommentierphase.auswertung, initial=_offered(row))
    return (_render_similar if "aehnlich" in request.GET else _render)(request, row, form)


def _press(request, row):
    """Do what the button says that was pressed."""
    form = QuoteForm(request.POST, auswertung=row.kommentierphase.auswertung)
    board = board_of_kommentar(row, request.user)
    if board.press(request.POST):
        return _render(request, row, form, board=board, status=409 if board.refused else 200)
    if "herausnehmen" in request.POST:
        return _take_out(request, row)
    if "suchen" in request.POST:
        return _render(request, row, form)
    step = next((step for name, step in STEPS.items() if name in request.POST), _put)
    if step is _put and not form.is_valid():
        return _render(request, row, form, status=422)
    try:
        return step(request, row, form)
    except ActionRefused as refusal:
        return _render(request, row, form, refused=str(refusal), status=409)


def _put(request, row, form):
    """Put it into an Anliegen, and the similar ones that were ticked; lead to the next.

    With a passage one stays: the rest of the contribution may raise another Anliegen.

    Raises:
        ActionRefused: as ``evaluation.actions.assign``.
    """
    auswertung, quote = row.kommentierphase.auswertung, _quote(row, form)
    others = list(auswertung.contributions().filter(pk__in=_similar_keys(request)))
    chosen = _chosen_passages(request, row)
    anliegen, act = put_into(
        auswertung, form, [row], by=request.user, quote=quote, others=others, abschnitte=chosen
    )
    undo.remember(request, act, _told(anliegen, len(others)), at=row.pk)
    return redirect("auswertung:beitrag", _after(auswertung, row, stay=bool(quote)))


def _after(auswertung, row, *, stay=False):
    """The key of the next contribution; of this one as long as passages of it wait."""
    if stay or auswertung.unassigned().filter(pk=row.pk).exists():
        return row.pk
    return _next_unassigned(auswertung, row) or row.pk


def _chosen_passages(request, row):
    keys = request.POST.getlist("abschnitt")
    if len(keys) > MOST or not all(map(is_key, keys)):
        raise Http404
    return list(row.abschnitte.filter(pk__in=keys))


def _divide(request, row, form):
    """Divide it into passages where a box is ticked."""
    starts = request.POST.getlist("ab")
    if len(starts) > MOST or not all(map(is_key, starts)):
        raise Http404
    auswertung = row.kommentierphase.auswertung
    rows = actions.divide(auswertung, row, starts=[int(n) for n in starts], by=request.user)
    number = len(rows)
    text = ngettext("In %(n)d Abschnitt geteilt.", "In %(n)d Abschnitte geteilt.", number)
    messages.success(request, text % {"n": number} if rows else _("Wieder in einem Stück."))
    return _unless_typed(request, row)


def _set_aside(request, row, form):
    auswertung = row.kommentierphase.auswertung
    if chosen := _chosen_passages(request, row):
        actions.set_passages_aside(auswertung, row, abschnitte=chosen, by=request.user)
        messages.success(request, _("Vermerkt: Diese Abschnitte enthalten kein Anliegen."))
        return redirect("auswertung:beitrag", _after(auswertung, row))
    rows = [row, *auswertung.unassigned().filter(pk__in=_similar_keys(request)).exclude(pk=row.pk)]
    new, act = actions.put_aside(auswertung, by=request.user, kommentare=rows)
    undo.remember(request, act, told_aside(len(new)), at=row.pk)
    return redirect("auswertung:beitrag", _next_unassigned(auswertung, row) or row.pk)


def _take_up(request, row, form):
    actions.take_up(row.kommentierphase.auswertung, by=request.user, kommentare=[row])
    messages.success(request, _("Der Beitrag wartet wieder auf ein Anliegen."))
    return redirect("auswertung:beitrag", row.pk)


def _take_back(request, row, form):
    """Undo what was done last; lead to its contribution, unless something is typed here."""
    told, at = undo.take_back(request, request.POST[undo.NAME])
    messages.success(request, told)
    return _unless_typed(request, row, to=at)


# By the name of their button.
STEPS = {undo.NAME: _take_back, "teilen": _divide, "ohne": _set_aside, "wieder": _take_up}


def _similar_keys(request):
    """Those ticked one by one, and those of the box for all of them."""
    keys = {*request.POST.getlist("auch"), *request.POST.get("alle_auch", "").split()}
    if len(keys) > MOST or not all(map(is_key, keys)):
        raise Http404
    return {int(key) for key in keys}


def _told(anliegen, others):
    if not others:
        return sentence(_("Der Beitrag ist jetzt in „%(what)s“."), what=german(anliegen))
    text = ngettext(
        "Der Beitrag und %(n)s ähnlicher sind jetzt in „%(what)s“.",
        "Der Beitrag und %(n)s ähnliche sind jetzt in „%(what)s“.",
        others,
    )
    return sentence(text, n=others, what=german(anliegen))


def _offered(row):
    """The passage to begin with: all of a short one that is in one piece."""
    if row.abschnitte.exists():
        return {"quote": ""}
    return {"quote": row.text if len(row.text) <= _QUOTE_LIMIT else ""}


def _take_out(request, row):
    """Take it out of the Anliegen whose button was pressed; what was typed stays in the form."""
    key = request.POST["herausnehmen"]
    if not is_key(key):
        raise Http404
    zuordnungen = row.zuordnungen.filter(anliegen=key)
    zuordnung = get_object_or_404(zuordnungen.select_related("anliegen__auswertung"))
    try:
        actions.unassign(zuordnung.anliegen, by=request.user, kommentare=[row])
    except ActionRefused as refusal:
        return _render(request, row, _typed_form(request, row), refused=str(refusal), status=409)
    messages.success(request, _("Herausgenommen."))
    return _unless_typed(request, row)


def _typed_form(request, row):
    typed = {name: request.POST.get(name, "") for name in ("title", "quote")}
    return QuoteForm(auswertung=row.kommentierphase.auswertung, initial=typed)


def _unless_typed(request, row, to=None):
    """On to the contribution ``to`` or this page anew; where something was typed, with it."""
    form = _typed_form(request, row)
    typed = form.initial
    if typed["title"] or typed["quote"].split() != _offered(row)["quote"].split():
        return _render(request, row, form)
    return redirect("auswertung:beitrag", to or row.pk)


def _with_context(rows):
    return rows.select_related(
        "author", "parent__author", "fassung", "baustein__strategie__konzept",
        "kommentierphase__auswertung", "kommentierphase__strategie__konzept",
    )  # fmt: skip


def _render_similar(request, row, form):
    """The page, or for htmx that part of it, with what is similar.

    Asked for apart: comparing may take longer than somebody waits for a page.
    """
    context = _context(request, row, form)
    context["suggestions"] = similar.suggest(row.kommentierphase.auswertung, row)
    part = "#aehnlich" if request.htmx else ""
    return render(request, f"auswertung/beitrag.html{part}", context)


def _quote(row, form):
    """What was left as it was offered is the whole contribution, and no passage of it."""
    quote = form.cleaned_data["quote"]
    return "" if quote.split() == row.text.split() else quote


def _render(request, row, form, *, board=None, refused="", status=200):
    done = undo.pop_done(request)
    context = {**_context(request, row, form, board), "refused": refused, "done": done}
    return render(request, "auswertung/beitrag.html", context, status=status)


def _context(request, row, form, board=None):
    auswertung = row.kommentierphase.auswertung
    title = _title_from(row.passage)
    if title:
        form.fields["title"].widget.attrs["list"] = "titel-vorschlag"
    return {
        **_state_of(row),
        "auswertung": auswertung,
        "kommentar": row,
        "board": (board or board_of_kommentar(row, request.user)).load(),
        "inquiries": inquiries_about(row),
        "today": timezone.localdate(),
        "suggested_title": title,
        "parent_is_own": row.parent and _is_contribution(row.parent),
        "replies": _replies(row),
        "found": find_anliegen(auswertung, request.POST.get("title", "")),
        "asked": request.method == "POST" and undo.NAME not in request.POST,
        "next": _next_unassigned(auswertung, row),
        "previous": _previous(auswertung, row),
        "form": form,
    }


def _state_of(row):
    """In which Anliegen it is, or that it holds none."""
    rows = row.zuordnungen.select_related("anliegen").order_by("anliegen__number")
    zuordnungen, is_aside = list(rows.fetch_mode(FETCH_RAISE)), row.kenntnisnahmen.exists()
    passages = passages_in(row, zuordnungen)
    may_set_aside = not (is_aside or zuordnungen) or any(part.is_open for part in passages)
    for zuordnung in zuordnungen:
        numbers = [part.number for part in passages if zuordnung in part.zuordnungen]
        zuordnung.passage_numbers = ", ".join(map(str, numbers))
    return {
        "zuordnungen": zuordnungen,
        "is_aside": is_aside,
        "may_set_aside": may_set_aside,
        "passages": passages,
        "first_open": next((part.row.pk for part in passages if part.is_open), None),
        "parts": _parts(row, passages),
    }


def _parts(row, passages):
    """(number, words, whether a passage begins there) of each paragraph; none of one alone."""
    spans = paragraphs(row.text)
    starts = {part.row.first for part in passages}
    found = [(n, row.text[a:b], n in starts) for n, (a, b) in enumerate(spans, 1)]
    return found if len(found) > 1 else []


def _replies(row):
    replies = Kommentar.objects.published().filter(parent=row).with_author()
    return list(replies.fetch_mode(FETCH_RAISE).order_by("pk")[:MOST_REPLIES])


def _title_from(passage):
    """What an Anliegen could be called whose contributions are about this passage."""
    words = Truncator(passage).words(12, truncate=" …")
    return _("Zur Stelle „%(text)s“") % {"text": words[:_TITLE_WORDS]} if passage else ""


def _is_contribution(kommentar):
    return kommentar.is_published and not kommentar.is_official


def _next_unassigned(auswertung, row):
    rows = auswertung.unassigned().order_by("pk").values_list("pk", flat=True)
    return rows.filter(pk__gt=row.pk).first() or rows.exclude(pk=row.pk).first()


def _previous(auswertung, row):
    rows = auswertung.contributions().filter(pk__lt=row.pk)
    return rows.order_by("-pk").values_list("pk", flat=True).first()
