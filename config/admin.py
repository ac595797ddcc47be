from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _


class AdminSite(admin.AdminSite):
    """The administration. Signing in goes through allauth, like everywhere else."""

    site_header = _("Verwaltung der Beteiligung")
    site_title = _("Verwaltung")
    index_title = _("Übersicht")

    # What people come for first; everything else follows by name.
    APP_ORDER = ("strategies", "phases", "comments", "evaluation", "accounts", "mails")

    def get_app_list(self, request, app_label=None):
        def place(app):
            known = app["app_label"] in self.APP_ORDER
            return self.APP_ORDER.index(app["app_label"]) if known else len(self.APP_ORDER)

        return sorted(super().get_app_list(request, app_label), key=place)

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
