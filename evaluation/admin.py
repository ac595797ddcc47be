"""The evaluation in the administration: to be read; the work is done at its own place."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from strategies.admin import Role, ViewOnlyAdmin, plain

from .models import Anliegen, Ausgabe, Auswertung, Auswertungsprotokoll

BY = plain("by", gettext_lazy("durch"))
PUBLISHED_BY = plain("published_by", gettext_lazy("durch"))
_OF_AUSWERTUNG = "auswertung__kommentierphase__strategie__konzept"


class EvaluationAdmin(ViewOnlyAdmin):
    """What those read who evaluate in a Konzept. Offices see theirs at the workplace alone."""

    view_roles = (Role.AUSWERTUNG, Role.REDAKTION)
    konzept_path = _OF_AUSWERTUNG

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    @admin.display(description=gettext_lazy("Bearbeiten"))
    def page(self, obj):
        return format_html(
            '<a href="{}">{}</a>', self.page_url(obj), gettext_lazy("Am Arbeitsplatz öffnen")
        )


@admin.register(Auswertung)
class AuswertungAdmin(EvaluationAdmin):
    konzept_path = "kommentierphase__strategie__konzept"
    fields = ["name", "status", "created_at", "page"]
    list_display = ["name", "status", "created_at"]
    list_filter = ["status"]
    list_select_related = ["kommentierphase__strategie"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("kommentierphase__strategie__konzept")

    @admin.display(description=gettext_lazy("Kommentierphase"))
    def name(self, obj):
        return str(obj)

    def page_url(self, obj):
        return reverse("auswertung:auswertung", args=[obj.pk])


@admin.register(Anliegen)
class AnliegenAdmin(EvaluationAdmin):
    fields = [
        "number", "title", "summary", "office", "deadline", "verdict", "reasons", "status", "page",
    ]  # fmt: skip
    list_display = ["number", "title", "office", "deadline", "verdict", "status"]
    list_filter = ["status", "verdict"]
    search_fields = ["folded"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_strategie()

    def page_url(self, obj):
        return obj.get_absolute_url()


@admin.register(Auswertungsprotokoll)
class AuswertungsprotokollAdmin(EvaluationAdmin):
    fields = ["at", "action", "details", "reason", BY]
    list_display = ["at", "action", "details", BY]
    list_filter = ["action"]
    list_select_related = ["by"]


@admin.register(Ausgabe)
class AusgabeAdmin(EvaluationAdmin):
    fields = ["number", "published_at", "note", "sha256", PUBLISHED_BY, "page"]
    list_display = ["number", "published_at", "note", PUBLISHED_BY]
    list_select_related = ["published_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(_OF_AUSWERTUNG, "published_by")

    def page_url(self, obj):
        return obj.get_absolute_url()
