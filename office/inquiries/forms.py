"""What is asked of an office, and which one."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.text import clean_text
from municipality.dates import DayField, days_from_today
from municipality.language import Own
from municipality.missing import NamesWhatIsMissing
from municipality.wording import LongReadableField, ReadableField
from strategies.models import Amt
from strategies.staff import known_offices
from teamwork.models import Rueckfrage

# Days that are offered for an answer, and that one may wait for it.
USUAL_DAYS, MOST_DAYS = 7, 90
OTHER = "anderes"


class AskForm(NamesWhatIsMissing, forms.Form):
    """A question to an office of the list, or to another one that is named with its address."""

    office = forms.ChoiceField(
        label=gettext_lazy("Welches Amt?"),
        error_messages={"required": gettext_lazy("Bitte wählen Sie ein Amt.")},
    )
    other_office = ReadableField(
        label=gettext_lazy("Anderes Amt"),
        required=False,
        max_length=Rueckfrage._meta.get_field("office").max_length,
    )
    email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse"),
        required=False,
        help_text=gettext_lazy(
            "Nur wenn die Frage woanders hingehen soll, als es in der Liste der Ämter steht."
        ),
    )
    question = LongReadableField(
        label=gettext_lazy("Ihre Frage"),
        help_text=gettext_lazy(
            "Das Amt sieht diese Frage, den Text des Beitrags und wozu er gehört; keinen Namen."
        ),
        strip=False,
        max_length=Rueckfrage.MAX_QUESTION * 8,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Bitte schreiben Sie, was Sie wissen möchten.")},
    )
    due_on = DayField(
        label=gettext_lazy("Antwort bis"),
        earliest=days_from_today(0),
        latest=days_from_today(MOST_DAYS),
        help_text=gettext_lazy("An diesem Tag wird das Amt einmal erinnert."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.addresses = dict(Amt.objects.exclude(email="").values_list("name", "email"))
        names = [(name, Own(name)) for name in known_offices()]
        self.fields["office"].choices = [
            ("", _("Bitte wählen")), *names, (OTHER, _("ein anderes, nämlich:")),
        ]  # fmt: skip
        for name in ("other_office", "email"):
            self.fields[name].conditional = True
        due_on = timezone.localdate() + timedelta(days=USUAL_DAYS)
        self.initial.setdefault("due_on", due_on)

    def clean_question(self):
        return clean_text(self.cleaned_data["question"], limit=Rueckfrage.MAX_QUESTION)

    def clean(self):
        cleaned = super().clean()
        other = " ".join(cleaned.pop("other_office", "").split())
        if cleaned.get("office") == OTHER:
            cleaned["office"] = other
            if not other and "other_office" not in self.errors:
                self.add_error("other_office", _("Bitte nennen Sie das Amt."))
        elif other:
            self.add_error(
                "other_office",
                _("Bitte wählen Sie ein Amt aus oder nennen Sie ein anderes, nicht beides."),
            )
        self._find_address(cleaned)
        return cleaned

    def _find_address(self, cleaned):
        """The address of the list, where no other one was typed."""
        if "email" in self.errors or not cleaned.get("office"):
            return
        cleaned["email"] = cleaned.get("email") or self.addresses.get(cleaned["office"], "")
        if not cleaned["email"]:
            self.add_error(
                "email", _("Für dieses Amt steht keine Adresse in der Liste. Bitte nennen Sie sie.")
            )
