from django.contrib import admin

from strategies.admin import KonzeptScopedAdmin, Role

from ..models import Textbaustein


@admin.register(Textbaustein)
class TextbausteinAdmin(KonzeptScopedAdmin):
    """Whoever needs them edits those of their Konzepte; those for all, superusers."""

    view_roles = (Role.REDAKTION, Role.MODERATION, Role.AUSWERTUNG)
    fields = ["konzept", "use", "ground", "title", "text"]
    list_display = ["title", "use", "ground", "konzept"]
    list_filter = ["use", "ground"]
    list_select_related = ["konzept"]
    search_fields = ["folded"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "konzept" in form.base_fields and not request.user.is_superuser:
            form.base_fields["konzept"].required = True
            form.base_fields["konzept"].help_text = ""
        return form

    def _is_assigned(self, request, obj, *roles):
        return super()._is_assigned(request, obj, *self.view_roles)

    def _within(self, queryset, path, request, *roles):
        return super()._within(queryset, path, request, *self.view_roles)
