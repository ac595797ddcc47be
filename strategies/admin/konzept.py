from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from municipality.inlines import VersionedInlineMixin

from .. import actions
from ..models import Dokument, Konzept, Publikationsstatus, Strategie, Zustaendigkeit
from ..numbers import also_numbered
from .access import ChoicesWithoutShortcuts, KonzeptScopedAdmin
from .forms import (
    AccessibleAdminMixin,
    DokumentForm,
    KonzeptForm,
    StrategieForm,
    ZustaendigkeitForm,
)
from .publication import PUBLICATION_ACTIONS, PublishedAdminMixin


class ZustaendigkeitInline(VersionedInlineMixin, ChoicesWithoutShortcuts, admin.StackedInline):
    """Who works on the Konzept; for superusers, whose permissions need no Zustaendigkeit."""

    model = Zustaendigkeit
    form = ZustaendigkeitForm
    extra = 0
    autocomplete_fields = ["user"]
    fields = [("user", "role", "office")]

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request, obj=None):
        return request.user.is_superuser


class DokumentInline(VersionedInlineMixin, admin.StackedInline):
    model = Dokument
    form = DokumentForm
    fields = ["title", ("file", "filename"), "position"]
    readonly_fields = ["filename"]
    extra = 0

    def view_on_site(self, obj):
        return obj.get_absolute_url()


@admin.register(Konzept)
class KonzeptAdmin(AccessibleAdminMixin, PublishedAdminMixin, KonzeptScopedAdmin):
    konzept_path = "pk"
    form = KonzeptForm
    accessible_fields = (*AccessibleAdminMixin.accessible_fields, "sign_language_url")
    fields = [
        "status_badge", "title", "slug", "kind", "region", "traeger", "year", "contact", "summary",
    ]  # fmt: skip
    readonly_fields = ["status_badge"]
    inlines = [ZustaendigkeitInline, DokumentInline]
    list_display = ["title", "kind", "region", "year", "status_badge"]
    list_filter = ["status", "kind"]
    search_fields = ["folded"]
    confirmed_actions = PUBLICATION_ACTIONS[Konzept]

    def has_add_permission(self, request):
        """A new Konzept is nobody's yet; who works on it is a superuser's decision."""
        return request.user.is_superuser

    def get_object_tools(self, request, row):
        tools = super().get_object_tools(request, row)
        if self.has_change_permission(request, row):
            tools = [*tools, (_("Dokument einlesen"), _import_url(row.pk))]
        return tools

    def get_urls(self):
        """Where documents were imported before the desk was there, one is led to it."""
        view = self.admin_site.admin_view(_lead_to_the_desk)
        return [
            path("<path:object_id>/einlesen/", view, name="strategies_konzept_import"),
            path("<path:object_id>/einlesen/<str:token>/", view),
            *super().get_urls(),
        ]

    def get_readonly_fields(self, request, obj=None):
        return _with_fixed_address(self.readonly_fields, obj)

    def save_formset(self, request, form, formset, change):
        konzept = form.instance
        before, roles = _people_of(konzept), _roles_of(konzept)
        files = _files_of(konzept)
        super().save_formset(request, form, formset, change)
        for person in before | _people_of(konzept):
            actions.match_groups(person)
        actions.record_roles(konzept, roles, _roles_of(konzept), by=request.user)
        storage = Dokument._meta.get_field("file").storage
        for name in files - _files_of(konzept):
            transaction.on_commit(lambda name=name: storage.delete(name))


@admin.register(Strategie)
class StrategieAdmin(AccessibleAdminMixin, PublishedAdminMixin, KonzeptScopedAdmin):
    form = StrategieForm
    fields = ["status_badge", "konzept", "number", "title", "slug", "intro", "position"]
    readonly_fields = ["status_badge"]
    list_display = ["title", "number", "konzept", "position", "status_badge"]
    list_filter = [("konzept", admin.RelatedOnlyFieldListFilter), "status"]
    list_select_related = ["konzept"]
    search_fields = ["folded", "konzept__folded"]
    confirmed_actions = PUBLICATION_ACTIONS[Strategie]

    def get_readonly_fields(self, request, obj=None):
        return _with_fixed_address(self.readonly_fields, obj, "konzept")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "number" in form.changed_data and (words := also_numbered(obj)):
            messages.warning(request, words)


def _with_fixed_address(readonly, obj, parent=None):
    """What cannot be edited: the parent once saved, the address once published."""
    if obj is None:
        return readonly
    published = obj.status != Publikationsstatus.DRAFT
    return [*readonly, *([parent] if parent else []), *(["slug"] if published else [])]


def _import_url(pk):
    return f"{reverse('importing:start')}?{urlencode({'konzept': pk})}"


def _lead_to_the_desk(request, object_id, token=""):
    return redirect(_import_url(unquote(object_id)))


def _people_of(konzept):
    return {row.user for row in konzept.zustaendigkeiten.select_related("user")}


def _roles_of(konzept):
    return {
        (row.user, row.role, row.office) for row in konzept.zustaendigkeiten.select_related("user")
    }


def _files_of(konzept):
    return set(konzept.dokumente.values_list("file", flat=True))
