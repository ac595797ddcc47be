"""The contributions of an Auswertung, and what is done with a selection of them."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from comments.actions import ActionRefused
from evaluation import actions
from evaluation.access import auswertung_for, evaluators_only
from keyset import is_key

from ..filters import ContributionFilter
from ..forms import BundleForm
from ..lists import ALL, BUNDLED, TABS, UNASSIGNED, key_of, load_bundles, load_contributions

MOST = 200


@evaluators_only
@require_safe
def beitraege(request, pk):
    return render_list(request, auswertung_for(request.user, pk))


@evaluators_only
@require_POST
def bundle(request, pk):
    """Put the selection into an Anliegen, a new one or one that is there."""
    auswertung = auswertung_for(request.user, pk)
    keys = _chosen_keys(request)
    form = BundleForm(request.POST, auswertung=auswertung)
    again = {"form": form, "chosen": keys}
    rows = list(auswertung.contributions().filter(pk__in=keys))
    if not rows:
        refused = _("Bitte wählen Sie zuerst Beiträge aus.")
        return render_list(request, auswertung, **again, refused=refused, status=422)
    if not form.is_valid():
        return render_list(request, auswertung, **again, status=422)
    try:
        anliegen = put_into(auswertung, form, rows, by=request.user)
    except ActionRefused as refusal:
        return render_list(request, auswertung, **again, refused=str(refusal), status=409)
    messages.success(request, _told(anliegen, len(rows), len(keys)))
    address = reverse("auswertung:beitraege", args=[pk])
    return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}")


@transaction.atomic
def put_into(auswertung, form, rows, *, by, quote=""):
    """Carry out a valid BundleForm; return the Anliegen."""
    if form.cleaned_data["into"]:
        anliegen = form.anliegen()
    else:
        anliegen = actions.create(auswertung, by=by, title=form.cleaned_data["title"])
    return actions.assign(anliegen, by=by, kommentare=rows, quote=quote)


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


def render_list(request, auswertung, *, form=None, chosen=(), refused="", status=200):
    """Render a page of the list.

    Args:
        form: for the selection, with what was typed.
        chosen: keys of the contributions that stay selected.
        refused: why nothing was done with the selection.
    """
    tab = request.GET.get("liste", UNASSIGNED)
    tab = tab if tab in TABS else UNASSIGNED
    rows = auswertung.unassigned() if tab == UNASSIGNED else auswertung.contributions()
    filterset = ContributionFilter(request.GET, queryset=rows, auswertung=auswertung)
    context = {
        "auswertung": auswertung,
        "tabs": _tabs(auswertung),
        "tab": tab,
        "filter": filterset if tab == BUNDLED else filterset.loaded(),
        "page": _load(tab, auswertung, filterset, key_of(request)),
        "form": form or BundleForm(auswertung=auswertung, anliegen=filterset.anliegen_choices),
        "chosen": chosen,
        "refused": refused,
    }
    return render(request, "auswertung/beitraege.html", context, status=status)


def _load(tab, auswertung, filterset, after):
    if tab == BUNDLED:
        return load_bundles(auswertung.anliegen.active(), after=after)
    return load_contributions(filterset.qs, after=after)


def _tabs(auswertung):
    counts = {
        UNASSIGNED: auswertung.unassigned().count(),
        ALL: auswertung.contributions().count(),
        BUNDLED: auswertung.anliegen.active().count(),
    }
    return [(name, label, counts[name]) for name, label in TABS.items()]
