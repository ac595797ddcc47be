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
