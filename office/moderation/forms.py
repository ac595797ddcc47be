from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import Organisation
from municipality.missing import NamesWhatIsMissing
from municipality.wording import LongReadableField, ReadableField


class KeepListForm(forms.Form):
    name = ReadableField(
        label=_("Name"),
        max_length=60,
        error_messages={"required": _("Bitte geben Sie der Liste einen Namen.")},
    )


class OrganisationDecisionForm(NamesWhatIsMissing, forms.Form):
    """The button says what is decided; ``seen`` what was shown."""

    statement = LongReadableField(
        label=_("Begründung"),
        help_text=_("Ein Satz; er steht in der E-Mail. Nötig, wenn Sie nicht bestätigen."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    status = forms.ChoiceField(
        choices=[row for row in Organisation.Status.choices if row[0] != "requested"],
        error_messages={"required": _("Bitte wählen Sie, was gelten soll.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput)
