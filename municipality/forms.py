from hashlib import sha256

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from . import colour
from .editing import VersionedModelForm
from .logo import read_logo
from .models import Kommune


class ColourField(forms.CharField):
    """A colour „#rrggbb“ that can be read on each of ``surfaces``."""

    def __init__(self, *, surfaces, where, **kwargs):
        self.surfaces, self.where = surfaces, where
        super().__init__(required=False, max_length=7, **kwargs)

    def to_python(self, value):
        value = super().to_python(value).lower()
        return f"#{value}" if value and not value.startswith("#") else value

    def validate(self, value):
        super().validate(value)
        if not value:
            return
        if not colour.HEX.match(value):
            raise ValidationError(
                _("Bitte geben Sie die Farbe als „#“ und sechs Zeichen an, zum Beispiel #0a4d5c.")
            )
        least = colour.least_contrast(value, self.surfaces)
        if least < colour.LEAST_CONTRAST:
            raise ValidationError(
                _(
                    "Diese Farbe ist %(where)s zu schlecht zu lesen: Der Kontrast beträgt nur "
                    "%(contrast)s zu 1, nötig sind 4,5 zu 1. Wählen Sie sie bitte %(how)s."
                ),
                params={
                    "where": self.where,
                    "contrast": number_format(least, 1),
                    "how": _("dunkler") if self.surfaces is colour.LIGHT else _("heller"),
                },
            )


class KommuneForm(VersionedModelForm):
    accent = ColourField(
        label=_("Akzentfarbe"),
        surfaces=colour.LIGHT,
        where=_("auf hellem Grund"),
        help_text=_(
            "Für Links und Schaltflächen, zum Beispiel #0a4d5c. Leer: die Farbe der Plattform."
        ),
    )
    accent_dark = ColourField(
        label=_("Akzentfarbe im dunklen Modus"),
        surfaces=colour.DARK,
        where=_("auf dunklem Grund"),
        help_text=_("Leer: die Akzentfarbe, so weit aufgehellt, dass sie gut zu lesen ist."),
    )

    ags = forms.CharField(
        label=Kommune._meta.get_field("ags").verbose_name,
        help_text=Kommune._meta.get_field("ags").help_text,
        required=False,
        max_length=20,
    )

    class Meta:
        model = Kommune
        fields = (
            "name", "claim", "logo", "accent", "accent_dark", "contact", "footer", "land",
            "enforcement_body", "ags",
        )  # fmt: skip
        help_texts = {
            "logo": _("PNG, JPEG oder WebP, auf hellem und auf dunklem Grund zu erkennen."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Django gives a file that can be cleared a legend, which names no field.
        self.fields["logo"].widget.use_fieldset = False

    def clean_ags(self):
        """The key as registers write it; people copy it with blanks."""
        return "".join(self.cleaned_data["ags"].split())

    def clean_logo(self):
        logo = self.cleaned_data["logo"]
        if isinstance(logo, UploadedFile):
            data, self.instance.logo_width, self.instance.logo_height = read_logo(logo)
            # Named by what it contains: the address of another picture is another one.
            return ContentFile(data, name=f"{sha256(data).hexdigest()[:16]}.png")
        return logo

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("accent_dark") and not cleaned.get("accent") and not self.errors:
            self.add_error("accent", _("Bitte geben Sie auch die Farbe für den hellen Modus an."))
        return cleaned
