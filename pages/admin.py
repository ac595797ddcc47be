from django import forms
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy, pgettext_lazy

from fulltext.admin import FoldedSearchMixin
from municipality.wording import ReadableField
from strategies.admin import (
    ConfirmedAction,
    ConfirmedActionsMixin,
    RefusableForm,
    RefusalsAsErrorsMixin,
    badge,
)
from strategies.admin.forms import MarkdownField

from . import actions
from .models import Barrieremeldung, Seitenfassung


class SeitenfassungForm(RefusableForm):
    text = MarkdownField(
        label=_("Text"),
        required=True,
        help_text=_(
            "Markdown. Speichern veröffentlicht den Text sofort als neue Fassung; frühere "
            "Fassungen bleiben auf der Seite nachzulesen."
        ),
    )

    class Meta:
        model = Seitenfassung
        fields = ("text",)

    def lock(self):
        """The Fassung that is valid now: what is saved becomes the next one after it."""
        fassungen = Seitenfassung.objects.filter(page=self.instance.page)
        list(fassungen.select_for_update(no_key=True).values_list("pk"))
        self.base = fassungen.order_by("-number").first()
        return self.base

    def changed_by(self, since):
        return _("Fassung %(number)d wurde am %(when)s veröffentlicht.") % {
            "number": self.base.number,
            "when": date_format(timezone.localtime(self.base.published_at), "DATETIME_FORMAT"),
        }


@admin.register(Seitenfassung)
class SeitenfassungAdmin(RefusalsAsErrorsMixin, admin.ModelAdmin):
    """The everyday pages, each by its valid Fassung; saving publishes the next one."""

    form = SeitenfassungForm
    fields = ["gaps", "text", "published_at", "created_by"]
    readonly_fields = ["gaps", "published_at", "created_by"]
    list_display = ["title", "number", "state", "published_at", "created_by"]
    list_display_links = ["title"]
    list_select_related = ["created_by"]
    ordering = ["page", "-number"]
    refusals = (actions.PageConflict,)

    class Media:
        css = {"all": ["admin/mitreden.css"]}

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    def get_queryset(self, request):
        """The list has the valid ones only; whoever is editing one finds it to the end."""
        rows = super().get_queryset(request)
        return rows.current() if request.resolver_match.url_name.endswith("changelist") else rows

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        text, base = form.cleaned_data["text"], form.base.number
        actions.publish(obj.page, text=text, by=request.user, base=base)

    def response_change(self, request, obj):
        """To the list in any case: the Fassung that was open is no longer the valid one."""
        super().response_change(request, obj)
        return HttpResponseRedirect(reverse("admin:pages_seitenfassung_changelist"))

    @admin.display(description=_("Seite"))
    def title(self, obj):
        return obj.title

    @admin.display(description=_("Stand"))
    def state(self, obj):
        number = len(obj.placeholders)
        if not number:
            return badge(_("vollständig"), "live")
        text = ngettext("%(n)d Angabe fehlt", "%(n)d Angaben fehlen", number)
        return badge(text % {"n": number}, "wait")

    @admin.display(description=_("Noch auszufüllen"))
    def gaps(self, obj):
        if not obj.placeholders:
            return _("nichts")
        items = format_html_join("", "<li>{}</li>", ((gap,) for gap in obj.placeholders))
        return format_html("<ul>{}</ul>", items)


class BarrierAnswerForm(forms.Form):
    text = ReadableField(
        label=_("Ihre Antwort"),
        max_length=Barrieremeldung.MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8, "cols": 70}),
    )


class AnswerBarrier(ConfirmedAction):
    name = "antworten"
    label = pgettext_lazy("verb", "Antworten")
    done = ngettext_lazy("Beantwortet.", "%(count)d beantwortet.", "count")
    permission = "answer"
    form_class = BarrierAnswerForm
    refusals = (actions.AlreadyDone,)

    def is_offered_for(self, row):
        return row.status == Barrieremeldung.Status.OPEN

    def consequences(self, rows):
        return [
            _("Die Antwort geht per E-Mail an die angegebene Adresse, wenn es eine gibt."),
            _("Die Adresse wird danach gelöscht."),
        ]

    def describe(self, row):
        return format_html('{}: <span class="as-written">{}</span>', row, row.text)

    def perform(self, row, *, by, text):
        actions.answer_barrier(row, text=text, by=by)


class CloseBarrier(AnswerBarrier):
    name = "ohne-antwort-schliessen"
    label = _("Ohne Antwort abschließen")
    done = ngettext_lazy("Abgeschlossen.", "%(count)d abgeschlossen.", "count")
    form_class = forms.Form

    def consequences(self, rows):
        return [
            _("Es wird keine E-Mail verschickt, und die angegebene Adresse wird gelöscht."),
            _("Nur für Meldungen, die keine sind, zum Beispiel Werbung."),
        ]

    def perform(self, row, *, by):
        actions.close_barrier(row, by=by)


@admin.register(Barrieremeldung)
class BarrieremeldungAdmin(ConfirmedActionsMixin, FoldedSearchMixin, admin.ModelAdmin):
    """What people could not use, the next deadline first."""

    list_display = ["due_on", "state", "excerpt", "address", "at"]
    list_filter = ["status"]
    search_fields = ["folded"]
    fields = ["state", "text", "address", "email", "at", "due_on", "answer", "done_at", "done_by"]
    readonly_fields = fields
    ordering = ["due_on", "pk"]
    confirmed_actions = [AnswerBarrier(), CloseBarrier()]

    class Media:
        css = {"all": ["admin/mitreden.css"]}

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """Nobody rewrites what was reported; answering is a permission of its own."""
        return False

    def has_answer_permission(self, request, obj=None):
        return request.user.has_perm("pages.change_barrieremeldung")

    @admin.display(description=_("Stand"), ordering="status")
    def state(self, obj):
        if obj.is_overdue(timezone.localdate()):
            return badge(_("überfällig"), "stop")
        look = "wait" if obj.status == Barrieremeldung.Status.OPEN else "over"
        return badge(obj.get_status_display(), look)

    @admin.display(description=_("Meldung"))
    def excerpt(self, obj):
        return Truncator(obj.text).chars(100)
