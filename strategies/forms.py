from django import forms
from django.utils.translation import gettext_lazy as _


class TwoFassungenForm(forms.Form):
    """Two versions of a Baustein to be compared, in whichever order they are chosen.

    Attributes:
        older, newer: the two Fassungen, once the form is valid.
    """

    von = forms.TypedChoiceField(label=_("Von"), coerce=int)
    bis = forms.TypedChoiceField(label=_("bis"), coerce=int)

    def __init__(self, *args, fassungen, **kwargs):
        super().__init__(*args, **kwargs)
        self._found = {row.number: row for row in fassungen}
        choices = [(row.number, row.label) for row in fassungen]
        self.fields["von"].choices = self.fields["bis"].choices = choices
        numbers = sorted(self._found)
        self.fields["bis"].initial = numbers[-1]
        self.fields["von"].initial = numbers[-2] if len(numbers) > 1 else numbers[-1]

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            chosen = sorted((cleaned["von"], cleaned["bis"]))
            self.older, self.newer = (self._found[number] for number in chosen)
        return cleaned
