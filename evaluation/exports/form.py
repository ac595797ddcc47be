from django import forms
from django.utils.translation import gettext_lazy as _

from .export import FORMATS, Export
from .scope import Internal


class ExportForm(forms.Form):
    """Which internal table, of which phases, in which format."""

    SCOPES = {"phase": _("diese Kommentierphase"), "strategie": _("alle Phasen der Strategie")}

    name = forms.ChoiceField(
        label=_("Was"),
        choices=[("beitraege", _("Beiträge")), ("anliegen", _("Anliegen"))],
        widget=forms.RadioSelect,
        initial="beitraege",
    )
    scope = forms.ChoiceField(
        label=_("Wovon"), choices=SCOPES, widget=forms.RadioSelect, initial="phase"
    )
    format = forms.ChoiceField(
        label=_("Format"),
        choices=[(name, name.upper()) for name in FORMATS],
        widget=forms.RadioSelect,
        initial="xlsx",
    )

    def export(self, auswertung):
        """The Export that was asked for."""
        strategie, phase = auswertung.strategie, auswertung.kommentierphase
        whole = self.cleaned_data["scope"] == "strategie"
        phases = list(strategie.kommentierphasen.all()) if whole else [phase]
        scope = Internal(strategie, phases)
        return Export(scope, self.cleaned_data["name"], self.cleaned_data["format"])

    def details(self, export):
        """What the record says of it."""
        scope = self.SCOPES[self.cleaned_data["scope"]]
        return f"{export.filename} ({scope})"
