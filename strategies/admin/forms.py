from pathlib import PurePath

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from municipality.editing import VersionedModelForm
from municipality.wording import ReadableField

from .. import actions, steckbrief
from ..limits import validate_work
from ..models import (
    Baustein,
    Dokument,
    Fassung,
    Konzept,
    Leitprojekt,
    Strategie,
    Zustaendigkeit,
)

DOCUMENT_TYPES = ("pdf", "docx", "odt", "md", "xlsx")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


class RefusalsAsErrorsMixin:
    """For a ModelAdmin: what an action refuses while saving becomes an error of the form.

    The form, a ``RefusableForm``, is shown again with everything that was typed.
    """

    refusals = ()

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except self.refusals as refusal:
            request.refusal = str(refusal)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        return form


class RefusableForm(VersionedModelForm):
    refusal = ""

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        return cleaned


class MarkdownField(ReadableField):
    """Lines end the way they are stored, whatever the browser sends."""

    def __init__(self, **kwargs):
        widget = forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField markdown"})
        super().__init__(
            **{"required": False, "widget": widget, "validators": [validate_work], **kwargs}
        )

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class AddressedForm(VersionedModelForm):
    """A row with a ``slug``: made from the title if left empty. The admin names the fields.

    Attributes:
        key_fields: fields of unique keys that are not in the form but settled by then.
    """

    key_fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Letzter Teil der Internetadresse. Leer: wird aus dem Titel gebildet."
            )

    def clean(self):
        cleaned = super().clean()
        if "slug" in self.fields and not cleaned.get("slug") and "slug" not in self.errors:
            words = cleaned.get("title", "").translate(_UMLAUTS)
            cleaned["slug"] = slugify(words)[:80].strip("-")
            if not cleaned["slug"] and "title" not in self.errors:
                self.add_error("slug", _("Bitte geben Sie eine Adresse an."))
        return cleaned

    def validate_constraints(self):
        # Django checks a unique key only if all of it is in the form; else
        # PostgreSQL would be the first to notice, with a page 500.
        known = {*self.fields, *self.key_fields} - {*self.errors}
        unknown = {field.name for field in self.instance._meta.fields} - known
        try:
            self.instance.validate_constraints(exclude=unknown)
        except ValidationError as error:
            self.add_error(None, error)


class AccessibleAdminMixin:
    """For a ModelAdmin: what helps further readers stands in a part of its own, folded up."""

    accessible_fields = ("easy_text", "title_en", "summary_en")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "easy_text":
            field.validators.append(validate_work)
        return field

    def get_fieldsets(self, request, obj=None):
        return [
            (None, {"fields": self.get_fields(request, obj)}),
            (_("Zugänglichkeit"), {"fields": self.accessible_fields, "classes": ["collapse"]}),
        ]


class KonzeptForm(AddressedForm):
    class Meta:
        model = Konzept
        fields = ("title", "slug")


class ZustaendigkeitForm(VersionedModelForm):
    class Meta:
        model = Zustaendigkeit
        fields = ("user", "role", "office")
        labels = {"user": _("Person")}


class StrategieForm(AddressedForm):
    key_fields = ("konzept",)
    intro = MarkdownField(label=_("Einleitung"), help_text=_("Markdown"))

    class Meta:
        model = Strategie
        fields = ("title", "slug")

    def clean(self):
        cleaned = super().clean()
        # One that had it before it was reserved keeps it.
        if "slug" in self.changed_data and cleaned.get("slug") in Strategie.RESERVED_SLUGS:
            self.add_error("slug", _("Diese Internetadresse hat schon eine andere Seite."))
        return cleaned


class BausteinForm(AddressedForm):
    """A Baustein together with the title and text of its draft."""

    key_fields = ("kind", "strategie")
    text = MarkdownField(
        label=_("Text"),
        help_text=_("Markdown. Öffentlich wird der Text erst mit „Veröffentlichen“."),
    )
    editorial = Fassung._meta.get_field("editorial").formfield()

    class Meta:
        model = Baustein
        fields = ("title", "slug")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.kind = self._meta.model.KIND
        if self.instance.pk:
            self.initial.update(_draft_of(self.instance))

    def values_of(self, row):
        return super().values_of(row) | _draft_of(row)


def _fact(name):
    return ReadableField(
        label=steckbrief.FIELDS[name], required=False, max_length=steckbrief.MOST_CHARACTERS
    )


class LeitprojektForm(BausteinForm):
    """A Leitprojekt with what its Steckbrief says, a field for each."""

    fact_traeger = _fact("traeger")
    fact_ort = _fact("ort")
    fact_kosten = _fact("kosten")
    fact_foerderung = _fact("foerderung")
    fact_zeitraum = _fact("zeitraum")
    fact_prioritaet = _fact("prioritaet")
    fact_ansprechpartner = _fact("ansprechpartner")

    class Meta(BausteinForm.Meta):
        model = Leitprojekt

    def clean(self):
        """Put what was typed together as ``steckbrief.kept`` gives it."""
        cleaned = super().clean()
        facts = {name: cleaned.get(f"fact_{name}") or "" for name in steckbrief.FIELDS}
        return cleaned | {"facts": steckbrief.kept(facts)}


def _draft_of(baustein):
    """Title and text of what an editor works on, by the names of the form's fields."""
    stored = actions.working_fassung(baustein)
    if stored is None:
        return {"title": baustein.title, "text": "", "editorial": False}
    editorial = stored.editorial and not stored.number
    facts = {f"fact_{name}": value for name, value in stored.facts}
    return {"title": stored.title, "text": stored.text, "editorial": editorial} | facts


class DokumentForm(VersionedModelForm):
    class Meta:
        model = Dokument
        fields = ("title", "file", "position")
        widgets = {"file": forms.FileInput}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        name = PurePath(file.name)
        if name.suffix.lower().removeprefix(".") not in DOCUMENT_TYPES:
            raise ValidationError(
                _("„%(name)s“ kann nicht angeboten werden. Möglich sind %(types)s."),
                params={
                    "name": name.name,
                    "types": ", ".join(kind.upper() for kind in DOCUMENT_TYPES),
                },
            )
        if file.size > settings.DOCUMENT_LIMIT_BYTES:
            raise ValidationError(
                _("„%(name)s“ ist zu groß (%(size)s). Möglich sind höchstens %(limit)s."),
                params={
                    "name": name.name,
                    "size": filesizeformat(file.size),
                    "limit": filesizeformat(settings.DOCUMENT_LIMIT_BYTES),
                },
            )
        self.instance.filename = name.stem[: 200 - len(name.suffix)] + name.suffix
        self.instance.size = file.size
        return file
