import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Category, Ground, Kommentar
from .text import clean_text


class KommentarForm(forms.Form):
    """A comment as its author types it. The hidden key makes one submit one comment."""

    category = forms.ChoiceField(
        label=_("Worum geht es?"),
        choices=Category.choices,
        initial=Category.VORSCHLAG,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Ihr Kommentar"),
        strip=False,
        # Combining marks make one visible character of many; this bounds the bytes.
        max_length=Kommentar.MAX_CHARACTERS * 8,
        widget=forms.Textarea(attrs={"rows": 6, "data-limit": Kommentar.MAX_CHARACTERS}),
        error_messages={"required": _("Bitte schreiben Sie etwas.")},
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs.pop("maxlength", None)
        self.initial.setdefault("idempotency_key", uuid.uuid4())

    def clean_text(self):
        return clean_text(self.cleaned_data["text"], limit=Kommentar.MAX_CHARACTERS)


class ReplyForm(KommentarForm):
    """A reply has no category of its own."""

    category = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Ihre Antwort")
        self.fields["text"].widget.attrs["rows"] = 4


class EditForm(KommentarForm):
    """Editing needs no key: sending the same wording again changes nothing."""

    idempotency_key = None


class EditReplyForm(EditForm):
    category = None


class VoteForm(forms.Form):
    value = forms.TypedChoiceField(choices=[(1, ""), (-1, ""), (0, "")], coerce=int)


class MeldungForm(forms.Form):
    ground = forms.ChoiceField(
        label=_("Was stimmt nicht?"), choices=Ground.choices, widget=forms.RadioSelect
    )
    explanation = forms.CharField(
        label=_("Erläuterung"),
        help_text=_("In ein, zwei Sätzen. Nur die Moderation liest das."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
