"""Impressum, Datenschutz and the other everyday pages: draft, preview, publication."""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from municipality.access import admit
from pages import drafts
from pages.actions import PageConflict
from pages.models import Page, Seitenentwurf, Seitenfassung
from pages.texts import placeholders, to_html
from strategies.diff import compare

from .forms import PageForm


def editors_only(view):
    return admit(view, lambda user: user.is_staff and user.has_perm("pages.change_seitenfassung"))


@editors_only
@require_safe
def start(request):
    """All everyday pages, each with what it lacks and whether a new text is begun."""
    begun = set(Seitenentwurf.objects.values_list("page", flat=True))
    rows = {row.page: row for row in Seitenfassung.objects.current().defer("html")}
    pages = [(rows[page], page in begun) for page in Page if page in rows]
    return render(request, "office/pages/start.html", {"pages": pages})


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def page(request, page):
    """Write its text; „Ansehen“ shows it, „Veröffentlichen“ makes it the page."""
    if page not in Page.values:
        raise Http404
    form = PageForm(request.POST if request.method == "POST" else None, page=Page(page))
    if request.method != "POST":
        return _render(request, form)
    if not form.is_valid():
        return _render(request, form, status=422)
    if "ansehen" in request.POST:
        return _render(request, form, previewed=True)
    return (_publish if "veroeffentlichen" in request.POST else _save)(request, form)


def _save(request, form):
    if drafts.save_draft(form.page, text=form.cleaned_data["text"], by=request.user):
        messages.success(request, _("Gespeichert, noch nicht öffentlich."))
    else:
        messages.info(request, _("Das ist der öffentliche Text; es gibt nichts zu ändern."))
    return redirect("everyday:page", form.page)


def _publish(request, form):
    words = {"text": form.cleaned_data["text"], "by": request.user}
    try:
        fassung = drafts.publish_text(form.page, **words)
    except PageConflict as conflict:
        drafts.save_draft(form.page, **words)
        # The page shows the difference to the new one; published again, it was seen.
        drafts.take_valid_as_base(form.page)
        again = PageForm(page=form.page)
        return _render(request, again, refused=str(conflict), status=409)
    LogEntry.objects.log_actions(
        request.user.pk, [fassung], CHANGE, change_message=[{"changed": {}}]
    )
    messages.success(request, _("Veröffentlicht. Die frühere Fassung bleibt nachzulesen."))
    return redirect("everyday:page", form.page)


def _render(request, form, *, previewed=False, refused="", status=200):
    text = form.cleaned_data["text"] if previewed else drafts.working_text(form.page)
    valid, draft = drafts.valid(form.page), drafts.draft_of(form.page)
    context = {
        "page": form.page,
        "form": form,
        "previewed": previewed,
        "refused": refused,
        "valid": valid,
        "draft": draft,
        "preview": to_html(form.page, text),
        "comparison": compare(drafts.as_text(valid.text), drafts.as_text(text)),
        "is_changed": text != valid.text,
        "gaps": placeholders(text),
    }
    return render(request, "office/pages/page.html", context, status=status)
