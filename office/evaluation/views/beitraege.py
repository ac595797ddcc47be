"""The contributions of an Auswertung, and what is done with a selection of them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from comments.actions import ActionRefused
from evaluation import actions
from evaluation.access import auswertung_for, evaluators_only
from evaluation.models import is_set_aside, is_unassigned
from keyset import is_key

from ...teamwork.marks import mark
from .. import undo
from ..bundle_forms import BundleForm
from ..filters import ContributionFilter
from ..lists import (
    ALL,
    ASIDE,
    BUNDLED,
    TABS,
    UNASSIGNED,
    find_anliegen,
    key_of,
    load_bundles,
    load_contributions,
)

# Of rows ticked one by one, and of all that a search found.
MOST, MOST_FOUND = 200, 2000


@evaluators_only
@require_safe
def beitraege(request, pk):
    return render_list(request, auswertung_for(request.user, pk))


@evaluators_only
@require_safe
def found(request, pk):
    """The Anliegen whose words are being typed, as buttons; a page of its own is the list."""
    auswertung = auswertung_for(request.user, pk)
    words = request.GET.get("title", "")
    if not request.htmx:
        address = reverse("auswertung:auswertung", args=[pk])
        return redirect(f"{address}?{urlencode({'suche': words, 'status': 'alle'})}")
    context = {"found": find_anliegen(auswertung, words), "asked": True}
    return render(request, "auswertung/found.html", context)


@evaluators_only
@require_POST
def bundle(request, pk):
    """Put the selection into an Anliegen, a new one or one that is there."""
    auswertung = auswertung_for(request.user, pk)
    form = BundleForm(request.POST, auswertung=auswertung)
    again = {"form": form, "chosen": _chosen_keys(request), "all_chosen": "alle" in request.POST}
    if "suchen" in request.POST:
        return render_list(request, auswertung, **again)
    try:
        if undo.NAME in request.POST:
            return _take_back(request, auswertung, again)
        rows = _chosen(request, auswertung, again["chosen"])
        if not (_without_anliegen(request) or form.is_valid()):
            return render_list(request, auswertung, **again, status=422)
        _carry_out(request, auswertung, form, rows)
    except NothingChosen as nothing:
        return render_list(request, auswertung, **again, refused=str(nothing), status=422)
    except ActionRefused as refusal:
        return render_list(request, auswertung, **again, refused=str(refusal), status=409)
    address = reverse("auswertung:beitraege", args=[pk])
    return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}")


def _take_back(request, auswertung, again):
    """Undo the last act; what was ticked and typed for the next one stays.

    Raises:
        ActionRefused: as ``undo.take_back``.
    """
    told, _at = undo.take_back(request, request.POST[undo.NAME])
    messages.success(request, told)
    return render_list(request, auswertung, **again)


def _without_anliegen(request):
    """Whether the button was that for what holds no Anliegen, or takes this back."""
    return "ohne" in request.POST or "wieder" in request.POST


def _carry_out(request, auswertung, form, rows):
    """Do what the button says with the rows, and keep for the next page what was done."""
    if "ohne" in request.POST:
        new, act = actions.put_aside(auswertung, by=request.user, kommentare=rows)
        undo.remember(request, act, told_aside(len(new)))
    elif "wieder" in request.POST:
        actions.take_up(auswertung, by=request.user, kommentare=rows)
        messages.success(request, _("Sie warten wieder auf ein Anliegen."))
    else:
        anliegen, act = put_into(auswertung, form, rows, by=request.user)
        undo.remember(request, act, _told(anliegen, len(rows), len(_chosen_keys(request))))


def told_aside(number):
    return ngettext(
        "Ist zur Kenntnis genommen: %(n)d Beitrag, der kein Anliegen enthält.",
        "Sind zur Kenntnis genommen: %(n)d Beiträge, die kein Anliegen enthalten.",
        number,
    ) % {"n": number}


class NothingChosen(Exception):
    """What the person has to choose; the message is for them."""


def _chosen(request, auswertung, keys):
    """The rows that were ticked, or all that the list holds, on whatever page.

    Raises:
        NothingChosen: no row, or too many for one act.
    """
    if "alle" not in request.POST:
        rows = list(auswertung.contributions().filter(pk__in=keys))
    else:
        rows = list(_filtered(request, auswertung)[1].qs.order_by("pk")[: MOST_FOUND + 1])
    if not rows:
        raise NothingChosen(_("Bitte wählen Sie zuerst Beiträge aus."))
    if len(rows) > MOST_FOUND:
        raise NothingChosen(
            _("Auf einmal gehen höchstens %(most)s Beiträge. Bitte suchen Sie genauer.")
            % {"most": MOST_FOUND}
        )
    return rows


def put_into(auswertung, form, rows, *, by, **extra):
    """Carry out a valid BundleForm; return the Anliegen and the BundlingAct."""
    title = form.cleaned_data["title"]
    return actions.put(
        auswertung, by=by, kommentare=rows, into=form.anliegen(), title=title, **extra
    )


def _told(anliegen, number, chosen):
    text = ngettext(
        "%(n)d Beitrag ist jetzt in „%(anliegen)s“.",
        "%(n)d Beiträge sind jetzt in „%(anliegen)s“.",
        number,
    ) % {"n": number, "anliegen": anliegen}
    if number < chosen:
        text += " " + _("Was inzwischen nicht mehr öffentlich ist, blieb zurück.")
    return text


def _chosen_keys(request):
    keys = set(request.POST.getlist("auswahl"))
    if len(keys) > MOST or not all(map(is_key, keys)):
        raise Http404
    return {int(key) for key in keys}


def render_list(
    request, auswertung, *, form=None, chosen=(), all_chosen=False, refused="", status=200
):
    """Render a page of the list.

    Args:
        form: for the selection, with what was typed.
        chosen: keys of the contributions that stay selected.
        all_chosen: whether all that the list holds stay selected.
        refused: why nothing was done with the selection.
    """
    tab, filterset = _filtered(request, auswertung)
    tabs = _tabs(auswertung)
    context = {
        "auswertung": auswertung,
        "tabs": tabs,
        "tab": tab,
        "filter": filterset if tab == BUNDLED else filterset.loaded(),
        "number": _number(tab, tabs, filterset),
        "page": _load(tab, auswertung, filterset, key_of(request)),
        "form": form or BundleForm(auswertung=auswertung),
        "found": find_anliegen(auswertung, request.POST.get("title", "")),
        "asked": bool(form) and undo.NAME not in request.POST,
        "done": undo.pop_done(request),
        "chosen": chosen,
        "all_chosen": all_chosen,
        "refused": refused,
    }
    return render(request, "auswertung/beitraege.html", context, status=status)


def _filtered(request, auswertung):
    """Which list it is, and the filter of its rows."""
    tab = request.GET.get("liste", UNASSIGNED)
    tab = tab if tab in TABS else UNASSIGNED
    rows = {UNASSIGNED: auswertung.unassigned, ASIDE: auswertung.set_aside}.get(
        tab, auswertung.contributions
    )()
    return tab, ContributionFilter(request.GET, queryset=rows, auswertung=auswertung)


def _number(tab, tabs, filterset):
    """How many contributions the list holds on all its pages."""
    if tab != BUNDLED and filterset.is_active:
        return filterset.qs.count()
    return next(count for name, _label, count in tabs if name == tab)


def _load(tab, auswertung, filterset, after):
    if tab == BUNDLED:
        return load_bundles(auswertung.anliegen.active(), after=after)
    page = load_contributions(filterset.qs, after=after)
    mark(page.rows, "kommentar")
    return page


def _tabs(auswertung):
    counts = auswertung.contributions().aggregate(
        **{
            ALL: Count("pk"),
            UNASSIGNED: Count("pk", filter=is_unassigned()),
            ASIDE: Count("pk", filter=is_set_aside()),
        }
    )
    counts[BUNDLED] = auswertung.anliegen.active().count()
    return [(name, label, counts[name]) for name, label in TABS.items()]
