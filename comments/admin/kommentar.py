from collections import defaultdict

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategies.admin import ConfirmedActionsMixin, ViewOnlyInline

from ..decisions import DECISIONS
from ..models import Bearbeitung, Kommentar, Meldung, Moderationsentscheidung
from .access import DECIDED_BY, EXCERPT_LENGTH, ModerationAdmin
from .decisions import CONFIRMED_ACTIONS, status_badge
from .filters import OfficialFilter, PhaseFilter, ReportedFilter, StrategieFilter

DEEPEST_INDENT = 3
# Decided with the words beside it, at the moderators' workplace: the buttons lead there.
AT_THE_DESK = [DECISIONS["schwaerzen"], DECISIONS["schwaerzung-aufheben"]]


class EntscheidungInline(ViewOnlyInline):
    model = Moderationsentscheidung
    fields = ["at", DECIDED_BY, "action", "ground", "statement"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")


class MeldungInline(ViewOnlyInline):
    """Without who reported: a decision rests on the comment, not on its critics."""

    model = Meldung
    fields = ["at", "ground", "explanation"]


class BearbeitungInline(ViewOnlyInline):
    model = Bearbeitung
    fields = ["replaced_at", "category", "text"]


@admin.register(Kommentar)
class KommentarAdmin(ConfirmedActionsMixin, ModerationAdmin):
    konzept_path = "baustein__strategie__konzept"
    confirmed_actions = CONFIRMED_ACTIONS
    inlines = [EntscheidungInline, MeldungInline, BearbeitungInline]
    fields = [
        "status_badge", "full_text", "author_name", "category", "baustein_link", "kommentierphase",
        "created_at", "edited_at", "published_at", "hidden_at", "hidden_reason", "votes",
        "report_count",
    ]  # fmt: skip
    readonly_fields = fields
    list_display = [
        "excerpt", "status_badge", "report_count", "author_name", "created_at", "baustein",
        "strategie", "phase",
    ]  # fmt: skip
    list_filter = [
        "status", ReportedFilter, "category", OfficialFilter, StrategieFilter, PhaseFilter,
    ]  # fmt: skip
    list_select_related = ["author", "baustein__strategie", "kommentierphase"]
    search_fields = ["folded", "author__folded"]
    search_help_text = gettext_lazy("Sucht in Text und Pseudonym.")
    ordering = ["-pk"]
    sortable_by = ["report_count", "created_at"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("author", "baustein__strategie__konzept", "kommentierphase__strategie")
        )

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    def get_urls(self):
        return [
            path(
                "<int:pk>/diskussion/",
                self.admin_site.admin_view(self.thread_view),
                name="comments_kommentar_thread",
            ),
            *super().get_urls(),
        ]

    def get_object_tools(self, request, row):
        thread = reverse("admin:comments_kommentar_thread", args=[row.pk])
        at_desk = [
            (each.label, reverse("moderation:decide", args=[row.pk, each.name]))
            for each in AT_THE_DESK
            if each.is_offered_for(row)
        ]
        return [*super().get_object_tools(request, row), *at_desk, (_("Diskussion"), thread)]

    def thread_view(self, request, pk):
        """The whole thread around a comment, whatever the status of its parts."""
        kommentar = self.get_object(request, str(pk))
        if not self.has_view_permission(request, kommentar):
            raise PermissionDenied
        root_pk = kommentar.root_id or kommentar.pk
        thread = Kommentar.objects.filter(pk=root_pk) | Kommentar.objects.filter(root=root_pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("Diskussion"),
            "subtitle": kommentar.baustein,
            "original": kommentar,
            "thread": [
                (row, min(row.depth, DEEPEST_INDENT), status_badge(row))
                for row in _in_order(thread.select_related("author", "parent__author"))
            ],
        }
        return TemplateResponse(request, "admin/comments/thread.html", context)

    @admin.display(description=gettext_lazy("Beitrag"))
    def excerpt(self, obj):
        return Truncator(obj.text).chars(EXCERPT_LENGTH)

    @admin.display(description=gettext_lazy("Status"))
    def status_badge(self, obj):
        return status_badge(obj)

    @admin.display(description=gettext_lazy("verfasst von"))
    def author_name(self, obj):
        return obj.author_name

    @admin.display(description=gettext_lazy("Strategie"))
    def strategie(self, obj):
        return obj.baustein.strategie

    @admin.display(description=gettext_lazy("Phase"))
    def phase(self, obj):
        return obj.kommentierphase.title

    @admin.display(description=gettext_lazy("Text"))
    def full_text(self, obj):
        return format_html('<div class="as-written">{}</div>', obj.text)

    @admin.display(description=gettext_lazy("Baustein"))
    def baustein_link(self, obj):
        return format_html('<a href="{}">{}</a>', obj.baustein.get_absolute_url(), obj.baustein)

    @admin.display(description=gettext_lazy("Bewertungen"))
    def votes(self, obj):
        return _("%(up)d Zustimmung, %(down)d Ablehnung") % {
            "up": obj.up_count,
            "down": obj.down_count,
        }


def _in_order(thread):
    """The comments of one thread, each followed by the replies to it, oldest first."""
    replies = defaultdict(list)
    for kommentar in sorted(thread, key=lambda row: row.pk, reverse=True):
        replies[kommentar.parent_id].append(kommentar)
    waiting, ordered = replies[None], []
    while waiting:
        kommentar = waiting.pop()
        ordered.append(kommentar)
        waiting += replies[kommentar.pk]
    return ordered
