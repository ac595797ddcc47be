from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.protection.guard import GuardedForm
from comments.text import clean_text
from municipality.wording import LongReadableField

from .models import Rueckfrage


class AuskunftForm(GuardedForm):
    """What an office answers.

    Args:
        is_elsewhere: whether it says that it is not responsible; words are not needed then.
    """

    text = LongReadableField(
        label=_("Ihre Antwort"),
        help_text=_("Stichworte genügen. Bitte ohne Namen von Bürgerinnen und Bürgern."),
        strip=False,
        # Many code points can make one visible character; this bounds the bytes.
        max_length=Rueckfrage.MAX_ANSWER * 8,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Bitte schreiben Sie, was Sie dazu wissen.")},
    )

    def __init__(self, *args, is_elsewhere=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.status = Rueckfrage.Status.ELSEWHERE if is_elsewhere else Rueckfrage.Status.ANSWERED
        self.fields["text"].required = not is_elsewhere
        self.fields["text"].conditional = True

    def clean_text(self):
        text = self.cleaned_data["text"]
        return clean_text(text, limit=Rueckfrage.MAX_ANSWER) if text.strip() else ""
