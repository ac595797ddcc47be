"""Which Anliegen contributions go into: one that is there, or a new one."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluation.models import Anliegen, Zuordnung
from keyset import key_in
from municipality.wording import ReadableField

_TITLE = Anliegen._meta.get_field("title")


class BundleForm(forms.Form):
    """An Anliegen that is there, chosen by its button, or the title of a new one.

    What was typed to find one is in ``title``: with a button pressed it is no title.

    Args:
        auswertung: whose Anliegen can be chosen.
        found_url: where a script looks for what is typed.
    """

    into = forms.ModelChoiceField(Anliegen.objects.none(), required=False, widget=forms.HiddenInput)
    title = ReadableField(
        label=_("Anliegen"),
        required=False,
        max_length=_TITLE.max_length,
        help_text=_("Worte oder Nummer eines vorhandenen, oder Titel eines neuen."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-search": ""}),
    )

    def __init__(self, *args, auswertung, found_url="", **kwargs):
        super().__init__(*args, **kwargs)
        self.auswertung = auswertung
        self.fields["into"].queryset = auswertung.anliegen.active()
        title = self.fields["title"]
        title.conditional = True
        title.widget.attrs |= {
            "data-hx-get": found_url or reverse("auswertung:found", args=[auswertung.pk]),
            "data-hx-trigger": "input changed delay:300ms",
            "data-hx-target": "#gefunden",
        }

    def clean(self):
        data = self.cleaned_data
        title = data.get("title", "")
        if not data.get("into") and title.isdecimal():
            # Its number, by whoever has no script to find it with.
            data["into"] = self.fields["into"].queryset.filter(number=key_in(title)).first()
            if data["into"] is None:
                self.add_error("title", _("Ein Anliegen mit dieser Nummer gibt es nicht."))
        if not (self.errors or data.get("into") or title):
            self.add_error(
                "title",
                _("Bitte wählen Sie ein Anliegen, oder nennen Sie den Titel eines neuen."),
            )

    def anliegen(self):
        """The one that was chosen, or None for a new one."""
        return self.cleaned_data["into"]


class QuoteForm(BundleForm):
    """The same for one contribution, with the passage that raises it."""

    quote = ReadableField(
        label=_("Stelle im Beitrag"),
        required=False,
        max_length=Zuordnung._meta.get_field("quote").max_length,
        help_text=_("Leer: der ganze Beitrag. Sonst im genauen Wortlaut."),
        widget=forms.Textarea(attrs={"rows": 2, "data-quote": ""}),
    )
