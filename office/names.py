"""Names to add to a list that the town keeps, all at once: what somebody has in a document."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.wording import LongReadableField


class NamesForm(forms.Form):
    """A name in each line. A form of a list says which ``model`` and its ``LONGEST`` name."""

    MOST = 200

    names = LongReadableField(
        label=gettext_lazy("Hinzufügen"),
        help_text=gettext_lazy("Ein Name je Zeile."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Bitte geben Sie mindestens einen Namen an.")},
    )
    model, label, LONGEST = None, None, 0

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.label:
            self.fields["names"].label = self.label

    def clean_names(self):
        """Those that are not there yet, each once."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["names"].splitlines())
        names = list(dict.fromkeys(line for line in lines if line))
        if too_long := next((name for name in names if len(name) > self.LONGEST), ""):
            raise ValidationError(
                _("„%(name)s …“ ist zu lang: höchstens %(n)d Zeichen.")
                % {"name": too_long[:30], "n": self.LONGEST}
            )
        if self.model.objects.count() + len(names) > self.MOST:
            raise ValidationError(
                _("Mehr als %(n)d %(what)s sind nicht möglich.")
                % {"n": self.MOST, "what": self.model._meta.verbose_name_plural}
            )
        known = set(self.model.objects.filter(name__in=names).values_list("name", flat=True))
        return [name for name in names if name not in known]
