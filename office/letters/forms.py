"""A Mitteilung as one writes it: to whom, what it is about, its text."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.editing import VersionedModelForm
from municipality.language import Own
from strategies.models import Mitteilung

from .access import konzepte_of, strategien_of


class MitteilungForm(VersionedModelForm):
    """Args: ``user``: whose Konzepte can be chosen."""

    target = forms.ChoiceField(
        label=gettext_lazy("An alle, die folgen"),
        error_messages={"required": gettext_lazy("Bitte wählen Sie, wem Sie schreiben.")},
    )
    field_order = ["target", "title", "text"]

    class Meta:
        model = Mitteilung
        fields = ("title", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.targets = _targets(user)
        self.fields["target"].choices = [
            ("", _("Bitte wählen")),
            *((key, label) for key, (label, _konzept, _strategie) in self.targets.items()),
        ]
        if self.is_edited():
            self.initial |= self.values_of(self.instance)

    def values_of(self, row):
        return {**super().values_of(row), "target": _key(row)}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("target"):
            _label, konzept, strategie = self.targets[cleaned["target"]]
            self.instance.konzept, self.instance.strategie = konzept, strategie
        return cleaned


def _key(row):
    return f"s{row.strategie_id}" if row.strategie_id else f"k{row.konzept_id}"


def _targets(user):
    """To whom one can write, by key: (label, Konzept, Strategie or None)."""
    found = {}
    for konzept in konzepte_of(user).order_by("title"):
        found[f"k{konzept.pk}"] = (Own(konzept.title), konzept, None)
    for row in strategien_of(user):
        found[f"s{row.pk}"] = (Own(f"{row.konzept.title}: {row}"), row.konzept, row)
    return found
