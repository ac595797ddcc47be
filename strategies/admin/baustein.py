from django.contrib import admin, messages
from django.db.models import Exists, OuterRef
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from .. import actions, steckbrief
from ..models import (
    Baustein,
    Fassung,
    Gliederungsprotokoll,
    Handlungsfeld,
    Leitprojekt,
    Leitziel,
    Publikationsstatus,
)
from ..numbers import also_numbered
from .access import KonzeptScopedAdmin, ViewOnlyAdmin, ViewOnlyInline, plain
from .badges import badge, publication_badge
from .filters import StrategieListFilter
from .forms import AccessibleAdminMixin, BausteinForm, LeitprojektForm
from .publication import PUBLICATION_ACTIONS, PublishedAdminMixin

FACT_FIELDS = [f"fact_{name}" for name in steckbrief.FIELDS]
AUTHOR = plain("created_by", _("verfasst von"))


class FassungInline(ViewOnlyInline):
    model = Fassung
    fields = ["link", "status_badge", "editorial", AUTHOR, "created_at", "published_at"]
    ordering = ["-number"]
    verbose_name_plural = _("Fassungen")

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("created_by")
            .defer("text", "html", "folded")
        )

    @admin.display(description=_("Fassung"))
    def link(self, obj):
        url = reverse("admin:strategies_fassung_change", args=[obj.pk])
        label = obj.number or obj.get_status_display()
        return format_html('<a href="{}">{}: {}</a>', url, label, obj.title)

    @admin.display(description=_("Status"))
    def status_badge(self, obj):
        return _fassung_badge(obj)


class GliederungsprotokollInline(ViewOnlyInline):
    model = Gliederungsprotokoll
    fields = ["at", "change", "before", "after", plain("by", _("durch"))]
    verbose_name_plural = _("Änderungen der Gliederung")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")


class BausteinAdmin(AccessibleAdminMixin, PublishedAdminMixin, KonzeptScopedAdmin):
    """Edits a Baustein and the one draft of its text; the public text changes by publishing."""

    konzept_path = "strategie__konzept"
    form = BausteinForm
    fields = [
        "status_badge", "strategie", "number", "outline_number", "title", "slug", "text",
        "editorial", "position",
    ]  # fmt: skip
    readonly_fields = ["status_badge"]
    inlines = [FassungInline, GliederungsprotokollInline]
    list_display = ["title", "number", "strategie", "konzept", "comment_count", "status_badge"]
    list_filter = [
        "status",
        ("strategie__konzept", admin.RelatedOnlyFieldListFilter),
        ("strategie", StrategieListFilter),
    ]
    list_select_related = ["strategie__konzept"]
    search_fields = ["folded"]
    confirmed_actions = PUBLICATION_ACTIONS[Baustein]

    @admin.display(description=_("Konzept"), ordering="strategie__konzept__title")
    def konzept(self, obj):
        return obj.strategie.konzept

    def get_queryset(self, request):
        drafts = Fassung.objects.drafts().filter(baustein=OuterRef("pk"))
        rows = super().get_queryset(request).select_related("strategie__konzept", "fassung")
        return rows.annotate(has_draft=Exists(drafts))

    @admin.display(description=_("Status"), ordering="status")
    def status_badge(self, obj):
        """With a second badge for the draft of what is published already."""
        badges = [publication_badge(obj)]
        if obj.fassung_id and obj.has_draft:
            badges.append(badge(_("neue Fassung im Entwurf"), "draft"))
        return format_html_join(" ", "{}", ((sign,) for sign in badges))

    def get_object_tools(self, request, row):
        return [*self._previews(row), *super().get_object_tools(request, row)]

    def _previews(self, row):
        """Where the draft can be looked at as the public will see it."""
        if not row.has_draft:
            return []
        draft = Fassung(baustein=row)
        previews = [(_("Entwurf ansehen"), draft.get_absolute_url())]
        if row.fassung:
            difference = row.fassung.get_difference_url(draft)
            previews.append((_("Unterschied zur geltenden Fassung"), difference))
        return previews

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return self.readonly_fields
        fixed = ["strategie"] if obj.status == Publikationsstatus.DRAFT else ["strategie", "slug"]
        return [*self.readonly_fields, *fixed]

    def save_model(self, request, obj, form, change):
        if obj.fassung:
            # The public title changes with the Fassung, not with the draft.
            obj.title = obj.fassung.title
        super().save_model(request, obj, form, change)
        drafted = {"title", "text", "editorial", *FACT_FIELDS}
        if not change or drafted & set(form.changed_data):
            actions.save_draft(
                obj,
                title=form.cleaned_data["title"],
                text=form.cleaned_data["text"],
                editorial=form.cleaned_data["editorial"],
                facts=form.cleaned_data.get("facts"),
                by=request.user,
            )
        if {"number", "strategie"} & set(form.changed_data) and (words := also_numbered(obj)):
            messages.warning(request, words)


@admin.register(Leitziel, Handlungsfeld)
class PlainBausteinAdmin(BausteinAdmin):
    """A Leitziel or Handlungsfeld: nothing but what every Baustein has."""


@admin.register(Leitprojekt)
class LeitprojektAdmin(BausteinAdmin):
    form = LeitprojektForm
    fields = [*BausteinAdmin.fields, *FACT_FIELDS, "source", "region", "supports"]

    def get_fields(self, request, obj=None):
        """What it supports is chosen among its Konzept's Bausteine, once that is known."""
        return [name for name in self.fields if obj or name != "supports"]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["queryset"] = Baustein.objects.goals().exclude(kind=Baustein.Kind.LEITPROJEKT)
        kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if obj and "supports" in form.base_fields:
            supports = form.base_fields["supports"]
            supports.queryset = supports.queryset.filter(
                strategie__konzept=obj.strategie.konzept_id
            )
        return form


@admin.register(Fassung)
class FassungAdmin(ViewOnlyAdmin):
    """One version of a text, to read and compare; made by publishing alone."""

    konzept_path = "baustein__strategie__konzept"
    fields = [
        "baustein_link", "status_badge", "title", "text_as_written", "steckbrief", "editorial",
        AUTHOR, "created_at", "published_at",
    ]  # fmt: skip
    readonly_fields = fields
    list_display = ["title", "baustein_link", "number", "status_badge", "published_at"]
    list_filter = [
        "status",
        ("baustein__strategie", StrategieListFilter),
    ]
    list_select_related = ["baustein__strategie"]
    search_fields = ["folded"]
    ordering = ["baustein", "-number"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("baustein__strategie", "created_by")

    @admin.display(description=_("Baustein"), ordering="baustein")
    def baustein_link(self, obj):
        if not obj.baustein.is_in_document:
            # It has no form: nobody edits it.
            return str(obj.baustein)
        url = reverse(f"admin:strategies_{obj.baustein.kind}_change", args=[obj.baustein_id])
        return format_html('<a href="{}">{}</a>', url, obj.baustein)

    @admin.display(description=_("Status"))
    def status_badge(self, obj):
        return _fassung_badge(obj)

    @admin.display(description=_("Text"))
    def text_as_written(self, obj):
        return format_html('<pre class="as-written">{}</pre>', obj.text)

    @admin.display(description=_("Steckbrief"))
    def steckbrief(self, obj):
        return format_html_join(", ", "{}: {}", obj.said_facts)


def _fassung_badge(fassung):
    draft = fassung.status == Fassung.Status.DRAFT
    return badge(fassung.get_status_display(), "draft" if draft else "live")
