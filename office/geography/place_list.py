"""The form for named places of a list or a file."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.geography import named, reading
from municipality.geography.ground import refuse_elsewhere
from municipality.models import Ort
from municipality.wording import LongReadableField


class NewOrteForm(forms.Form):
    """All of them or none: a mistake is named with its line, and nothing is stored.

    Attributes:
        rows: unsaved Orte, each name once, when the form is valid.
    """

    names = LongReadableField(
        label=gettext_lazy("Liste"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Je Zeile „Name; Länge; Breite“, zum Beispiel „Krenzow; 11,9838; 52,7088“. Drei "
            "Spalten einer Tabelle lassen sich kopieren und hier einfügen."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Oder eine Datei"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
        help_text=gettext_lazy(
            "GeoJSON in WGS 84, höchstens 2 MB, die Namen in der Spalte „name“. Von Flächen nehmen "
            "wir einen Punkt in der Mitte."
        ),
        error_messages={"empty": gettext_lazy("Die Datei ist leer.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = []
        for field in self.fields.values():
            # One of the two is needed: „freiwillig“ would be wrong of each.
            field.conditional = True

    def clean(self):
        cleaned = super().clean()
        for name in ("names", "file"):
            if cleaned.get(name):
                try:
                    self._take(self._read(name, cleaned[name]))
                except reading.GeometryError as error:
                    self.add_error(name, str(error))
                except ValidationError as error:
                    self.add_error(name, error)
        if not (self.rows or self.errors):
            self.add_error("names", _("Bitte fügen Sie eine Liste ein oder wählen Sie eine Datei."))
        return cleaned

    def _read(self, name, value):
        if name == "names":
            return named.read_list(value)
        reading.refuse_too_large(value.size)
        return named.read_file(value.read())

    def _take(self, found):
        for name, longitude, latitude in found:
            row = Ort(name=name, longitude=longitude, latitude=latitude)
            try:
                row.clean_fields()
                refuse_elsewhere(row.geometry)
            except ValidationError as error:
                sentences = " ".join(error.messages)
            except reading.GeometryError as error:
                sentences = str(error)
            else:
                if name not in {each.name for each in self.rows}:
                    self.rows.append(row)
                continue
            raise ValidationError(
                _("„%(name)s“: %(reason)s") % {"name": name[:40], "reason": sentences}
            )
