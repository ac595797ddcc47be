"""Mitteilungen to those who follow: drafted, looked at, tried on oneself, sent once."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, DELETION
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from strategies.messages import MessageRefused, fingerprint, send_out, send_test
from strategies.models import Mitteilung

from .access import editors_only, mitteilungen_of
from .forms import MitteilungForm

# So many are listed.
SHOWN = 100


@editors_only
@require_safe
def mitteilungen(request):
    rows = mitteilungen_of(request.user)
    context = {
        "drafts": list(rows.filter(status=Mitteilung.Status.DRAFT).order_by("-pk")[:SHOWN]),
        "sent": list(rows.filter(status=Mitteilung.Status.SENT)[:SHOWN]),
    }
    return render(request, "letters/list.html", context)


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit(request, pk=None):
    """Write a new draft or change one; what is sent stays as it is."""
    drafts = mitteilungen_of(request.user).filter(status=Mitteilung.Status.DRAFT)
    if request.method == "POST":
        drafts = drafts.select_for_update(no_key=True, of=("self",))
    row = get_object_or_404(drafts, pk=pk) if pk else Mitteilung(created_by=request.user)
    form = MitteilungForm(request.POST or None, instance=row, user=request.user)
    if request.method != "POST":
        return _form(request, form)
    if pk and "loeschen" in request.POST:
        return _delete(request, form)
    if not form.is_valid():
        return _form(request, form, status=422)
    form.save()
    form.log(request.user, CHANGE if pk else ADDITION)
    messages.success(request, _("Gespeichert, noch nicht verschickt."))
    return redirect("letters:preview", row.pk)


def _delete(request, form):
    """Delete a draft, which is locked, unless somebody else changed it meanwhile."""
    if form.forbids_removal():
        return _form(request, form, status=422)
    Mitteilung.objects.filter(pk=form.instance.pk).delete()
    form.log(request.user, DELETION)
    messages.success(request, _("Der Entwurf ist gelöscht."))
    return redirect("letters:list")


def _form(request, form, status=200):
    context = {"form": form, "row": form.instance}
    return render(request, "letters/form.html", context, status=status)


@editors_only
@require_safe
def preview(request, pk):
    return _preview(request, get_object_or_404(mitteilungen_of(request.user), pk=pk))


def _preview(request, row, refused="", status=200):
    context = {
        "mitteilung": row,
        "seen": fingerprint(row),
        "recipients": row.recipients().count() if row.is_draft else 0,
        "refused": refused,
    }
    return render(request, "letters/preview.html", context, status=status)


@editors_only
@require_POST
def test(request, pk):
    row = get_object_or_404(mitteilungen_of(request.user), pk=pk)
    if not row.is_draft:
        raise Http404
    send_test(row, to=request.user)
    messages.success(
        request, _("Die Probe ist unterwegs an %(email)s.") % {"email": request.user.email}
    )
    return redirect("letters:preview", pk)


@editors_only
@require_POST
def send(request, pk):
    row = get_object_or_404(mitteilungen_of(request.user), pk=pk)
    try:
        send_out(row, by=request.user, seen=request.POST.get("seen", ""))
    except MessageRefused as refused:
        row.refresh_from_db(from_queryset=mitteilungen_of(request.user))
        return _preview(request, row, refused=str(refused), status=409)
    messages.success(request, _sent(row.recipients().count()))
    return redirect("letters:list")


def _sent(number):
    if not number:
        return _("Verschickt: Die Mitteilung steht auf der Website; zurzeit folgt niemand.")
    words = ngettext(
        "Verschickt: Die Mitteilung geht an einen Menschen und steht auf der Website.",
        "Verschickt: Die Mitteilung geht an %(n)d Menschen und steht auf der Website.",
        number,
    )
    return words % {"n": number}
