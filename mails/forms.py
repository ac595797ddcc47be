from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from municipality.missing import NamesWhatIsMissing

from .models import Kind
from .preferences import choose, frequencies


class PreferencesForm(NamesWhatIsMissing, forms.Form):
    """How often, per kind of mail, and in which language."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        chosen = frequencies(user)
        for kind in self.kinds():
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=[(frequency.value, frequency.label) for frequency in kind.frequencies],
                initial=chosen[kind].value,
                widget=forms.RadioSelect,
            )
        self.fields["language"] = forms.ChoiceField(
            label=_("Sprache der E-Mails"),
            choices=settings.LANGUAGES,
            initial=user.language,
            widget=forms.RadioSelect,
        )

    def kinds(self):
        """The kinds this person can get; what waits is for those who work here."""
        return [kind for kind in Kind if self.user.is_staff or not kind.is_for_staff]

    @transaction.atomic
    def save(self):
        for kind in self.kinds():
            choose(self.user, kind, self.cleaned_data[kind.value])
        get_user_model().objects.filter(pk=self.user.pk).update(
            language=self.cleaned_data["language"]
        )
