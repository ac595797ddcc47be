from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keyset import is_key
from strategies.admin import (
    ConfirmedActionsMixin,
    KonzeptScopedAdmin,
    RefusalsAsErrorsMixin,
    StrategieListFilter,
    ViewOnlyInline,
    assigned,
    badge,
    plain,
)
from strategies.models import Konzept

from .. import actions
from ..forms import ASKED, HOLD_RULES, TIMETABLE, SeveralForm, TimesForm
from ..models import Kommentierphase, Phasenprotokoll
from ..templatetags.phasen import time_left
from ..times import long_datetime
from .buttons import Announce, CloseNow, Extend, OpenNow, announcement, period

State = Kommentierphase.State
Status = Kommentierphase.Status

# As the form orders them.
_TIMES = ("starts_at", "begins_in_past", "ends_at", "status")
LOOKS = {State.OPEN: "live", State.COMING: "soon", State.OVER: "over"}


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("Stand")
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return [*State.choices, (Status.DRAFT.value, Status.DRAFT.label)]

    def queryset(self, request, queryset):
        now = timezone.now()
        match self.value():
            case State.OPEN:
                return queryset.open_at(now)
            case State.COMING:
                return queryset.coming_at(now)
            case State.OVER:
                return queryset.over_at(now)
            case Status.DRAFT:
                return queryset.filter(status=Status.DRAFT)
        return queryset


class ProtokollInline(ViewOnlyInline):
    model = Phasenprotokoll
    fields = ["at", plain("by", gettext_lazy("durch")), "action", "old", "new", "reason"]
    verbose_name_plural = gettext_lazy("Protokoll")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")


@admin.register(Kommentierphase)
class KommentierphaseAdmin(RefusalsAsErrorsMixin, ConfirmedActionsMixin, KonzeptScopedAdmin):
    """Sets phases up; what changes a phase the public knows of is explained and confirmed."""

    konzept_path = "strategie__konzept"
    form = TimesForm
    refusals = (actions.PhaseConflict,)
    confirmed_actions = [Announce(), OpenNow(), CloseNow(), Extend()]
    radio_fields = {"release": admin.VERTICAL}
    change_list_template = "admin/phases/change_list.html"
    inlines = [ProtokollInline]
    readonly_fields = ["state_badge", "interval"]
    list_display = ["strategie", "konzept", "state_badge", "remaining", "begin", "end", "title"]
    list_filter = [
        StateFilter,
        ("strategie__konzept", admin.RelatedOnlyFieldListFilter),
        ("strategie", StrategieListFilter),
    ]
    list_select_related = ["strategie__konzept"]
    search_fields = ["folded", "strategie__folded"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("strategie__konzept")

    def get_urls(self):
        return [
            path(
                "mehrere/",
                self.admin_site.admin_view(self.several_view),
                name="phases_kommentierphase_several",
            ),
            *super().get_urls(),
        ]

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        # A form that is refused leaves its values in the row.
        row.had_begun = _has_begun(row)
        return row

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and request.method == "POST":
            # Around the fields stands what is stored, not what was refused.
            obj.refresh_from_db(fields=["status", "starts_at", "ends_at"])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return self.readonly_fields
        fixed = ["strategie", *(_TIMES if _had_begun(obj) else ())]
        return [*self.readonly_fields, *fixed]

    def get_fieldsets(self, request, obj=None):
        state = ["state_badge", "interval"] if obj else []
        times = () if obj and _had_begun(obj) else _TIMES
        texts = ["description", "results_expected", "about_vorhaben"]
        return [
            (None, {"fields": [*state, "strategie", "title", *times, *texts]}),
            (_("Wer schreibt"), {"fields": [*ASKED]}),
            (
                _("Wann Beiträge zu sehen sind"),
                {
                    "fields": ["release", *HOLD_RULES],
                    "classes": ["release-and-rules"],
                    "description": _(
                        "Die Regeln gelten nur, wenn „sofort sichtbar, außer eine Regel hält sie "
                        "zurück“ gewählt ist; sonst haben sie keine Wirkung. Was eine Regel "
                        "zurückhält, sieht nur, wer es geschrieben hat, bis die Moderation es "
                        "freigibt."
                    ),
                },
            ),
            (None, {"fields": [*TIMETABLE], "classes": ["timetable"]}),
            (None, {"fields": ["reason"]}),
        ]

    def has_delete_permission(self, request, obj=None):
        """A phase stays, with its log, once the public knows of it."""
        is_draft = obj is not None and obj.status == Status.DRAFT
        return is_draft and self.has_change_permission(request, obj)

    def delete_model(self, request, obj):
        actions.delete_draft(obj, by=request.user)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except actions.PhaseConflict as conflict:
            self.message_user(request, str(conflict), messages.ERROR)
            return HttpResponseRedirect(
                reverse("admin:phases_kommentierphase_change", args=[object_id])
            )

    def save_model(self, request, obj, form, change):
        save = actions.change if change else actions.create
        save(obj, by=request.user, reason=form.cleaned_data["reason"])
        self._say_what_it_means(request, [obj])

    def _say_what_it_means(self, request, phases, done=""):
        """Whether the phases open by themselves; a draft does not, and that is a warning."""
        if phases[0].status != Status.DRAFT:
            self.message_user(request, f"{done} {announcement(phases[0])}".strip(), messages.INFO)
            return
        keys = urlencode({"id": [phase.pk for phase in phases]}, doseq=True)
        announce = f"{reverse('admin:phases_kommentierphase_ankuendigen')}?{keys}"
        text = _("Noch nicht angekündigt. Ohne Ankündigung beginnt die Phase nicht.")
        link = format_html('<a href="{}">{}</a>', announce, _("Jetzt ankündigen"))
        words = (done, text, link) if done else (text, link)
        sentence = format_html_join(" ", "{}", ((word,) for word in words))
        self.message_user(request, sentence, messages.WARNING)

    def several_view(self, request):
        """Open a phase for several Strategien of a Konzept at once, all or none."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        konzepte = Konzept.objects.all()
        if not request.user.is_superuser:
            konzepte = konzepte.filter(pk__in=assigned(request, self.change_role))
        konzept = self._chosen_konzept(request, konzepte)
        form = konzept and SeveralForm(request.POST or None, konzept=konzept)
        if form and request.method == "POST" and form.is_valid():
            try:
                phases = self._create_several(request, form)
            except actions.PhaseConflict as conflict:
                form.add_error(None, str(conflict))
            else:
                done = ngettext(
                    "%(count)d Kommentierphase angelegt.",
                    "%(count)d Kommentierphasen angelegt.",
                    len(phases),
                ) % {"count": len(phases)}
                self._say_what_it_means(request, phases, done)
                return HttpResponseRedirect(reverse("admin:phases_kommentierphase_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("Kommentierphase für mehrere Strategien eröffnen"),
            "subtitle": konzept,
            "konzepte": konzepte,
            "form": form,
        }
        return TemplateResponse(request, "admin/phases/several.html", context)

    def _chosen_konzept(self, request, konzepte):
        """The Konzept in the address, the only one there is, or None."""
        chosen = request.GET.get("konzept")
        if chosen:
            found = _with_key(konzepte, chosen)
            if found is None:
                raise Http404
            return found
        first_two = konzepte[:2]
        return first_two[0] if len(first_two) == 1 else None

    @transaction.atomic
    def _create_several(self, request, form):
        phases = actions.create_several(
            form.phases(), by=request.user, reason=form.cleaned_data["reason"]
        )
        for phase in phases:
            self.log_addition(request, phase, _("Für mehrere Strategien zugleich angelegt."))
        return phases

    @admin.display(description=gettext_lazy("Konzept"), ordering="strategie__konzept__title")
    def konzept(self, obj):
        return obj.strategie.konzept

    @admin.display(description=gettext_lazy("Stand"))
    def state_badge(self, obj):
        if obj.status == Status.DRAFT:
            return badge(obj.get_status_display(), "draft")
        return badge(obj.state.label, LOOKS[obj.state])

    @admin.display(description=gettext_lazy("Restzeit"))
    def remaining(self, obj):
        now = timezone.now()
        state = obj.state_at(now)
        if obj.status == Status.DRAFT or state == State.OVER:
            return self.get_empty_value_display()
        if state == State.OPEN:
            return time_left(obj.ends_at, now)
        days = (timezone.localdate(obj.starts_at) - timezone.localdate(now)).days
        if not days:
            return _("beginnt heute")
        return ngettext("beginnt morgen", "beginnt in %(days)d Tagen", days) % {"days": days}

    @admin.display(description=gettext_lazy("Beginn"), ordering="starts_at")
    def begin(self, obj):
        return long_datetime(obj.starts_at)

    @admin.display(description=gettext_lazy("Ende"), ordering="ends_at")
    def end(self, obj):
        return long_datetime(obj.ends_at, end=True)

    @admin.display(description=gettext_lazy("Zeitraum"))
    def interval(self, obj):
        return period(obj)


def _with_key(rows, key):
    """The row with a key from an address, None if there is none; no key has so many digits."""
    return rows.filter(pk=key).first() if is_key(key) else None


def _had_begun(phase):
    """Whether a phase has begun as it is stored, whatever a form has made of it."""
    return phase.had_begun if hasattr(phase, "had_begun") else _has_begun(phase)


def _has_begun(phase):
    return phase.status == Status.PUBLISHED and phase.state != State.COMING
