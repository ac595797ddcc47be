from django.contrib import admin
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from .current import current, refresh
from .forms import KommuneForm
from .models import Kommune


@admin.register(Kommune)
class KommuneAdmin(admin.ModelAdmin):
    """The one row; for superusers, as what it says stands on every page."""

    form = KommuneForm
    fieldsets = [
        (None, {"fields": ["name", "claim", "logo"]}),
        (_("Farbe"), {"fields": ["accent", "accent_dark"]}),
        (_("Kontakt und Fuß der Seiten"), {"fields": ["contact", "footer"]}),
        (_("Barrierefreiheit"), {"fields": ["land", "enforcement_body"]}),
        (_("Offene Daten"), {"fields": ["ags"]}),
    ]

    class Media:
        css = {"all": ["admin/mitreden.css"]}

    def changelist_view(self, request, extra_context=None):
        """A list of one is its row."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        row = Kommune.objects.first()
        name = "change" if row else "add"
        return redirect(f"admin:municipality_kommune_{name}", *([row.pk] if row else []))

    def has_add_permission(self, request):
        # The row that every page shows is at hand; each page of the administration asks twice.
        is_there = current().pk is not None or Kommune.objects.exists()
        return super().has_add_permission(request) and not is_there

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        before = form.initial.get("logo")
        super().save_model(request, obj, form, change)
        if before and "logo" in form.changed_data and before.name != obj.logo.name:
            transaction.on_commit(lambda: before.storage.delete(before.name))
        transaction.on_commit(refresh)
