from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Ground


class StatementForm(forms.Form):
    statement = forms.CharField(
        label=_("Begründung"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "cols": 70}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statement"].error_messages["required"] = _(
            "Ohne Begründung geht es nicht: Sie gehört zur Entscheidung."
        )


class HideForm(StatementForm):
    field_order = ["ground", "statement"]
    ground = forms.ChoiceField(
        label=_("Grundlage"),
        choices=[("", "---------"), *Ground.choices],
        help_text=_("Steht öffentlich an der Stelle des Kommentars."),
        error_messages={"required": _("Bitte wählen Sie, worauf die Entscheidung beruht.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statement"].help_text = _(
            "Was genau verstößt wogegen? In Worten, die auch versteht, wer den Kommentar "
            "geschrieben hat."
        )
