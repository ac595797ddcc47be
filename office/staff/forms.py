"""What is asked of colleagues: who they are, what they do, who stands in for them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.names.pseudonyms import MAX_LENGTH, clean_pseudonym, skeleton
from municipality.dates import DayField, days_from_today
from municipality.editing import VersionedModelForm
from municipality.language import Own
from municipality.missing import NamesWhatIsMissing
from municipality.wording import ReadableField
from strategies.models import Amt, Konzept, Publikationsstatus, Vertretung, Zustaendigkeit
from strategies.staff import known_offices, private_account

from ..names import NamesForm

Role = Zustaendigkeit.Role
_OFFICE_LENGTH = Amt._meta.get_field("name").max_length


class TaskForm(NamesWhatIsMissing, forms.Form):
    """In which Konzepte somebody does what, and for which office."""

    konzepte = forms.ModelMultipleChoiceField(
        Konzept.objects.none(),
        label=gettext_lazy("Für welches Konzept?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Bitte wählen Sie mindestens ein Konzept.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Aufgabe"),
        help_text=gettext_lazy(
            "Redaktion: Texte und Termine. Moderation: Beiträge prüfen. Auswertung: Anliegen "
            "bündeln und beantworten. Fachamt: zu seinen Anliegen Stellung nehmen."
        ),
    )
    office = forms.ChoiceField(label=gettext_lazy("Amt"), required=False)
    new_office = ReadableField(
        label=gettext_lazy("Oder ein neues Amt"), required=False, max_length=_OFFICE_LENGTH
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        konzepte = Konzept.objects.exclude(status=Publikationsstatus.ARCHIVED).order_by("title")
        self.fields["konzepte"].queryset = konzepte
        first_two = list(konzepte[:2])
        self.has_konzepte = bool(first_two)
        if len(first_two) == 1:
            self.initial.setdefault("konzepte", [first_two[0].pk])
        self.fields["role"].choices = [("", _("Bitte wählen")), *Role.choices]
        known = [(name, Own(name)) for name in known_offices()]
        self.fields["office"].choices = [("", _("keines")), *known]

    def clean(self):
        cleaned = super().clean()
        cleaned["office"] = cleaned.get("new_office") or cleaned.get("office", "")
        if cleaned.get("role") == Role.FACHAMT and not cleaned["office"]:
            self.add_error("office", _("Ein Fachamt braucht den Namen des Amts."))
        return cleaned


class InviteForm(TaskForm):
    """Somebody new, or somebody known with one more task."""

    field_order = ["name", "email", "konzepte", "role", "office", "new_office"]
    name = ReadableField(
        label=gettext_lazy("Name"),
        max_length=MAX_LENGTH * 4,
        help_text=gettext_lazy("So steht er an Antworten der Verwaltung, etwa „Eva Muster“."),
    )
    email = forms.EmailField(label=gettext_lazy("Dienstliche E-Mail-Adresse"))

    def clean(self):
        cleaned = super().clean()
        email = (cleaned.get("email") or "").lower()
        known = User.objects.filter(email=email).first() if email else None
        if known is None:
            self._refuse_taken_name()
        elif not (known.is_staff and known.is_active):
            self.add_error("email", private_account())
        return cleaned

    def _refuse_taken_name(self):
        if not self.cleaned_data.get("name"):
            return
        try:
            name = clean_pseudonym(self.cleaned_data["name"], official=True)
        except ValidationError as error:
            self.add_error("name", error)
            return
        if User.objects.bearing(skeleton(name)).exists():
            self.add_error("name", _("Diesen Namen gibt es schon, oder einen, der so aussieht."))
        self.cleaned_data["name"] = name


class ColleagueField(forms.ModelChoiceField):
    """Another member of the staff."""

    def __init__(self, **kwargs):
        super().__init__(User.objects.none(), **kwargs)

    def but(self, person):
        staff = User.objects.filter(is_staff=True, is_active=True)
        self.queryset = staff.exclude(pk=person.pk).order_by("pseudonym_key")


class StandInForm(NamesWhatIsMissing, forms.ModelForm):
    """Args: ``person``: who is away."""

    stand_in = ColleagueField(
        label=gettext_lazy("Wer vertritt?"), empty_label=gettext_lazy("Bitte wählen")
    )
    first_day = DayField(
        label=gettext_lazy("Erster Tag"), earliest=days_from_today(-31), latest=days_from_today(730)
    )
    last_day = DayField(
        label=gettext_lazy("Letzter Tag"),
        earliest=days_from_today(0),
        latest=days_from_today(730),
        help_text=gettext_lazy("Am Tag danach endet die Vertretung von selbst."),
    )

    class Meta:
        model = Vertretung
        fields = ("stand_in", "first_day", "last_day")

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.person = person
        self.fields["stand_in"].but(person)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and first > last:
            self.add_error("last_day", _("Der letzte Tag muss nach dem ersten liegen."))
        return cleaned


class HandOverForm(NamesWhatIsMissing, forms.Form):
    """Args: ``person``: whose tasks go to a colleague."""

    to = ColleagueField(
        label=gettext_lazy("Wer übernimmt?"),
        required=False,
        empty_label=gettext_lazy("niemand"),
        help_text=gettext_lazy("Bekommt alle Aufgaben und damit alles, was darin offen ist."),
    )
    leaves = forms.BooleanField(
        label=gettext_lazy("Scheidet aus: das Konto wird geschlossen"), required=False
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].but(person)
        for field in self.fields.values():
            # Either of them is needed: „freiwillig“ would be wrong of each.
            field.conditional = True

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("to") or cleaned.get("leaves") or self.errors):
            self.add_error("to", _("Bitte wählen Sie, wer übernimmt."))
        return cleaned


class OfficesForm(NamesForm):
    """Offices to add."""

    model, label, LONGEST = Amt, gettext_lazy("Ämter hinzufügen"), _OFFICE_LENGTH


class OfficeForm(VersionedModelForm):
    """Where an office gets mail; its name stands in too many places to be changed here."""

    class Meta:
        model = Amt
        fields = ("email",)
