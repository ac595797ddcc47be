from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.protection.guard import GuardedForm
from municipality.wording import LongReadableField, ReadableField, ReplyEmailField

from .models import Barrieremeldung


class BarriereForm(GuardedForm):
    """What somebody could not read or use; needs no account."""

    address = ReadableField(
        label=_("Um welche Seite geht es?"),
        required=False,
        max_length=500,
        help_text=_("Die Internetadresse der Seite, wenn es eine bestimmte ist."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = LongReadableField(
        label=_("Was ist schwer oder geht nicht?"),
        max_length=Barrieremeldung.MAX_CHARACTERS,
        help_text=_(
            "Schreiben Sie es mit Ihren Worten. Wenn Sie möchten: mit welchem Gerät oder "
            "Hilfsmittel. Höchstens 4.000 Zeichen."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Bitte schreiben Sie, was schwer ist oder nicht geht.")},
    )
    email = ReplyEmailField(
        help_text=_(
            "Dorthin schicken wir eine Bestätigung und innerhalb eines Monats die Antwort. "
            "Danach löschen wir die Adresse. Ohne Adresse können wir nicht antworten."
        ),
    )

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n")


def page_of(url, host):
    """The address of a page of ours in ``url``, without what follows „?“; else nothing."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_ours = not parts.netloc or parts.netloc == host
    return parts.path[:500] if is_ours and parts.path.startswith("/") else ""
