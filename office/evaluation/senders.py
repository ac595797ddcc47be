"""Who wrote by letter: name and address for the answer by post, never public."""

from django import forms
from django.utils.translation import gettext_lazy

from evaluation.models import Absender
from evaluation.senders import one_way, without_address, without_name
from municipality.editing import VersionedModelForm
from municipality.wording import LongReadableField, ReadableField

_NAME = Absender._meta.get_field("name")
_ADDRESS = Absender._meta.get_field("address")


class SenderFields(forms.Form):
    """Name and address beside what was written; both or none."""

    sender_name = ReadableField(
        label=gettext_lazy("Absender"),
        required=False,
        max_length=_NAME.max_length,
        help_text=gettext_lazy("Nur für die Antwort per Post. Wird nicht veröffentlicht."),
    )
    sender_address = LongReadableField(
        label=gettext_lazy("Anschrift"),
        required=False,
        max_length=_ADDRESS.max_length,
        help_text=_ADDRESS.help_text,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def clean_sender_name(self):
        return " ".join(self.cleaned_data["sender_name"].split())

    def clean_sender_address(self):
        return one_way(self.cleaned_data["sender_address"])

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        name, address = cleaned.get("sender_name"), cleaned.get("sender_address")
        if name and not address and "sender_address" not in self.errors:
            self.add_error("sender_address", without_address())
        if address and not name and "sender_name" not in self.errors:
            self.add_error("sender_name", without_name())
        return cleaned

    def sender(self):
        """(name, address), or None."""
        name = self.cleaned_data["sender_name"]
        return (name, self.cleaned_data["sender_address"]) if name else None


class AbsenderForm(VersionedModelForm):
    class Meta:
        model = Absender
        fields = ("name", "address")
        widgets = {"address": forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})}

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_address(self):
        return one_way(self.cleaned_data["address"])


class LettersForm(forms.Form):
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[
            ("docx", gettext_lazy("Word (.docx)")),
            ("odt", gettext_lazy("OpenDocument (.odt)")),
        ],
        widget=forms.RadioSelect,
        initial="docx",
    )
