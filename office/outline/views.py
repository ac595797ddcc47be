"""The outline of a Konzept: kind, number, Strategie and order of its Bausteine."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from office.pictures.access import edited_konzepte, editors_only
from strategies.gliederung import MoveRefused, carry_out
from strategies.models.baustein import KINDS

from .asked import read
from .preview import consequences, double_numbers
from .sheet import Sheet

# With more, a Strategie is chosen for those that are ticked alone: the page would be too long.
MOST_CHOICES = 3_000


@editors_only
@require_safe
def start(request):
    """The Konzepte somebody edits."""
    konzepte = edited_konzepte(request.user).order_by("title")
    return render(request, "office/outline/start.html", {"konzepte": list(konzepte)})


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def outline(request, pk):
    """Show the outline; a POST asks for changes, which are confirmed on a page of their own."""
    konzept = get_object_or_404(edited_konzepte(request.user), pk=pk)
    if request.method != "POST":
        return _page(request, Sheet(konzept))
    with transaction.atomic():
        sheet = Sheet(konzept, lock=True)
        asked = read(request.POST, sheet)
        if asked.errors or asked.conflicts:
            return _page(request, sheet, asked, status=422)
        if not asked.changes:
            messages.info(request, _("Es ist nichts geändert."))
            return redirect("outline:outline", konzept.pk)
        if "bestaetigt" in request.POST or asked.is_order_alone:
            return _carry_out(request, sheet, asked)
        return _confirmation(request, sheet, asked)


def _carry_out(request, sheet, asked):
    try:
        carry_out(asked.wishes(), by=request.user)
    except MoveRefused as refusal:
        asked.errors.append(str(refusal))
        return _page(request, sheet, asked, status=422)
    count = len(asked.changes)
    words = ngettext("%(n)d Text geändert.", "%(n)d Texte geändert.", count) % {"n": count}
    messages.success(request, words)
    anchor = next(iter(asked.changes))
    address = redirect("outline:outline", sheet.konzept.pk)
    query = f"?bei={anchor}" if sheet.windows else ""
    address["Location"] += f"{query}#baustein-{anchor}"
    return address


def _confirmation(request, sheet, asked):
    found, obstacles = consequences(asked)
    context = {
        "konzept": sheet.konzept,
        "consequences": found,
        "obstacles": obstacles,
        "remarks": list(double_numbers(asked)),
        "remembered": sheet.remembered(asked.changes),
        "start": _start(request, sheet),
    }
    return render(request, "office/outline/confirm.html", context)


def _start(request, sheet):
    """The window of rows that is asked for: by its first row, or a Baustein in it."""
    pk, start = request.GET.get("bei", ""), request.GET.get("ab", "")
    if pk.isascii() and pk.isdecimal():
        return sheet.window_of(int(pk[:18]))
    known = (str(first) for first, *_numbers in sheet.windows)
    return int(start) if start in known else 0


def _page(request, sheet, asked=None, status=200):
    start = _start(request, sheet)
    shown = sheet.window(start)
    context = {
        "konzept": sheet.konzept,
        "strategien": sheet.strategien,
        "shown": shown,
        "windows": sheet.windows,
        "start": start,
        "kinds": [(kind, model._meta.verbose_name) for kind, model in KINDS.items()],
        "choose_strategie": len(sheet.rows) * len(sheet.strategien) <= MOST_CHOICES,
        "remembered": sheet.remembered(row.pk for each in shown for row in each.shown),
        "first_number": request.POST.get("ab", ""),
        "errors": asked.errors if asked else [],
        "conflicts": asked.conflicts if asked else [],
    }
    return render(request, "office/outline/outline.html", context, status=status)
