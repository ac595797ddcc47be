from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.protection import limits
from accounts.protection.csrf import anonymous_form
from municipality.gates import passes_gates
from pagecache.decorators import public_page
from pages import actions
from pages.forms import BarriereForm, page_of
from pages.models import Page, Seitenfassung
from pages.stored import cookies, stored


@passes_gates
@require_safe
@public_page
def page(request, page):
    """An everyday page as it is valid now."""
    versions = list(_versions(page))
    row = get_object_or_404(Seitenfassung, page=page, number=versions[0].number)
    return render(request, "pages/page.html", _context(row, versions))


@passes_gates
@require_safe
@public_page
def fassung(request, page, number):
    """An everyday page as it was valid before."""
    row = get_object_or_404(Seitenfassung, page=page, number=number)
    return render(request, "pages/page.html", _context(row, list(_versions(page))))


def _versions(page):
    """All Fassungen of a page, newest first, with the day from which each no longer held."""
    return Seitenfassung.objects.filter(page=page).only("page", "number", "published_at")


def _context(row, versions):
    newer = [version for version in versions if version.number > row.number]
    return {
        "fassung": row,
        "page": Page(row.page),
        "versions": versions,
        "is_current": not newer,
        "valid_until": newer[-1].published_at if newer else None,
        "stored": stored() if row.page == Page.DATENSCHUTZ else (),
        "cookies": cookies(),
    }


@anonymous_form
@require_http_methods(["GET", "HEAD", "POST"])
def report_barrier(request):
    address = page_of(request.GET.get("von", ""), request.get_host())
    form = BarriereForm(request.POST or None, initial={"address": address})
    if request.method != "POST":
        return render(request, "pages/barrier.html", {"form": form})
    if not form.is_valid():
        return render(request, "pages/barrier.html", {"form": form}, status=422)
    try:
        limits.consume("barrier", request, address=form.cleaned_data["email"])
    except limits.TooMany as refusal:
        context = {"form": form, "refused": str(refusal)}
        return refusal.mark(render(request, "pages/barrier.html", context))
    actions.report_barrier(language=get_language(), **form.cleaned_data)
    messages.success(request, _thanks(form.cleaned_data["email"]))
    return redirect("pages:page", Page.BARRIEREFREIHEIT)


def _thanks(email):
    if email:
        return _("Danke. Wir antworten Ihnen innerhalb eines Monats an %(email)s.") % {
            "email": email
        }
    return _("Danke. Wir kümmern uns darum. Ohne Ihre Adresse können wir nicht antworten.")
