"""What staff enter about the council: when, which Vorlage, and what it decided otherwise."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.models import Auswertung, Ratsabweichung, Ratsbefassung
from municipality.dates import DayField, days_from_today
from municipality.editing import VersionedModelForm
from municipality.wording import LongReadableField

_OWN = "anliegen-"
_TEXT = Ratsabweichung._meta.get_field("text")
_YEARS = 10 * 366


class DeviationField(LongReadableField):
    """What the council decided on one Anliegen; empty takes it away."""

    # „freiwillig“ would be wrong.
    conditional = True

    def __init__(self, **kwargs):
        rows = forms.Textarea(attrs={"rows": 2})
        super().__init__(required=False, max_length=_TEXT.max_length, widget=rows, **kwargs)


class PaperForm(forms.Form):
    """Which Abwägungstabelle.

    Args:
        ausgabe: the newest edition, or None before the first.
    """

    FORMATS = [("docx", gettext_lazy("Word (.docx)")), ("odt", gettext_lazy("OpenDocument (.odt)"))]

    source = forms.ChoiceField(label=gettext_lazy("Welcher Stand"), widget=forms.RadioSelect)
    worded = forms.BooleanField(
        label=gettext_lazy("Beiträge im Wortlaut"),
        required=False,
        help_text=gettext_lazy("Mit ihrer Nummer statt mit Namen. Sonst nur die Zusammenfassung."),
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Format"), choices=FORMATS, widget=forms.RadioSelect, initial="docx"
    )

    def __init__(self, *args, ausgabe, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("draft", _("Entwurf: wie die Anliegen heute sind (nicht öffentlich)"))]
        if ausgabe:
            shown = _("wie veröffentlicht (Ausgabe %(number)d)") % {"number": ausgabe.number}
            choices.append(("published", shown))
        self.fields["worded"].conditional = True
        self.fields["source"].choices = choices
        self.fields["source"].initial = choices[-1][0]


class RatForm(VersionedModelForm):
    """One form for the whole and for each Anliegen that was decided otherwise.

    The row may not be there yet; then everything counts as empty. ``lock`` locks the
    Auswertung: of two people who enter the first decision, the second learns of the other.

    Args:
        instance: a Ratsbefassung of its Auswertung, stored or new.
    """

    submitted_on = DayField(
        label=gettext_lazy("Vorgelegt am"),
        required=False,
        earliest=days_from_today(-_YEARS),
        latest=days_from_today(_YEARS),
    )
    decided_on = DayField(
        label=gettext_lazy("Beschlossen am"),
        required=False,
        earliest=days_from_today(-_YEARS),
        latest=days_from_today(0),
        help_text=gettext_lazy("Erst eintragen, wenn der Beschluss gefasst ist."),
    )
    new_number = forms.IntegerField(
        label=gettext_lazy("Anliegen Nr."),
        required=False,
        min_value=1,
        max_value=2_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    new_text = DeviationField(label=gettext_lazy("Was dazu anders beschlossen wurde"))

    class Meta:
        model = Ratsbefassung
        fields = (
            "council", "submitted_on", "decided_on", "number", "url", "is_awaited", "deviations",
        )  # fmt: skip
        widgets = {"deviations": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "url": {
                "invalid": gettext_lazy(
                    "Das ist keine Internetadresse. Sie beginnt mit https:// und steht oben im "
                    "Browser."
                )
            }
        }

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        for name in ("is_awaited", "deviations", "new_number"):
            self.fields[name].conditional = True
        self.by_name = {}
        for row in self._deviations():
            name = f"{_OWN}{row.anliegen_id}"
            if data is None or name in data:
                # What somebody else added meanwhile is not on this page, and stays.
                self.fields[name] = DeviationField(label=str(row.anliegen), initial=row.text)
                self.by_name[name] = row.anliegen
        if data is None:
            self.initial["version"] = self.token(self.shown_values())

    def _deviations(self):
        rows = Ratsabweichung.objects.filter(anliegen__in=self._anliegen())
        return rows.select_related("anliegen").order_by("anliegen__number")

    def _anliegen(self):
        return self.instance.auswertung.anliegen.active()

    @property
    def own(self):
        """The bound fields of the Anliegen that were decided otherwise."""
        return [self[name] for name in self.by_name]

    def is_edited(self):
        return True

    def lock(self):
        key = self.instance.auswertung_id
        Auswertung.objects.select_for_update(no_key=True).get(pk=key)
        stored = Ratsbefassung.objects.filter(auswertung=key).first()
        return stored or Ratsbefassung(auswertung_id=key)

    def values_of(self, row):
        own = {f"{_OWN}{each.anliegen_id}": each.text for each in self._deviations()}
        return {**super().values_of(row), **own}

    def clean(self):
        cleaned = super().clean()
        number, text = cleaned.get("new_number"), cleaned.get("new_text")
        if text and not number and "new_number" not in self.errors:
            self.add_error("new_number", _("Zu welchem Anliegen? Bitte geben Sie seine Nummer an."))
        if number and not text and "new_text" not in self.errors:
            self.add_error("new_text", _("Bitte schreiben Sie, was dazu beschlossen wurde."))
        return cleaned

    def clean_new_number(self):
        number = self.cleaned_data["new_number"]
        if number is None:
            return None
        self.new = self._anliegen().filter(number=number).first()
        if self.new is None:
            raise ValidationError(
                _("Ein Anliegen %(number)d gibt es hier nicht.") % {"number": number}
            )
        if Ratsabweichung.objects.filter(anliegen=self.new).exists():
            raise ValidationError(
                _(
                    "Zu Anliegen %(number)d steht schon etwas da. Ändern Sie es bitte dort; wenn "
                    "Sie es nicht sehen, laden Sie die Seite neu."
                )
                % {"number": number}
            )
        return number

    def content(self):
        """What ``actions.record_council`` takes."""
        told = {name: self.cleaned_data[name] for name in self.Meta.fields}
        deviations = {row: self.cleaned_data[name] for name, row in self.by_name.items()}
        if self.cleaned_data["new_number"]:
            deviations[self.new] = self.cleaned_data["new_text"]
        return {**told, "by_anliegen": deviations}
