"""Who sees and changes what in the administration.

Two things are needed, and neither is enough: the permission of a group says what
somebody may do, a ``Zustaendigkeit`` in which Konzept. Every ModelAdmin of rows
that belong to a Konzept derives from ``KonzeptScopedAdmin``.
"""

from django import forms
from django.contrib import admin
from django.contrib.admin.options import ActionLocation
from django.http import Http404

from fulltext.admin import FoldedSearchMixin
from keyset import is_key
from municipality.editing import VersionedAdminMixin

from ..models import Baustein, Konzept, Strategie, Zustaendigkeit

Role = Zustaendigkeit.Role

# Where the models that forms offer to choose from have their Konzept.
KONZEPT_PATHS = {Konzept: "pk", Strategie: "konzept", Baustein: "strategie__konzept"}


def assigned(request, *roles):
    """Primary keys of the Konzepte in which the user has one of ``roles``; asked once a request."""
    if not hasattr(request, "assigned_konzepte"):
        request.assigned_konzepte = _konzepte_by_role(request.user)
    return set().union(*(request.assigned_konzepte[role] for role in roles))


def _konzepte_by_role(user):
    """Primary keys of Konzepte by role: what ``assigned_to`` says, for all roles at once."""
    found = {role: set() for role in Role.values}
    if user.is_superuser and user.is_active:
        everywhere = set(Konzept.objects.values_list("pk", flat=True))
        return dict.fromkeys(found, everywhere)
    if user.is_staff and user.is_active:
        for role, konzept in user.zustaendigkeiten.values_list("role", "konzept"):
            found[role].add(konzept)
    return found


def plain(name, description):
    """A read-only column for a person or row that the reader may not open: no link.

    Args:
        name: of the attribute.
        description: heading of the column.
    """

    @admin.display(description=description)
    def column(obj):
        return getattr(obj, name)

    return column


class StrategieField(forms.ModelChoiceField):
    """A Strategie with its Konzept: „Anlass und Aufgabe“ stands in every one."""

    def __init__(self, queryset, **kwargs):
        rows = queryset.select_related("konzept").order_by("konzept__title", "position", "pk")
        super().__init__(rows, **kwargs)

    def label_from_instance(self, strategie):
        return f"{strategie.konzept}: {strategie}"


class ChoicesWithoutShortcuts:
    """Leaves out Django's shortcuts to a chosen row, which open a window of their own."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for name in ("add", "change", "delete", "view"):
            if hasattr(getattr(field, "widget", None), f"can_{name}_related"):
                setattr(field.widget, f"can_{name}_related", False)
        return field


class KonzeptScopedAdmin(
    VersionedAdminMixin, ChoicesWithoutShortcuts, FoldedSearchMixin, admin.ModelAdmin
):
    """Shows and changes only rows of the Konzepte that the user works on.

    Rows of other Konzepte do not exist here: lists, choices, filters, actions,
    history and deletion start from ``get_queryset``, anything else is a 404.

    Attributes:
        konzept_path: lookup from a row to its Konzept.
        view_roles, change_role: the roles needed in it.
    """

    konzept_path = "konzept"
    view_roles = (Role.REDAKTION, Role.MODERATION)
    change_role = Role.REDAKTION
    view_on_site = False
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request):
        return self._within(super().get_queryset(request), self.konzept_path, request)

    def get_object(self, request, object_id, from_field=None):
        # The database could not even be asked for a longer key where it leads to another table.
        is_too_long = object_id.isdecimal() and not is_key(object_id)
        row = None if is_too_long else super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404
        return row

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and self._is_assigned(
            request, obj, *self.view_roles
        )

    def has_add_permission(self, request):
        return super().has_add_permission(request) and self._is_assigned(
            request, None, self.change_role
        )

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._is_assigned(
            request, obj, self.change_role
        )

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._is_assigned(
            request, obj, self.change_role
        )

    def lookup_allowed(self, lookup, value, request):
        """Lists are asked by their own filters: no column they hide can be guessed at."""
        offered = {getattr(item, "parameter_name", item) for item in self.list_filter}
        is_offered = lookup in offered or lookup.partition("__")[0] in offered
        return is_offered and super().lookup_allowed(lookup, value, request)

    def get_inlines(self, request, obj):
        """A new row has nothing yet that is only there to be read."""
        if obj:
            return self.inlines
        return [inline for inline in self.inlines if not issubclass(inline, ViewOnlyInline)]

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        """Without Django's „delete selected“: what can be deleted is deleted one by one."""
        actions = super().get_actions(request, action_location=action_location)
        actions.pop("delete_selected", None)
        return actions

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        self._limit_choices(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        self._limit_choices(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        """Write what the form changed and nothing else: actions keep status and counters."""
        if not change:
            obj.save()
            return
        columns = {field.name for field in obj._meta.concrete_fields}
        changed = columns & {*form.changed_data}
        obj.save(update_fields=changed and changed | (columns & {"folded"}))

    def _limit_choices(self, db_field, request, kwargs):
        model = db_field.remote_field.model
        if model is Strategie:
            kwargs["form_class"] = StrategieField
        if model in KONZEPT_PATHS:
            kwargs["queryset"] = self._within(
                kwargs.get("queryset", model._default_manager.all()),
                KONZEPT_PATHS[model],
                request,
                self.change_role,
            )

    def _within(self, queryset, path, request, *roles):
        if request.user.is_superuser:
            return queryset
        return queryset.filter(**{f"{path}__in": assigned(request, *(roles or self.view_roles))})

    def _is_assigned(self, request, obj, *roles):
        if request.user.is_superuser:
            return True
        konzepte = assigned(request, *roles)
        return bool(konzepte) if obj is None else self._konzept_pk(obj) in konzepte

    def _konzept_pk(self, obj):
        *way, last = self.konzept_path.split("__")
        for name in way:
            obj = getattr(obj, name)
        return obj.pk if last == "pk" else getattr(obj, f"{last}_id")


class ViewOnlyAdmin(KonzeptScopedAdmin):
    """Rows that only ever come from actions: to be read, never to be edited."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ViewOnlyInline(admin.StackedInline):
    """What belongs to a row, listed below it, for whoever may see the row.

    Stacked, as all inlines here: in a table no field has a label, and a phone shows a part of it.
    """

    extra = 0
    can_delete = False
    view_on_site = False
    classes = ["view-only"]

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": [tuple(self.fields)]})]
