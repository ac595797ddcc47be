"""The Umsetzung in the administration: to be read; the work is done at its own place."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from strategies.admin import Role, ViewOnlyAdmin, plain

from .models import Stand, Umsetzungsbericht, Umsetzungsprotokoll, Vorhaben

BY = plain("by", gettext_lazy("durch"))
WRITER = plain("by", gettext_lazy("geschrieben von"))
PUBLISHER = plain("published_by", gettext_lazy("veröffentlicht von"))


class ProgressAdmin(ViewOnlyAdmin):
    """What the Redaktion of a Konzept reads."""

    view_roles = (Role.REDAKTION,)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_readonly_fields(self, request, obj=None):
        return self.fields


@admin.register(Vorhaben)
class VorhabenAdmin(ProgressAdmin):
    konzept_path = "konzept"
    fields = [
        "konzept", "baustein", "number", "title", "summary", "office", "planned_start",
        "planned_end", "first_planned_end", "status",
    ]  # fmt: skip
    list_display = ["number", "title", "office", "status"]
    list_filter = ["status"]
    list_select_related = ["konzept"]
    search_fields = ["number", "title"]


@admin.register(Stand)
class StandAdmin(ProgressAdmin):
    konzept_path = "vorhaben__konzept"
    fields = [
        "vorhaben", "number", "kind", "date", "state", "health", "text", "reason", "next_step",
        WRITER, PUBLISHER, "published_at",
    ]  # fmt: skip
    list_display = ["vorhaben", "number", "date", "state", "health", WRITER]
    list_filter = ["state", "health"]
    list_select_related = ["vorhaben", "by"]


@admin.register(Umsetzungsbericht)
class UmsetzungsberichtAdmin(ProgressAdmin):
    konzept_path = "konzept"
    fields = ["konzept", "number", "date", "note", "published_at", "sha256", PUBLISHER]
    list_display = ["konzept", "number", "date", PUBLISHER]
    list_select_related = ["konzept", "published_by"]


@admin.register(Umsetzungsprotokoll)
class UmsetzungsprotokollAdmin(ProgressAdmin):
    konzept_path = "konzept"
    fields = ["at", "action", "vorhaben", "details", BY]
    list_display = ["at", "action", "vorhaben", "details", BY]
    list_filter = ["action"]
    list_select_related = ["by", "vorhaben"]
