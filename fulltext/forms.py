import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .folding import without_unseen
from .words import MAX_LENGTH, MAX_WORDS, split


class SearchField(forms.CharField):
    """Words to look for: ``MAX_LENGTH`` characters, ``MAX_WORDS`` words at most."""

    def __init__(self, **options):
        super().__init__(max_length=MAX_LENGTH, **options)

    def to_python(self, value):
        # A NUL is left for the validator that refuses it.
        parts = super().to_python(value).split("\x00")
        return "\x00".join(map(without_unseen, parts)).strip()

    def validate(self, value):
        super().validate(value)
        if len(split(value)) > MAX_WORDS:
            raise ValidationError(
                _("Bitte suchen Sie nach höchstens %(number)d Wörtern."),
                code="too_many_words",
                params={"number": MAX_WORDS},
            )


class SearchFilter(django_filters.CharFilter):
    field_class = SearchField
