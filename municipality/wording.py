"""What makes a text one: the rule for every text field of the platform, in every way in."""

import regex
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# A letter, digit or sign that can be seen. Marks need something to stand on, punctuation
# something to divide; what Unicode calls ignorable (Hangul fillers, say), blanks of Braille,
# music and hieroglyphs and the placeholders of objects show nothing.
_SIGN = regex.compile(
    r"[[\p{L}\p{N}\p{S}]--[\p{Default_Ignorable_Code_Point}\p{Sk}"
    r"\u2800\uFFFC\uFFFD\U0001D159\U00013441-\U00013446]]",
    regex.V1,
)


def says_something(text):
    """Whether there is anything to read in ``text``: one letter, digit or visible sign."""
    return bool(_SIGN.search(text))


def readable(text):
    """Validate that ``text`` says something. For fields of models and forms alike.

    Raises:
        ValidationError: it is made of blanks, invisible characters or punctuation alone.
    """
    if not says_something(text):
        raise ValidationError(
            _("Hier steht nichts, was man lesen kann. Bitte schreiben Sie es in Worten."),
            code="empty",
        )


class ReadableField(forms.CharField):
    """Words that somebody types into a form that is not made from a model."""

    default_validators = [readable]


class LongTextField(forms.CharField):
    """A long text: the form says if it is too long, where the browser would cut it off."""

    widget = forms.Textarea

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class LongReadableField(LongTextField, ReadableField):
    """A long text that has to say something."""


class ReplyEmailField(forms.EmailField):
    """Where to answer somebody without an account; may be left empty."""

    widget = forms.EmailInput(attrs={"autocomplete": "email"})

    def __init__(self, **kwargs):
        super().__init__(label=_("Ihre E-Mail-Adresse"), required=False, **kwargs)
