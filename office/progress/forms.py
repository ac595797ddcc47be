"""A Stand as an office writes it on a phone, and a Vorhaben as the Redaktion plans it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.models import Anliegen, Ergebnis
from municipality.dates import DayField
from municipality.editing import VersionedModelForm
from municipality.money import MoneyField
from municipality.months import MonthField
from municipality.wording import LongReadableField, ReadableField
from progress.models import Health, Stand, State, ToldStep, Umsetzung, Vorhaben
from progress.models.stand import GOING_ON, needs_reason
from strategies.models import Baustein
from strategies.staff import known_offices
from strategies.titelbilder import read_title_picture

from .steps import as_text, read_steps


class StandForm(VersionedModelForm):
    """Args: ``instance``: the draft, or a Stand that begins with what the last one said."""

    expected_end = MonthField(
        ends=True, required=False, label=gettext_lazy("Fertig voraussichtlich")
    )
    next_date = MonthField(
        ends=True, required=False, label=gettext_lazy("Wann der nächste Schritt kommt")
    )
    cost_expected = MoneyField(required=False, label=gettext_lazy("Kosten voraussichtlich"))
    cost_spent = MoneyField(required=False, label=gettext_lazy("Bisher ausgegeben"))
    photo = forms.FileField(
        required=False,
        label=gettext_lazy("Foto dazu"),
        help_text=gettext_lazy("JPEG, PNG oder WebP, höchstens 10 MB."),
    )
    alt = ReadableField(
        required=False,
        max_length=300,
        label=gettext_lazy("Bildbeschreibung"),
        help_text=gettext_lazy("Was zu sehen ist, für alle, die das Bild nicht sehen."),
    )
    credit = ReadableField(required=False, max_length=120, label=gettext_lazy("Bildnachweis"))
    steps = LongReadableField(
        required=False,
        max_length=10_000,
        label=gettext_lazy("Schritte"),
        help_text=gettext_lazy(
            "Einer je Zeile, zum Beispiel: Bauabschnitt 1; 07/2026; erledigt 08/2026. "
            "Öffentlich wird die Liste mit diesem Stand."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    field_order = [
        "state", "health", "text", "reason", "next_step", "next_date", "expected_end", "steps",
        "cost_expected", "cost_spent", "photo", "alt", "credit",
    ]  # fmt: skip

    class Meta:
        model = Stand
        fields = (
            "state", "health", "text", "reason", "next_step", "next_date", "expected_end",
            "cost_expected", "cost_spent",
        )  # fmt: skip
        widgets = {
            "state": forms.RadioSelect,
            "health": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 4}),
            "reason": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "steps" in self.fields:
            self.initial["steps"] = self._steps_text(self.instance)
        self.fields["state"].choices = State.choices
        # Of what does not go on, „clean“ drops it.
        self.fields["health"].choices = Health.choices
        for name in ("state", "health"):
            self.fields[name].widget.use_fieldset = True

    @property
    def stored_version(self):
        """That of the draft; 0 if there is none."""
        return self.instance.version if self.instance.pk else 0

    def clean(self):
        cleaned = super().clean()
        state, health = cleaned.get("state"), cleaned.get("health", "")
        if state and state not in GOING_ON:
            cleaned["health"] = health = ""
        elif state and not health:
            self.add_error("health", _("Bitte wählen Sie, ob es wie geplant geht."))
        if state and needs_reason(state, health) and not cleaned.get("reason"):
            self.add_error("reason", _("Bitte schreiben Sie, warum."))
        if cleaned.get("photo") and not (cleaned.get("alt") and cleaned.get("credit")):
            self.add_error("photo", _("Zum Bild gehören eine Beschreibung und wer es gemacht hat."))
        return cleaned

    def clean_steps(self):
        read_steps(self.cleaned_data["steps"])
        return self.cleaned_data["steps"]

    # The steps are told by the draft, before there is one by the Vorhaben.

    def is_edited(self):
        return super().is_edited() or "steps" in self.fields

    def lock(self):
        Vorhaben.objects.select_for_update(no_key=True).get(pk=self.instance.vorhaben_id)
        return super().lock() if self.instance.pk else self.instance

    def values_of(self, row):
        values = super().values_of(row) if row.pk else {}
        return values | ({"steps": self._steps_text(row)} if "steps" in self.fields else {})

    def _steps_text(self, row):
        told = row.told_steps
        return as_text(self._public_steps() if told is None else told)

    def _public_steps(self):
        rows = self.instance.vorhaben.meilensteine.all()
        return [ToldStep(row.title, row.due, row.done_on) for row in rows]

    def clean_photo(self):
        file = self.cleaned_data["photo"]
        return read_title_picture(file) if file else None

    def said(self):
        """Columns of the Stand and its steps, as ``write_stand`` takes them."""
        said = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if "steps" in self.fields:
            steps = read_steps(self.cleaned_data["steps"])
            is_public = as_text(steps) == as_text(self._public_steps())
            said["told_steps"] = None if is_public else steps
        return said

    def photos(self):
        data = self.cleaned_data
        if not data["photo"]:
            return []
        words = {"alt": data["alt"], "credit": data["credit"], "taken_on": timezone.localdate()}
        return [(data["photo"], words)]


class CorrectionForm(StandForm):
    """What is right in place of a published Stand; steps and photos stay as they are."""

    photo = alt = credit = steps = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True
        self.fields["text"].label = _("Was ist richtig?")


class RulesForm(VersionedModelForm):
    """Args: ``instance``: the Umsetzung of a Konzept, stored or not."""

    class Meta:
        model = Umsetzung
        fields = ("intro", "rhythm", "second_person")
        widgets = {
            "intro": forms.Textarea(attrs={"rows": 4}),
            "rhythm": forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
        }

    def cleaned(self):
        """Columns of the Umsetzung, as ``change_rules`` takes them."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class VorhabenForm(VersionedModelForm):
    """Args: ``instance``: of a Konzept."""

    planned_start = MonthField(required=False, label=gettext_lazy("Beginn geplant"))
    planned_end = MonthField(ends=True, required=False, label=gettext_lazy("Fertig geplant"))
    cost_planned = MoneyField(required=False, label=gettext_lazy("Kosten geplant"))
    funding_amount = MoneyField(required=False, label=gettext_lazy("Betrag der Förderung"))
    resolution_date = DayField(required=False, label=gettext_lazy("Beschlossen am"))

    class Meta:
        model = Vorhaben
        fields = (
            "number", "title", "summary", "baustein", "anliegen", "office", "contact", "place",
            "ortsteile", "priority", "planned_start", "planned_end", "cost_planned",
            "cost_source", "funding", "funding_amount", "resolution_by", "resolution_date",
            "resolution_number", "resolution_url", "rhythm",
        )  # fmt: skip
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "contact": forms.Textarea(attrs={"rows": 3}),
            "anliegen": forms.CheckboxSelectMultiple,
            "ortsteile": forms.CheckboxSelectMultiple,
            "rhythm": forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        konzept = self.instance.konzept
        bausteine = Baustein.objects.goals().filter(strategie__konzept=konzept)
        self.fields["baustein"].queryset = bausteine.select_related("strategie").order_by(
            "strategie__position", "position", "pk"
        )
        decided = Ergebnis.objects.current().filter(
            ausgabe__auswertung__kommentierphase__strategie__konzept=konzept
        )
        self.fields["anliegen"].queryset = Anliegen.objects.filter(
            pk__in=decided.order_by().values("anliegen")
        ).order_by("auswertung", "number")
        for name in ("anliegen", "ortsteile"):
            if not self.fields[name].queryset.exists():
                del self.fields[name]
        self.fields["office"].widget = forms.TextInput(attrs={"list": "aemter"})
        self.offices = known_offices()
        if self.instance.published_at:
            self.fields["number"].disabled = True

    def planned(self):
        """Columns of the Vorhaben and what it is related to, as the actions take them."""
        shown = [name for name in self.Meta.fields if name in self.fields]
        return {name: self.cleaned_data[name] for name in shown if not self.fields[name].disabled}
