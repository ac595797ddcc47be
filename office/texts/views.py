"""The texts of a Konzept: which there are, and one of them with what it changes."""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from evaluation.models import Anliegen
from strategies.actions import save_draft, working_fassung
from strategies.diff import compare
from strategies.markdown import render as render_markdown
from strategies.models import Bild, Fassung, Publikationsstatus

from ..geography.access import bausteine_of, editors_only
from ..progress.beside import beside_baustein
from .forms import TextForm
from .overview import overview_for
from .publication import actions_for


def _texts_of(user):
    rows = bausteine_of(user).exclude(status=Publikationsstatus.ARCHIVED)
    return rows.select_related("strategie__konzept", "fassung")


@editors_only
@require_safe
def start(request):
    """All texts the user writes, each with its state."""
    rows = overview_for(request.user)
    shown = [row for row in rows if row.status != Publikationsstatus.ARCHIVED]
    context = {"konzepte": shown, "archived": [row for row in rows if row not in shown]}
    return render(request, "texts/start.html", context)


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def text(request, pk):
    """Write a text; „Ansehen“ shows what readers would see, and saves nothing."""
    baustein = get_object_or_404(_texts_of(request.user), pk=pk)
    form = TextForm(request.POST if request.method == "POST" else None, baustein=baustein)
    if request.method != "POST":
        return _render(request, form)
    if not form.is_valid():
        return _render(request, form, status=422)
    if "ansehen" in request.POST:
        return _render(request, form, previewed=True)
    return _save(request, form)


def _save(request, form):
    words = {name: form.cleaned_data[name] for name in ("title", "text", "editorial")}
    draft = save_draft(form.baustein, by=request.user, **words)
    LogEntry.objects.log_actions(
        request.user.pk, [form.baustein], CHANGE, change_message=[{"changed": {}}]
    )
    if draft:
        messages.success(request, _("Gespeichert, noch nicht öffentlich."))
    else:
        messages.info(request, _("Das ist der öffentliche Text; es gibt nichts zu ändern."))
    anliegen = _came_from(request)
    query = f"?anliegen={anliegen.pk}" if anliegen else ""
    return redirect(f"{reverse('texts:text', args=[form.baustein.pk])}{query}")


def _came_from(request):
    """The Anliegen from whose page somebody came here, if they may see it."""
    key = request.GET.get("anliegen", "")
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return None
    return Anliegen.objects.visible_to(request.user).filter(pk=int(key)).first()


def _shown(form, stored, previewed):
    """The Fassung of the preview: as it is stored, or with what was typed."""
    typed = form.cleaned_data if previewed else {}
    return Fassung(
        baustein=form.baustein,
        title=typed["title"] if previewed else getattr(stored, "title", ""),
        text=typed["text"] if previewed else getattr(stored, "text", ""),
        facts=getattr(stored, "facts", []),
    )


def _render(request, form, *, previewed=False, status=200):
    baustein = form.baustein
    stored = working_fassung(baustein)
    new = _shown(form, stored, previewed)
    bilder = Bild.objects.filter(konzept=baustein.strategie.konzept_id)
    context = {
        **beside_baustein(request.user, baustein),
        "baustein": baustein,
        "form": form,
        "previewed": previewed,
        "preview": render_markdown(new.text, pictures=bilder.shown_in(new.text)),
        "comparison": compare(baustein.fassung, new) if baustein.fassung else None,
        "anliegen": list(_planned(request.user, baustein)),
        "came_from": _came_from(request),
        "actions": actions_for(baustein),
        "more_url": reverse(f"admin:strategies_{baustein.kind}_change", args=[baustein.pk]),
    }
    return render(request, "texts/text.html", context, status=status)


def _planned(user, baustein):
    """The Anliegen because of which the text is to change."""
    rows = Anliegen.objects.visible_to(user).active()
    planned = {"textaenderungen__baustein": baustein, "textaenderungen__fassung": None}
    return rows.filter(**planned).order_by("number").distinct()
