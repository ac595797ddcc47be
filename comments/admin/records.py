"""What was decided, reported and complained about: to be read, never to be edited."""

from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from pages.models import Page, Seitenfassung
from strategies.admin import Role, ViewOnlyAdmin, assigned

from ..actions import decidable_by
from ..models import Beschwerde, Meldung, Moderationsentscheidung, Sperre
from .access import DECIDED_BY, EXCERPT_LENGTH, ModerationAdmin


class CommentRecordAdmin(ModerationAdmin):
    """What was decided or reported about a comment."""

    konzept_path = "kommentar__baustein__strategie__konzept"
    list_select_related = ["kommentar__baustein__strategie"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("kommentar__baustein__strategie")

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    @admin.display(description=gettext_lazy("Beitrag"))
    def kommentar_link(self, obj):
        url = reverse("admin:comments_kommentar_change", args=[obj.kommentar_id])
        text = Truncator(obj.kommentar.text).chars(EXCERPT_LENGTH)
        return format_html('<a href="{}">{}</a>', url, text)

    @admin.display(description=gettext_lazy("Baustein"))
    def baustein(self, obj):
        return obj.kommentar.baustein


@admin.register(Moderationsentscheidung)
class ModerationsentscheidungAdmin(CommentRecordAdmin):
    fields = [
        "kommentar_link", "baustein", "action", "ground", "netiquette", "statement", DECIDED_BY,
        "at",
    ]  # fmt: skip
    list_display = ["at", "action", "ground", "kommentar_link", "baustein", DECIDED_BY]
    list_filter = ["action", "ground"]
    list_select_related = [*CommentRecordAdmin.list_select_related, "by"]

    @admin.display(description=gettext_lazy("Netiquette"))
    def netiquette(self, obj):
        """The rules as they were when this was decided."""
        fassung = Seitenfassung.objects.valid_at(Page.NETIQUETTE, obj.at)
        if fassung is None:
            return "–"
        url = reverse("pages:fassung", args=[fassung.page, fassung.number])
        words = gettext_lazy("Fassung %(number)d") % {"number": fassung.number}
        return format_html('<a href="{}">{}</a>', url, words)


@admin.register(Meldung)
class MeldungAdmin(CommentRecordAdmin):
    fields = ["kommentar_link", "baustein", "ground", "explanation", "at"]
    list_display = ["at", "ground", "kommentar_link", "baustein"]
    list_filter = ["ground"]


@admin.register(Sperre)
class SperreAdmin(ModerationAdmin):
    """Blocks are made and lifted at a comment of the person, in the workplace."""

    fields = ["user", "konzept", "until", "lifted_at", "decision"]
    list_display = ["user", "konzept", "until", "lifted_at"]
    list_select_related = ["user", "konzept"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "konzept", "entscheidung")

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    @admin.display(description=gettext_lazy("Beitrag"))
    def decision(self, obj):
        url = reverse("moderation:kommentar", args=[obj.entscheidung.kommentar_id])
        return format_html('<a href="{}">{}</a>', url, obj.entscheidung.statement)


@admin.register(Beschwerde)
class BeschwerdeAdmin(ViewOnlyAdmin):
    """For moderators of the Konzept, and for the Redaktion where it has to decide."""

    fields = [
        "entscheidung",
        "text",
        "at",
        "status",
        "statement",
        "decided_by",
        "decided_at",
        "page",
    ]
    list_display = ["at", "status", "konzept", "entscheidung", "decided_by"]
    list_filter = ["status"]
    list_select_related = ["entscheidung__konzept", "decided_by"]
    ordering = ["-at"]

    def get_queryset(self, request):
        rows = Beschwerde.objects.select_related("entscheidung__konzept", "decided_by")
        if request.user.is_superuser:
            return rows.order_by(*self.ordering)
        return rows.filter(
            Q(entscheidung__konzept__in=assigned(request, Role.MODERATION))
            | Q(pk__in=decidable_by(request.user))
        ).order_by(*self.ordering)

    def has_view_permission(self, request, obj=None):
        if not request.user.has_perm("comments.view_beschwerde"):
            return False
        return self._has_work(request) if obj is None else self._may_read(request, obj)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def _has_work(self, request):
        return request.user.is_superuser or bool(assigned(request, *self.view_roles))

    def _may_read(self, request, obj):
        return self.get_queryset(request).filter(pk=obj.pk).exists()

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    @admin.display(description=gettext_lazy("Konzept"))
    def konzept(self, obj):
        return obj.entscheidung.konzept

    @admin.display(description=gettext_lazy("Entscheiden"))
    def page(self, obj):
        url = reverse("moderation:complaint", args=[obj.pk])
        return format_html('<a href="{}">{}</a>', url, gettext_lazy("Am Arbeitsplatz öffnen"))
