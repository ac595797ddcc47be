"""What the administration asks for when a Kommentierphase is set up or changed."""

from datetime import time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from municipality.dates import DayField, days_from_today, limits, local_moment
from municipality.wording import ReadableField
from strategies.admin import ReasonForm, RefusableForm
from strategies.models import Publikationsstatus, Strategie

from .hours import Timetable
from .hours_fields import DaysField, HoursField
from .models import Kommentierphase
from .times import end_of_day


class DayAndTimeWidget(forms.MultiWidget):
    """A day and, if need be, a time; without one, ``whole_day`` says which is meant."""

    template_name = "admin/phases/day_and_time.html"
    use_fieldset = True

    def __init__(self, whole_day, is_end, attrs=None):
        self.whole_day, self.is_end = whole_day, is_end
        day = {"type": "date", "aria-label": _("Tag")}
        clock = {"type": "time", "aria-label": _("Genaue Uhrzeit")}
        super().__init__([forms.DateInput(day, "%Y-%m-%d"), forms.TimeInput(clock, "%H:%M")], attrs)

    def decompress(self, value):
        if not value:
            return [None, None]
        local = timezone.localtime(value)
        if local.time() == time.min:
            return [local.date() - timedelta(days=self.is_end), None]
        return [local.date(), local.time()]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["whole_day"] = self.whole_day
        return context


# No phase is planned or entered afterwards from farther away.
_TEN_YEARS = 10 * 366


class StartField(forms.MultiValueField):
    """The first day of a phase, from 0:00 or an exact time on."""

    widget = DayAndTimeWidget(_("leer: ab 0:00 Uhr"), is_end=False)

    def __init__(self, **kwargs):
        day = DayField(earliest=days_from_today(-_TEN_YEARS), latest=days_from_today(_TEN_YEARS))
        fields = [day, forms.TimeField(required=False)]
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def get_bound_field(self, form, field_name):
        day = self.fields[0].range
        self.widget.widgets[0].attrs |= limits(day.earliest, day.latest)
        return super().get_bound_field(form, field_name)

    def compress(self, values):
        day, clock = (*values, None, None)[:2]
        return day and local_moment(day, clock or time.min)


class EndField(StartField):
    """The last day of a phase, or an exact time on it → the moment it is over."""

    widget = DayAndTimeWidget(_("leer: bis 24:00 Uhr"), is_end=True)

    def compress(self, values):
        day, clock = (*values, None, None)[:2]
        if day and clock is None:
            return end_of_day(day)
        if clock == time.min:
            raise ValidationError(
                _("0:00 Uhr ist der Anfang des Tages. Für 24:00 Uhr lassen Sie die Uhrzeit leer."),
                code="midnight",
            )
        return super().compress(values)


# What may hold a comment back in a phase that publishes „except where a rule holds it back“.
HOLD_RULES = (
    "hold_first", "hold_links", "hold_contact_details", "hold_words", "hold_many",
    "hold_duplicates",
)  # fmt: skip


# When comments of a phase that are not all reviewed are seen at once.
TIMETABLE = ("by_timetable", "timetable", "days_off")


# What is asked of people who write, beside their words; off unless somebody wants it.
ASKED = ("asks_ortsteil", "lets_organisations")


class ConfirmedMoment(forms.CheckboxInput):
    """A tick that counts for one moment alone: with another one the question is asked anew."""

    def __init__(self, moment):
        super().__init__(check_test=lambda value: value == moment)
        self.moment = moment

    def format_value(self, value):
        return self.moment

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")


class TimesForm(RefusableForm):
    """A phase; the button that was pressed says whether it is announced (``status``)."""

    starts_at = StartField(label=_("Erster Tag"))
    begins_in_past = forms.CharField(
        label=_("Ja, der Beginn liegt in der Vergangenheit"),
        required=False,
        widget=forms.HiddenInput,
    )
    ends_at = EndField(
        label=_("Letzter Tag"),
        help_text=_("Kommentiert werden kann bis 24:00 Uhr dieses Tages."),
    )
    timetable = HoursField(
        label=_("Zu diesen Zeiten sofort sichtbar"),
        help_text=_(
            "Ein Tag ohne Zeiten ist einer, an dem alles geprüft wird. Um „bis“ beginnt die "
            "Prüfung, auf die Minute. Es gilt die Uhr hier, im Sommer wie im Winter."
        ),
    )
    days_off = DaysField(
        label=_("An diesen Tagen nur nach Prüfung"),
        required=False,
        help_text=_("Feiertage und Brückentage, zum Beispiel „24.12.2026, 31.12.2026“."),
        error_messages={"max_length": _("Das sind zu viele Tage.")},
    )
    reason = ReadableField(
        label=_("Grund"),
        required=False,
        max_length=300,
        help_text=_("Für das Protokoll, nicht öffentlich."),
    )

    class Meta:
        model = Kommentierphase
        fields = (
            "title", "description", "results_expected", "about_vorhaben", *ASKED, "release",
            *HOLD_RULES, *TIMETABLE, "status",
        )  # fmt: skip
        widgets = {"release": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "status" in self.fields:
            self.fields["status"].widget = forms.HiddenInput()
        # Not there: the model's default; left empty: never.
        if "hold_many" in self.fields:
            self.fields["hold_many"].required = False

    def lock(self):
        # In the order of phases.actions, so that neither waits for the other for ever.
        Strategie.objects.select_for_update().get(pk=self.instance.strategie_id)
        return super().lock()

    def hidden_change(self, name, sent, stored):
        if name != "status":
            return super().hidden_change(name, sent, stored)
        if stored == Kommentierphase.Status.PUBLISHED:
            return _(
                "Die Phase ist inzwischen angekündigt (Ihre Seite zeigte noch: Entwurf). Sichern "
                "ändert jetzt, was die Öffentlichkeit schon sieht."
            )
        return _(
            "Die Ankündigung ist inzwischen zurückgenommen: Die Phase ist wieder ein Entwurf "
            "(Ihre Seite zeigte noch: angekündigt) und öffnet sich so nicht."
        )

    def in_words(self, name, value):
        if name == "timetable" and isinstance(value, str):
            return Timetable.parse(value).in_words() or super().in_words(name, "")
        if name == "days_off" and isinstance(value, str):
            return self.fields[name].prepare_value(value) or super().in_words(name, "")
        return super().in_words(name, value)

    def clean_hold_many(self):
        number = self.cleaned_data["hold_many"]
        return 0 if number is None and self.add_prefix("hold_many") in self.data else number

    def clean(self):
        cleaned = super().clean()
        self._clean_timetable(cleaned)
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and ends_at and starts_at >= ends_at:
            self.add_error("ends_at", _("Das Ende muss nach dem Beginn liegen."))
        elif starts_at and ends_at and self._is_announced_anew(starts_at):
            self._ask_about_the_past(starts_at, ends_at)
        return cleaned

    def _clean_timetable(self, cleaned):
        """Times count with their tick alone; without it nobody is asked about them.

        What was typed about days is not lost without a word for all that.
        """
        if "by_timetable" not in self.fields:
            return
        if not cleaned.get("by_timetable"):
            self.errors.pop("timetable", None)
            cleaned.setdefault("timetable", self.instance.timetable)
        elif not cleaned.get("timetable", True):
            self.add_error(
                "timetable",
                _(
                    "Bitte geben Sie für mindestens einen Tag Zeiten an. Soll immer geprüft "
                    "werden, wählen Sie oben „erst nach Prüfung sichtbar“."
                ),
            )

    def _is_announced_anew(self, starts_at):
        """Whether saving tells the public of a beginning it did not know."""
        status, before = Kommentierphase.Status, self.instance
        known = before.pk and before.status == status.PUBLISHED and before.starts_at == starts_at
        return self.cleaned_data.get("status") == status.PUBLISHED and not known

    def _ask_about_the_past(self, starts_at, ends_at):
        """Have a beginning in the past confirmed; the tick is for this very moment."""
        now, moment = timezone.now(), starts_at.isoformat()
        if starts_at > now:
            return
        self.fields["begins_in_past"].widget = ConfirmedMoment(moment)
        if self.cleaned_data.get("begins_in_past") == moment:
            return
        sentence = (
            _("Diese Phase wäre schon vorbei: Niemand kann darin kommentieren.")
            if ends_at <= now
            else _("Der Beginn liegt in der Vergangenheit: Die Phase wäre sofort offen.")
        )
        self.add_error(
            "begins_in_past",
            format_lazy(
                "{} {}", sentence,
                _("Ist das so gemeint? Dann setzen Sie den Haken und kündigen sie noch einmal an."),
            ),
        )  # fmt: skip


class SeveralForm(TimesForm):
    """One and the same phase for several Strategien of a Konzept."""

    field_order = ["strategien", "starts_at", "begins_in_past", "ends_at"]
    strategien = forms.ModelMultipleChoiceField(
        Strategie.objects.none(),
        label=_("Strategien"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte wählen Sie mindestens eine Strategie aus.")},
    )

    def __init__(self, *args, konzept, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["strategien"].queryset = konzept.strategien.exclude(
            status=Publikationsstatus.ARCHIVED
        )
        self.fields["release"].help_text = _(
            "Die Regeln darunter gelten nur, wenn eine Regel zurückhalten darf."
        )

    def phases(self):
        """The phases to create, one for each Strategie chosen."""
        columns = {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}
        columns |= {name: getattr(self.instance, name) for name in self.Meta.fields}
        return [
            Kommentierphase(strategie=strategie, **columns)
            for strategie in self.cleaned_data["strategien"]
        ]


class PublicReasonForm(ReasonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Steht öffentlich bei der Kommentierphase.")


class ExtendForm(PublicReasonForm):
    field_order = ["ends_at", "reason"]
    ends_at = EndField(
        label=_("Neuer letzter Tag"),
        help_text=_("Kommentiert werden kann dann bis 24:00 Uhr dieses Tages."),
    )
