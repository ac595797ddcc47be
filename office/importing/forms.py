"""A document, and the Konzept into which it goes."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.language import Own
from municipality.missing import NamesWhatIsMissing
from municipality.wording import ReadableField
from strategies.documents import DocumentError, formats, refuse_format, refuse_too_large
from strategies.models import Bezeichnung, Konzept

from .access import konzepte_of

NEW = "neu"


class UploadForm(NamesWhatIsMissing, forms.Form):
    """One document; what is wrong with it in itself, its reading tells.

    Args:
        user: whose Konzepte can be chosen; a new one is the superuser's to make.

    Attributes:
        konzept: the one chosen, None for a new one, once the form is checked.
    """

    target = forms.ChoiceField(
        label=gettext_lazy("Konzept"),
        error_messages={"required": gettext_lazy("Bitte wählen Sie das Konzept.")},
    )
    title = ReadableField(
        label=gettext_lazy("Titel des neuen Konzepts"),
        max_length=Konzept._meta.get_field("title").max_length,
        required=False,
        help_text=gettext_lazy("Nur für ein neues Konzept, zum Beispiel „INSEK Elbhagen 2035“."),
    )
    document = forms.FileField(label=gettext_lazy("Dokument"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.konzept = None
        self._konzepte = {str(row.pk): row for row in konzepte_of(user).order_by("title")}
        choices = [(key, Own(row.title)) for key, row in self._konzepte.items()]
        if len(choices) != 1 or user.is_superuser:
            choices.insert(0, ("", _("Bitte wählen")))
        if user.is_superuser:
            choices.append((NEW, _("Neues Konzept")))
            # Who gives a title means a new one.
            self.fields["target"].required = False
            self.fields["target"].conditional = self.fields["title"].conditional = True
        else:
            del self.fields["title"]
        self.fields["target"].choices = choices
        self._say_what_is_read(self.fields["document"])

    def _say_what_is_read(self, field):
        field.widget.attrs["accept"] = ",".join(formats())
        field.help_text = format_lazy(
            _("{formats}; höchstens {size} und {pages} Seiten."),
            formats=", ".join(formats()),
            size=filesizeformat(settings.DOCUMENT_LIMIT_BYTES),
            pages=settings.DOCUMENT_LIMIT_PAGES,
        )

    def clean_document(self):
        upload = self.cleaned_data["document"]
        try:
            refuse_format(upload.name)
            refuse_too_large(upload.name, upload.size, limit=settings.DOCUMENT_LIMIT_BYTES)
        except DocumentError as error:
            raise ValidationError(error.sentence, code="document") from error
        return upload

    def clean(self):
        cleaned = super().clean()
        title = " ".join(cleaned.get("title", "").split())
        if cleaned.get("target") == NEW or (title and not cleaned.get("target")):
            self._clean_new(title)
        elif not cleaned.get("target"):
            if "target" not in self.errors:
                self.add_error("target", self.fields["target"].error_messages["required"])
        else:
            self.konzept = self._konzepte[cleaned["target"]]
            cleaned["title"] = ""
        return cleaned

    def _clean_new(self, title):
        if not title and "title" not in self.errors:
            self.add_error("title", _("Bitte geben Sie dem neuen Konzept einen Titel."))
        elif Konzept.objects.filter(title=title).exists():
            self.add_error("title", _("Ein Konzept mit diesem Titel gibt es schon."))
        self.cleaned_data["title"] = title


class WordForm(NamesWhatIsMissing, forms.Form):
    """A word of the town for parts of documents, and what they become."""

    text = ReadableField(
        label=gettext_lazy("Wort"),
        max_length=Bezeichnung._meta.get_field("text").max_length,
        help_text=gettext_lazy("In der Einzahl, zum Beispiel „Zukunftsaufgabe“."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("wird zu"), choices=Bezeichnung.Kind.choices)

    def clean_text(self):
        text = " ".join(self.cleaned_data["text"].split())
        if Bezeichnung.objects.filter(text__iexact=text).exists():
            raise ValidationError(_("Dieses Wort steht schon in der Liste."), code="known")
        return text
