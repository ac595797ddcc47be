"""What an editor says of a picture, and the picture."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from municipality.editing import VersionedFormMixin
from municipality.wording import ReadableField
from strategies.documents.uploads import find_upload, keep_upload
from strategies.models import Titelbild
from strategies.titelbilder import key_of, read_title_picture, titelbild_of

_WORDS = ("alt", "caption", "credit")


def _field(name, **kwargs):
    column = Titelbild._meta.get_field(name)
    return ReadableField(
        label=column.verbose_name,
        help_text=column.help_text,
        max_length=column.max_length,
        required=not column.blank,
        **kwargs,
    )


class PictureForm(VersionedFormMixin):
    """The picture of a Konzept, Strategie or Baustein, under the lock of its row.

    A picture that was read stays on the server until it is saved (``upload`` is its token), so
    that it need not be chosen again after an error or a preview.

    Args:
        row: whose picture it is.
        konzept: in which the user edits.
        user: who edits.

    Attributes:
        renditions: of a new picture, once the form is checked.
    """

    file = forms.FileField(
        label=_lazy("Bilddatei"),
        required=False,
        help_text=_lazy(
            "Foto oder Zeichnung als JPEG, PNG oder WebP, quer und am besten 1.200 Bildpunkte "
            "breit, höchstens 10 MB. Ort und Kamera, die im Foto stehen, werden entfernt."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = _field("alt", widget=forms.Textarea(attrs={"rows": 2}))
    caption = _field("caption")
    credit = _field("credit")
    upload = forms.CharField(required=False, max_length=50, widget=forms.HiddenInput)
    picture = forms.CharField(
        label=_lazy("Bild"), required=False, max_length=16, widget=forms.HiddenInput
    )

    def __init__(self, *args, row, konzept, user, **kwargs):
        self.row, self.renditions = row, None
        self._kept = {"konzept": konzept, "user": user}
        self.stored = titelbild_of(row)
        super().__init__(*args, initial=_values(self.stored), **kwargs)
        # May be left empty where there is one already: „freiwillig“ would be wrong.
        self.fields["file"].conditional = True

    def stored_values(self):
        """Locks the row, whose picture it is: there may be none to lock yet."""
        locked = type(self.row)._base_manager.select_for_update(no_key=True)
        if not locked.filter(pk=self.row.pk).exists():
            return None
        return _values(titelbild_of(self.row))

    def shown_values(self):
        return _values(self.stored)

    def clean(self):
        self._take_upload()
        cleaned = super().clean()
        if not (self.renditions or self.stored or "file" in self.errors):
            self.add_error("file", _("Bitte wählen Sie ein Bild aus."))
        return cleaned

    def _take_upload(self):
        """Read the picture that was sent, or the one that was sent before."""
        file = self.cleaned_data.get("file")
        token = "" if file else self.cleaned_data.get("upload")
        if token and (data := find_upload(token, **self._kept)):
            file = ContentFile(data)
        if not file:
            self.show_upload("")
            return
        try:
            self.renditions = read_title_picture(file)
        except ValidationError as error:
            self.add_error("file", error)
            self.show_upload("")
            return
        if not token:
            file.seek(0)
            token = keep_upload("foto.bild", file.read(), **self._kept)
        # Sent twice, it is what is stored by then.
        self.cleaned_data["picture"] = key_of(self.renditions)
        self.show_upload(token)

    def show_upload(self, token):
        self.upload_token = token
        self.fields["upload"].bound_data = lambda data, initial: token

    def hidden_change(self, name, sent, stored):
        return _("Jemand anderes hat inzwischen ein anderes Bild gespeichert oder es entfernt.")

    def words(self):
        """What the valid form says of the picture."""
        return {name: self.cleaned_data[name] for name in _WORDS}


def _values(titelbild):
    if titelbild is None:
        return dict.fromkeys([*_WORDS, "picture"], "")
    return {**{name: getattr(titelbild, name) for name in _WORDS}, "picture": titelbild.key}
