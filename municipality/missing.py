"""What is missing in a form, said by its name."""

from django import forms
from django.utils.translation import gettext as _


class NamesWhatIsMissing:
    """A form whose sentences name the field that was left empty, where it has none of its own.

    Django's own („Dieses Feld ist zwingend erforderlich“) stands in the summary above a form,
    where nobody sees which field is meant.
    """

    def full_clean(self):
        for name, field in self.fields.items():
            given = field.error_messages.get("required")
            if field.required and given == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = sentence_for(field, field.label or name)
        super().full_clean()


def sentence_for(field, label):
    """Return the sentence for a required field that was left empty."""
    if isinstance(field, forms.EmailField):
        return _("Bitte geben Sie eine E-Mail-Adresse an.")
    if isinstance(field, forms.ChoiceField):
        return _("Bitte wählen Sie bei „%(label)s“ etwas aus.") % {"label": label}
    return _("Bitte füllen Sie „%(label)s“ aus.") % {"label": label}
