import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Category, Ground, Kommentar
from .text import clean_text


class KommentarTextField(forms.CharField):
    """The text of a comment, as ``clean_text`` keeps it."""

    def to_python(self, value):
        return clean_text(super().to_python(value), limit=Kommentar.MAX_CHARACTERS)


class KommentarForm(forms.Form):
    """A comment as its author types it. The hidden key makes one submit one comment."""

    category = forms.ChoiceField(
        label=_("Worum geht es?"),
        choices=Category.choices,
        initial=Category.VORSCHLAG,
        widget=forms.RadioSelect,
    )
    text = KommentarTextField(
        label=_("Ihr Kommentar"),
        strip=False,
        # Many code points can make one visible character; this bounds the bytes.
        max_length=Kommentar.MAX_CHARACTERS * 16,
        widget=forms.Textarea(attrs={"rows": 6, "data-limit": Kommentar.MAX_CHARACTERS}),
        error_messages={"max_length": _("Der Text enthält zu viele zusammengesetzte Zeichen.")},
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs.pop("maxlength", None)
        self.initial.setdefault("idempotency_key", uuid.uuid4())


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
