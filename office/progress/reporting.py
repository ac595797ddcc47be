"""Stände: what is due, the one short form, „unverändert“, and what the Redaktion publishes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from progress import actions, readings, rules
from progress.models import Foto, Stand
from strategies.actions import ActionRefused
from strategies.models import Publikationsstatus

from .access import editors_only, planned_by, with_part, written_by
from .forms import StandForm
from .steps import as_text

# What a new Stand begins with: the state of things is rarely another one.
_BEGINS = (
    "state", "health", "reason", "next_step", "next_date", "expected_end", "cost_expected",
    "cost_spent",
)  # fmt: skip
# Rows of a page; of what is due or waits, and of Stände of one Vorhaben, so many are shown.
PAGE_SIZE = 50
SHOWN = 100
SHOWN_STAENDE = 50
LONGEST_QUERY = 100


@with_part
@require_safe
def start(request):
    """What is due or overdue, what waits to be published, and all the rest."""
    own = written_by(request.user)
    query = request.GET.get("suche", "").strip()[:LONGEST_QUERY]
    edited = list(rules.edited_konzepte(request.user).order_by("title"))
    due, waiting = _due(own), _waiting(own)
    context = {
        "due": due[:SHOWN],
        "more_due": due[SHOWN:],
        "waiting": waiting[:SHOWN],
        "more_waiting": waiting[SHOWN:],
        "page": _page(_found(own, query), request.GET.get("seite")),
        "query": query,
        "archived": list(_archived(request.user)),
        "edited": edited,
        "edited_pks": {konzept.pk for konzept in edited},
    }
    return render(request, "office/progress/start.html", context)


def _due(own):
    """What is due and nobody has written yet, the longest first; one more than is shown."""
    today = timezone.localdate()
    rows = own.due_by(today).exclude(pk__in=Stand.objects.drafts().values("vorhaben"))
    rows = rows.order_by("stand__date", "pk")[: SHOWN + 1]
    return [row for row in rows if row.due_on <= today]


def _waiting(own):
    """The drafts that wait to be published, with their steps as text; one more than is shown."""
    drafts = Stand.objects.drafts().filter(vorhaben__in=own)
    drafts = drafts.select_related("vorhaben__konzept", "by")
    drafts = drafts.order_by("vorhaben__konzept__title", "vorhaben__position", "pk")
    found = list(drafts[: SHOWN + 1])
    for draft in found:
        draft.steps_text = as_text(draft.told_steps or ())
    return found


def _archived(user):
    rows = planned_by(user).filter(status=Publikationsstatus.ARCHIVED)
    return rows.order_by("konzept__title", "position", "pk")[:SHOWN]


def _page(rows, number):
    page = Paginator(rows, PAGE_SIZE).get_page(number)
    page.object_list = list(page.object_list)
    return page


def _found(own, query):
    rows = own.order_by("konzept__title", "position", "pk")
    return rows.filter(Q(title__icontains=query) | Q(number__iexact=query)) if query else rows


@with_part
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def stand(request, pk):
    """The one form: the draft of the next Stand."""
    row = get_object_or_404(written_by(request.user), pk=pk)
    draft = row.staende.drafts().first() or _begun(row)
    form = StandForm(request.POST or None, request.FILES or None, instance=draft)
    if request.method != "POST":
        return _render(request, row, form)
    if not form.is_valid():
        return _render(request, row, form, status=422)
    try:
        actions.write_stand(
            row, by=request.user, version=form.stored_version, photos=form.photos(), **form.said()
        )
    except ActionRefused as refused:
        form.add_error(None, str(refused))
        return _render(request, row, form, status=409)
    messages.success(request, _("Gespeichert. Die Redaktion veröffentlicht den Stand."))
    return redirect("umsetzung:start")


def _begun(row):
    last = row.stand
    return Stand(vorhaben=row, **{name: getattr(last, name) for name in _BEGINS if last})


def _render(request, row, form, status=200):
    draft = form.instance if form.instance.pk else None
    context = {
        "vorhaben": row,
        "form": form,
        "draft": draft,
        "writer": draft.by if draft else None,
        "last": row.stand,
        "history": readings.history_of(row)[:SHOWN_STAENDE],
        "photos": list(Foto.objects.filter(stand__vorhaben=row).select_related("stand")),
    }
    return render(request, "office/progress/stand.html", context, status=status)


@with_part
@require_POST
def unchanged(request, pk):
    """One click: nothing has changed; who publishes here publishes it at once."""
    row = get_object_or_404(written_by(request.user), pk=pk)
    try:
        with transaction.atomic():
            draft = actions.report_unchanged(row, by=request.user)
            if rules.may_publish_stand(draft, request.user):
                actions.publish_stand(draft, by=request.user)
    except ActionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("„%(row)s“ ist als unverändert gemeldet.") % {"row": row})
    return redirect("umsetzung:start")


@editors_only
@require_POST
def publish(request, pk):
    """Publish a draft as it was seen."""
    drafts = Stand.objects.filter(vorhaben__in=planned_by(request.user))
    draft = get_object_or_404(drafts.select_related("vorhaben__konzept"), pk=pk)
    try:
        actions.publish_stand(draft, by=request.user, version=_seen(request))
    except PermissionDenied:
        messages.error(
            request,
            _("Diesen Stand haben Sie selbst geschrieben; eine zweite Person gibt ihn frei."),
        )
    except ActionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Der Stand ist veröffentlicht."))
    return redirect("umsetzung:start")


@with_part
@require_POST
def drop(request, pk):
    """Discard a draft as it was seen."""
    drafts = Stand.objects.filter(vorhaben__in=written_by(request.user))
    draft = get_object_or_404(drafts.select_related("vorhaben__konzept"), pk=pk)
    try:
        actions.drop_draft(draft, by=request.user, version=_seen(request))
    except ActionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Der Entwurf ist verworfen."))
    return redirect("umsetzung:start")


def _seen(request):
    """The version of what somebody saw; one that never was, where it is missing."""
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else -1
