from functools import wraps

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _


class AdminSite(admin.AdminSite):
    """The administration. Signing in goes through allauth, like everywhere else."""

    site_header = _("Verwaltung der Beteiligung")
    site_title = _("Verwaltung")
    index_title = _("Übersicht")

    # What people come for first; what is not named follows by its name.
    APP_ORDER = (
        "strategies", "phases", "comments", "evaluation", "pages", "accounts", "municipality",
    )  # fmt: skip
    MODEL_ORDER = (
        "Konzept", "Strategie", "Leitziel", "Handlungsfeld", "Leitprojekt", "Fassung",
        "Kommentar", "Meldung", "Beschwerde", "Auswertung", "Anliegen", "Ausgabe",
    )  # fmt: skip

    def each_context(self, request):
        """What every page of the administration shows, with the version for its footer."""
        return super().each_context(request) | {"version": settings.VERSION}

    def admin_view(self, view, cacheable=False):
        """Every page here, also those of filters and searches that no column can be asked for."""
        return super().admin_view(_refusing_nonsense(view), cacheable)

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(model["object_name"], self.MODEL_ORDER))
        return sorted(apps, key=lambda app: _place(app["app_label"], self.APP_ORDER))

    def login(self, request, extra_context=None):
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(
            request.GET.get("next", resolve_url("admin:index")), resolve_url("account_login")
        )

    def get_urls(self):
        # Django's redirect to „view on site“ answers for any row of any model: it
        # would tell every member of staff the addresses of all drafts.
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]


def _refusing_nonsense(view):
    """Answer 400 where an address asks the database for what it cannot even be asked.

    A NUL, or a number beyond all columns, in a filter or a key is nobody's typing mistake:
    Django hands it on, and what the database says to it would be a page 500.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if any("\0" in text for text in _texts(request, kwargs)):
            raise BadRequest("NUL in an address of the administration")
        if request.method not in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        try:
            response = view(request, *args, **kwargs)
            # A list asks the database only while it is rendered.
            return response.render() if hasattr(response, "render") else response
        except (DataError, OverflowError) as error:
            raise BadRequest("Not a value of any column") from error

    return wrapper


def _texts(request, kwargs):
    yield from (value for value in kwargs.values() if isinstance(value, str))
    for name, values in request.GET.lists():
        yield from (name, *values)


def _place(name, order):
    return order.index(name) if name in order else len(order)
