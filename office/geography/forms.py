"""What staff fill in to say where something is."""

import hashlib
import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.editing import VersionedModelForm
from municipality.geography import reading
from municipality.geography.ground import refuse_elsewhere
from municipality.models import Kartenebene, Ort, Ortsteil
from municipality.wording import ReadableField
from strategies.models import Lage

from ..names import NamesForm

TYPES = {
    Kartenebene.Kind.OUTLINE: reading.AREAS,
    Kartenebene.Kind.SETTLEMENT: reading.AREAS,
    Kartenebene.Kind.WATER: reading.AREAS | reading.LINES,
    Kartenebene.Kind.RAIL: reading.LINES,
    Kartenebene.Kind.ROAD: reading.LINES,
}

_IN_GERMANY = gettext_lazy(
    "In Deutschland liegt die Länge zwischen 5,5 und 15,6, die Breite zwischen 47,0 und 55,3 Grad."
)

LONGEST_NAME = Ortsteil._meta.get_field("name").max_length


class DegreeField(forms.Field):
    """Degrees as people write them, with a comma or a dot."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 20})
    default_error_messages = {
        "invalid": gettext_lazy("Bitte geben Sie Grade als Zahl an, zum Beispiel 52,7088."),
        "min_value": _IN_GERMANY,
        "max_value": _IN_GERMANY,
        "required": gettext_lazy("Bitte geben Sie Grade an, zum Beispiel 52,7088."),
    }

    def to_python(self, value):
        text = str(value or "").strip().removesuffix("°").replace(",", ".").strip()
        if not text:
            return None
        try:
            degrees = float(text) if len(text) <= 20 else None
        except ValueError:
            degrees = None
        # Neither „nan“ nor „1e300“ is anywhere.
        if degrees is None or not -180 <= degrees <= 180:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return round(degrees, reading.DIGITS)

    def prepare_value(self, value):
        if isinstance(value, float):
            return number_format(value, decimal_pos=5, use_l10n=True)
        return value


class GeoJSONField(forms.FileField):
    """A file with a geometry; what is cleaned is the geometry."""

    widget = forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"})

    default_error_messages = {"empty": gettext_lazy("Die Datei ist leer.")}

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            reading.refuse_too_large(upload.size)
            return reading.read(upload.read())
        except reading.GeometryError as error:
            raise ValidationError(str(error), code="geometry") from error


class PlacedForm(VersionedModelForm):
    """A row with a geometry, under the lock: a line or an area by a mark of what it is."""

    shape = forms.CharField(
        label=gettext_lazy("Linie oder Fläche"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_edited():
            for name, value in self.shown_values().items():
                self.initial.setdefault(name, value)

    def in_words(self, name, value):
        if name == "shape":
            return _("eine andere Linie oder Fläche") if value else _("(leer)")
        return super().in_words(name, value)

    def point(self):
        """The typed coordinates as a geometry; None if there are none, or they are wrong."""
        names = ("longitude", "latitude")
        typed = [self.cleaned_data.get(name) for name in names]
        if None in typed:
            if any(each is not None for each in typed) and not self.errors.keys() & {*names}:
                missing = names[typed.index(None)]
                self.add_error(missing, _("Bitte geben Sie Länge und Breite an, oder keine."))
            return None
        try:
            return reading.point(*typed)
        except reading.GeometryError as error:
            self.add_error("longitude", str(error))
            return None

    def refuse_elsewhere(self, geometry, field):
        try:
            refuse_elsewhere(geometry)
        except reading.GeometryError as error:
            self.add_error(field, str(error))


def mark_of(geometry):
    """A mark of a line or an area; points are compared by their coordinates."""
    if not geometry or geometry["type"] == "Point":
        return ""
    return hashlib.sha256(json.dumps(geometry).encode()).hexdigest()[:16]


def coordinates_of(geometry):
    """Longitude and latitude of a point; two times None of anything else."""
    if geometry and geometry["type"] == "Point":
        return [float(each) for each in geometry["coordinates"]]
    return None, None


class LageForm(PlacedForm):
    """Where a Baustein is. A file counts before typed coordinates, these before what was there."""

    longitude = DegreeField(
        label=gettext_lazy("Länge"),
        required=False,
        help_text=gettext_lazy("Grade östlich von Greenwich, zum Beispiel 11,9838."),
    )
    latitude = DegreeField(
        label=gettext_lazy("Breite"),
        required=False,
        help_text=gettext_lazy("Grade nördlich des Äquators, zum Beispiel 52,7088."),
    )
    file = GeoJSONField(
        label=gettext_lazy("Oder eine Datei mit Linie, Fläche oder Punkten"),
        required=False,
        help_text=gettext_lazy("GeoJSON in WGS 84, höchstens 2 MB. Sie gilt vor den Koordinaten."),
    )

    class Meta:
        model = Lage
        fields = ("description",)
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}
        error_messages = {
            "description": {
                "required": gettext_lazy(
                    "Bitte sagen Sie in Worten, wo es ist: Wer die Skizze nicht sieht, liest das."
                )
            }
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("longitude", "latitude", "file"):
            # One of the ways is needed: „freiwillig“ would be wrong of each.
            self.fields[name].conditional = True

    def values_of(self, row):
        longitude, latitude = coordinates_of(row.geometry)
        return {
            "description": row.description,
            "longitude": longitude,
            "latitude": latitude,
            "shape": mark_of(row.geometry),
        }

    def clean(self):
        cleaned = super().clean()
        typed = self.point()
        kept = self.instance.geometry if mark_of(self.instance.geometry) else None
        geometry = cleaned.get("file") or typed or kept
        if geometry:
            self.refuse_elsewhere(geometry, "file" if cleaned.get("file") else "longitude")
            self.instance.geometry = geometry
        elif not self.errors:
            self.add_error(
                "longitude",
                _("Bitte setzen Sie einen Punkt, geben Sie Koordinaten an oder laden Sie eine "
                  "Datei hoch."),
            )  # fmt: skip
        return cleaned


class LayerForm(PlacedForm):
    """A layer of the ground."""

    file = GeoJSONField(
        label=gettext_lazy("Datei"),
        required=False,
        help_text=gettext_lazy("GeoJSON in WGS 84, höchstens 2 MB."),
    )

    class Meta:
        model = Kartenebene
        fields = ("kind", "title")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Which of them does, depends on whether there is one already.
        self.fields["file"].conditional = True

    def values_of(self, row):
        return {**super().values_of(row), "shape": mark_of(row.geometry)}

    def clean(self):
        cleaned = super().clean()
        geometry = cleaned.get("file") or self.instance.geometry
        if geometry:
            self._refuse_other_types(geometry, cleaned.get("kind"))
            if cleaned.get("kind") != Kartenebene.Kind.OUTLINE:
                self.refuse_elsewhere(geometry, "file")
            self.instance.geometry = geometry
        elif "file" not in self.errors:
            self.add_error("file", _("Bitte wählen Sie eine Datei aus."))
        return cleaned

    def _refuse_other_types(self, geometry, kind):
        if kind and not reading.types_of(geometry) <= TYPES[kind]:
            self.add_error(
                "file",
                _("Zu dieser Art passen nur %(types)s; die Datei enthält etwas anderes.")
                % {"types": _types_in_words(TYPES[kind])},
            )


def _types_in_words(types):
    if types == reading.AREAS:
        return _("Flächen")
    return _("Linien") if types == reading.LINES else _("Linien und Flächen")


class OrtForm(PlacedForm):
    """A named place."""

    name = ReadableField(label=Ort._meta.get_field("name").verbose_name, max_length=60)
    longitude = DegreeField(
        label=gettext_lazy("Länge"), help_text=gettext_lazy("Zum Beispiel 11,9838.")
    )
    latitude = DegreeField(
        label=gettext_lazy("Breite"), help_text=gettext_lazy("Zum Beispiel 52,7088.")
    )

    class Meta:
        model = Ort
        fields = ("name", "is_main", "longitude", "latitude")

    def clean(self):
        cleaned = super().clean()
        if geometry := self.point():
            self.refuse_elsewhere(geometry, "longitude")
        return cleaned


class OrtsteilForm(VersionedModelForm):
    """The name of one Ortsteil."""

    class Meta:
        model = Ortsteil
        fields = ("name",)


class NewOrtsteileForm(NamesForm):
    """Ortsteile to add."""

    model, label, LONGEST = Ortsteil, gettext_lazy("Ortsteile hinzufügen"), LONGEST_NAME
