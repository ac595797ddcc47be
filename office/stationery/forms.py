"""The file with the town's template."""

from hashlib import sha256

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.editing import VersionedFormMixin
from municipality.models import Kommune
from strategies.documents.errors import DocumentError
from strategies.documents.writing.word.template import LIMIT, read_template


class TemplateForm(VersionedFormMixin):
    """A new template, under the lock of the one row of the town.

    Args:
        kommune: the row, stored or not.

    Attributes:
        template: the checked file of a valid form.
    """

    file = forms.FileField(
        label=gettext_lazy("Word-Datei"),
        help_text=gettext_lazy(
            "Word-Dokument (.docx) oder Vorlage (.dotx) mit den Formatvorlagen, Kopf- und "
            "Fußzeilen der Kommune, ohne Makros, höchstens 5 MB. Text darin wird nicht übernommen."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx,.dotx"}),
        error_messages={"required": gettext_lazy("Bitte wählen Sie eine Word-Datei aus.")},
    )
    stored = forms.CharField(
        label=gettext_lazy("Word-Vorlage"), required=False, max_length=200, widget=forms.HiddenInput
    )

    def __init__(self, *args, kommune, **kwargs):
        self.kommune, self.template = kommune, None
        super().__init__(*args, **kwargs)

    def shown_values(self):
        return {"stored": self.kommune.word_template.name}

    def stored_values(self):
        rows = Kommune.objects.select_for_update(no_key=True)
        row = rows.filter(pk=self.kommune.pk).first() or Kommune()
        return {"stored": row.word_template.name}

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            # What is longer is not read at all.
            self.template = read_template(file.read(LIMIT + 1))
        except DocumentError as error:
            raise forms.ValidationError(str(error)) from error
        return file

    def clean(self):
        if self.template:
            # Sent twice, it is what is stored by then.
            self.cleaned_data["stored"] = f"vorlage/{self.filename}"
        return super().clean()

    @property
    def filename(self):
        """Named by what it holds: papers written in another one are others."""
        return f"{sha256(self.template.data).hexdigest()[:16]}.docx"

    def hidden_change(self, name, sent, stored):
        return _("Jemand anderes hat inzwischen eine andere Vorlage gespeichert oder sie entfernt.")
