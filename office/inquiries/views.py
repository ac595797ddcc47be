"""Questions to offices: all of them, and those about one contribution with the form for more."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.protection import limits
from comments.access import moderates_anywhere, own_comments
from comments.actions import ActionRefused
from evaluation.access import own_contributions
from evaluation.models.auswertung import evaluated_konzepte
from keyset import key_in
from municipality.access import admit
from teamwork import inquiries
from teamwork.models import Rueckfrage

from .forms import AskForm
from .waiting import undelivered

# So many are listed of those that are open, and of those that are not.
MOST_LISTED = 100


def askers_only(view):
    """Let in who moderates or evaluates some Konzept; 404 otherwise."""
    return admit(view, lambda user: moderates_anywhere(user) or evaluated_konzepte(user).exists())


@askers_only
@require_safe
def start(request):
    """What was asked in one's own Konzepte, by whomever."""
    own = Rueckfrage.objects.filter(kommentar__in=inquiries.askable(request.user))
    own = own.select_related("by", "kommentar__baustein")
    context = {
        "open": list(own.open().order_by("due_on", "pk")[:MOST_LISTED]),
        "closed": list(own.exclude(pk__in=own.open()).order_by("-closed_at", "-pk")[:MOST_LISTED]),
        "today": timezone.localdate(),
    }
    return render(request, "office/inquiries/start.html", context)


@askers_only
@require_http_methods(["GET", "HEAD", "POST"])
def about(request, pk):
    """What was asked about one contribution; a POST asks, withdraws, or takes note."""
    row = get_object_or_404(_with_place(inquiries.askable(request.user)), pk=pk)
    if request.method != "POST":
        return _render(request, row, AskForm())
    step = next((step for name, step in STEPS.items() if name in request.POST), None)
    form = AskForm(request.POST)
    if step is None and not form.is_valid():
        return _render(request, row, form, status=422)
    try:
        done = step(request, row) if step else _ask(request, row, form)
    except limits.TooMany as refusal:
        return refusal.mark(_render(request, row, form, refused=str(refusal)))
    except ActionRefused as refusal:
        return _render(
            request, row, AskForm(initial=_typed(form)), refused=str(refusal), status=409
        )
    messages.success(request, done)
    if step and request.POST.get("question", "").strip():
        return _render(request, row, AskForm(initial=_typed(form)))
    return redirect("inquiries:about", pk)


def _ask(request, row, form):
    limits.consume("inquiry", request)
    asked = inquiries.ask(row, by=request.user, **form.cleaned_data)
    return _("Gefragt: Die E-Mail an %(email)s ist unterwegs.") % {"email": asked.email}


def _withdraw(request, row):
    inquiries.withdraw(_chosen(request, row, WITHDRAW))
    return _("Zurückgezogen: Der Link in der E-Mail gilt nicht mehr.")


def _note(request, row):
    inquiries.note_read(_chosen(request, row, NOTE), by=request.user)
    return _("Gelesen.")


# By the name of their button, whose value is the key of the question.
WITHDRAW, NOTE = "zurueckziehen", "gelesen"
STEPS = {WITHDRAW: _withdraw, NOTE: _note}


def _chosen(request, row, name):
    return get_object_or_404(row.rueckfragen, pk=key_in(request.POST[name]))


def _typed(form):
    return {name: form.data.get(name, "") for name in form.fields if form.data.get(name)}


def _with_place(rows):
    return rows.select_related("author", "baustein__strategie__konzept", "kommentierphase")


def _render(request, row, form, *, refused="", status=200):
    asked = inquiries.inquiries_about(row)
    failed = undelivered(asked)
    for each in asked:
        each.is_undelivered = each.pk in failed
        each.may_be_noted = (
            each.is_answered and not each.read_at and (each.by_id in (None, request.user.pk))
        )
    context = {
        "kommentar": row,
        "inquiries": asked,
        "form": form,
        "refused": refused,
        "today": timezone.localdate(),
        "moderates": own_comments(request.user).filter(pk=row.pk).exists(),
        "evaluates": own_contributions(request.user).filter(pk=row.pk).exists(),
    }
    return render(request, "office/inquiries/about.html", context, status=status)
