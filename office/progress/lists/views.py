"""A Maßnahmenliste is read in: nothing is saved before the comparison is confirmed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from comments.actions import StatusConflict
from evaluation import sheets
from municipality.access import admit
from municipality.choices import load_choices
from progress import actions, lists
from progress.exports import blank
from progress.lists import RowKind, values
from progress.rules import edited_konzepte
from strategies.actions import ActionRefused
from strategies.documents.uploads import find_upload, keep_upload, remove_upload

from .forms import ListForm, MappingForm, words_in

# So many rows of each kind are shown; the page says how many there are.
SHOWN = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def editors_only(view):
    """Let those in who plan the Umsetzung of a Konzept; 404 for others."""
    return admit(view, lambda user: edited_konzepte(user).exists())


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """Upload a list; it is kept for a day for whoever uploaded it."""
    konzepte = edited_konzepte(request.user).order_by("title")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ListForm(*sent, konzepte=konzepte)
    if form.is_valid():
        konzept, table = form.cleaned_data["konzept"], form.cleaned_data["table"]
        data = form.cleaned_data["data"]
        token = keep_upload(table.name, data, konzept=konzept, user=request.user)
        return redirect("lists:mapping", konzept.pk, token)
    context = {"form": load_choices(form), "konzepte": list(konzepte)}
    return _page(request, "start", context, status=422 if form.errors else 200)


@editors_only
@require_safe
def blank_list(request, pk):
    """An empty list with our headings."""
    konzept = get_object_or_404(edited_konzepte(request.user), pk=pk)
    response = HttpResponse(blank(konzept), content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="massnahmenliste.xlsx"'
    return response


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def mapping(request, pk, token):
    """What the columns and words of the list mean; remembered for the next one."""
    konzept = get_object_or_404(edited_konzepte(request.user), pk=pk)
    if (table := _table(request, konzept, token)) is None:
        return _start_again(request)
    words = lists.words_of(konzept)
    sent = (request.POST,) if request.method == "POST" else ()
    form = MappingForm(*sent, table=table, words=words)
    if form.is_valid():
        lists.remember(konzept, **form.said())
        if _is_open(table, konzept):
            messages.warning(request, _("Bitte ordnen Sie auch die Wörter der Spalte Stand zu."))
            return redirect("lists:mapping", pk, token)
        return redirect("lists:comparison", pk, token)
    context = {"form": form, "konzept": konzept, "table": table}
    return _page(request, "mapping", context, status=422 if form.errors else 200)


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def comparison(request, pk, token):
    """Every row beside what there is; a POST takes over what can be taken."""
    konzept = get_object_or_404(edited_konzepte(request.user), pk=pk)
    if (table := _table(request, konzept, token)) is None:
        return _start_again(request)
    if "abbrechen" in request.POST:
        remove_upload(token, konzept=konzept, user=request.user)
        return redirect("lists:start")
    if request.method == "POST":
        return _take(request, konzept, table, token)
    return _comparison(request, konzept, table, token)


def _take(request, konzept, table, token):
    try:
        plan = actions.take_list(
            konzept,
            lambda: _plan(konzept, table),
            seen=request.POST.get("gesehen", ""),
            by=request.user,
            archive={int(key) for key in request.POST.getlist("archivieren") if key.isdecimal()},
        )
    except (StatusConflict, ActionRefused) as refusal:
        return _comparison(request, konzept, table, token, refused=str(refusal), status=409)
    remove_upload(token, konzept=konzept, user=request.user)
    messages.success(request, _taken(plan))
    return redirect("lists:start")


def _taken(plan):
    new, changed = len(plan.of(RowKind.NEW)), len(plan.of(RowKind.CHANGED))
    created = ngettext("%(n)d Vorhaben angelegt", "%(n)d Vorhaben angelegt", new) % {"n": new}
    noted = ngettext("%(n)d Vorhaben geändert", "%(n)d Vorhaben geändert", changed) % {"n": changed}
    return _("%(created)s, %(noted)s. Alles ist Entwurf, bis Sie es veröffentlichen.") % {
        "created": created, "noted": noted,
    }  # fmt: skip


def _plan(konzept, table):
    words = lists.words_of(konzept)
    return lists.make(konzept, table, lists.guess(table.headings, words.columns), words)


def _comparison(request, konzept, table, token, *, refused="", status=200):
    plan = _plan(konzept, table)
    kinds = [
        (RowKind.REFUSED, _("Kann so nicht übernommen werden")), (RowKind.NEW, _("Neu")),
        (RowKind.CHANGED, _("Geändert")), (RowKind.UNCHANGED, _("Unverändert")),
    ]  # fmt: skip
    groups = [(kind, label, rows, rows[:SHOWN]) for kind, label in kinds if (rows := plan.of(kind))]
    context = {
        "konzept": konzept,
        "token": token,
        "plan": plan,
        "groups": groups,
        "missing": plan.missing[:SHOWN],
        "can_take": any(kind in (RowKind.NEW, RowKind.CHANGED) for kind, *_rest in groups)
        or bool(plan.missing),
        "refused": refused,
    }
    return _page(request, "comparison", context, status=status)


def _is_open(table, konzept):
    """Whether the column of states, perhaps chosen just now, has words nobody has explained."""
    words = lists.words_of(konzept)
    columns = lists.guess(table.headings, words.columns)
    found = words_in(table, columns, lists.ListColumn.STATE)
    return any(values.state_of(word, words) is None for word in found)


def _table(request, konzept, token):
    data = find_upload(token, konzept=konzept, user=request.user)
    try:
        return None if data is None else lists.read(token, data)
    except sheets.SheetError:
        return None


def _start_again(request):
    messages.warning(
        request, _("Diese Liste liegt nicht mehr vor. Bitte laden Sie sie noch einmal hoch.")
    )
    return redirect("lists:start")


def _page(request, name, context, status=200):
    return render(request, f"lists/{name}.html", context, status=status)
