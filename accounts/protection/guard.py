"""What tells programs from people on forms that need no account; no third party sees it."""

import time

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from municipality.missing import NamesWhatIsMissing

_SALT = "accounts.guard"


def stamp():
    """The present moment, signed, for the hidden field of a form that is shown now."""
    return signing.dumps(time.time(), salt=_SALT)


class GuardedForm(NamesWhatIsMissing, forms.Form):
    """A form with a field that people leave empty, and a least time to fill it in.

    Neither ever drops anything: whoever is stopped gets a sentence and the form
    with everything that was typed, and can send it again. Templates show both
    fields by ``includes/guard.html``.
    """

    # None of one's own: what the settings say.
    least_seconds = None

    betreff = forms.CharField(
        label=_("Bitte leer lassen"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("opened", stamp())

    def clean(self):
        cleaned = super().clean()
        filled, opened = cleaned.pop("betreff", ""), cleaned.pop("opened", "")
        if filled or "betreff" in self.errors:
            self._set("betreff", "")
            raise ValidationError(
                _(
                    "Ein Feld, das leer bleiben soll, war ausgefüllt, vielleicht von Ihrem "
                    "Browser. Wir haben es geleert; bitte senden Sie noch einmal ab."
                ),
                code="filled",
            )
        # Who has something to correct takes the time anyway.
        is_complete = set(self.errors) <= {"opened"}
        if not self._least_seconds():
            self.errors.pop("opened", None)
        elif is_complete:
            self._refuse_too_fast(opened)
        return cleaned

    def _least_seconds(self):
        return settings.FORM_LEAST_SECONDS if self.least_seconds is None else self.least_seconds

    def _refuse_too_fast(self, opened):
        """Refuse what was open for too short; how long ago it was opened is no matter.

        One opened in the future was shown by a clock that ran ahead: nobody can say how long
        it was open, and nobody has to wait until that time has come.
        """
        try:
            shown_for = time.time() - signing.loads(opened, salt=_SALT)
        except signing.BadSignature as error:
            self._set("opened", stamp())
            raise ValidationError(
                _(
                    "Dem Formular fehlte eine Angabe, die der Browser sonst mitschickt. Wir "
                    "haben sie ergänzt; bitte senden Sie gleich noch einmal ab."
                ),
                code="no_stamp",
            ) from error
        if 0 <= shown_for < self._least_seconds():
            raise ValidationError(
                _(
                    "Die Seite war erst einen Augenblick offen. Zum Schutz vor Programmen nehmen "
                    "wir das Formular ein paar Sekunden später an; bitte senden Sie gleich noch "
                    "einmal ab."
                ),
                code="too_fast",
            )

    def _set(self, name, value):
        """Put ``value`` into the field as it is shown again."""
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = value
