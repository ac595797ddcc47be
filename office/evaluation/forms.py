"""What staff fill in when they evaluate."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comments.actions import ActionRefused, Entry, days_of, refuse_outside
from comments.decisions.forms import DecisionForm
from comments.forms import KommentarTextField
from comments.models import Category, Channel, Kommentar, Textbaustein
from comments.text import clean_text
from evaluation import sheets
from evaluation.models import Anliegen, Verdict
from municipality.dates import DayField, days_from_today, limits
from municipality.language import Own
from municipality.missing import NamesWhatIsMissing
from municipality.wording import LongTextField, ReadableField
from strategies.models import Baustein, Zustaendigkeit

from .filters import anliegen_choices
from .senders import SenderFields

OTHER = "anderes"
NEW = "neu"
_TITLE = Anliegen._meta.get_field("title")
_OFFICE = Anliegen._meta.get_field("office")
# So far from today a deadline can lie: long over where an Auswertung dragged on.
_YEARS_AGO, _YEARS_AHEAD = days_from_today(-5 * 366), days_from_today(10 * 366)


class WordsField(LongTextField):
    """Words of the administration, kept as ``clean_text`` keeps those of residents."""

    def __init__(self, *args, limit, **kwargs):
        # Many code points can make one visible character; this bounds the bytes.
        super().__init__(*args, max_length=limit * 16, strip=False, **kwargs)
        self.limit = limit

    def to_python(self, value):
        value = super().to_python(value)
        return clean_text(value, limit=self.limit) if value.strip() else ""


def offices_of(konzept):
    rows = Zustaendigkeit.objects.filter(konzept=konzept).exclude(office="")
    return sorted(set(rows.values_list("office", flat=True)), key=str.casefold)


class OfficePartForm(NamesWhatIsMissing, DecisionForm):
    """What the responsible office writes of an Anliegen.

    ``version`` is that of the Anliegen as it was shown.
    """

    use = Textbaustein.Use.WUERDIGUNG
    fills = "reasons"
    order = ["summary", "verdict", "textbaustein", "reasons"]

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    summary = WordsField(
        label=_("Zusammenfassung"),
        limit=4000,
        required=False,
        help_text=Anliegen._meta.get_field("summary").help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    verdict = forms.ChoiceField(
        label=_("Würdigung"), required=False, choices=[("", _("noch keine")), *Verdict.choices]
    )
    reasons = WordsField(
        label=_("Begründung"),
        limit=8000,
        required=False,
        help_text=_("Wird veröffentlicht. Ohne Namen und ohne Zitate."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("verdict", "reasons"):
            # May wait, but not for ever: „freiwillig“ would be wrong.
            self.fields[name].conditional = True
        self.order_fields(self.order)

    def content(self):
        return {name: value for name, value in super().content().items() if name != "version"}


class AnliegenForm(OfficePartForm):
    """All of an Anliegen, for those who evaluate the whole.

    Args:
        offices: names to choose from; another one can be typed.
    """

    order = [
        "title", "summary", "office", "other_office", "deadline", "verdict", "textbaustein",
        "reasons",
    ]  # fmt: skip

    title = ReadableField(label=_TITLE.verbose_name, max_length=_TITLE.max_length)
    office = forms.ChoiceField(label=_("Zuständiges Amt"), required=False)
    other_office = ReadableField(
        label=_("Anderes Amt"),
        required=False,
        max_length=_OFFICE.max_length,
        help_text=_("Wenn es oben nicht steht. Sehen können es dann nur Sie und das Team."),
    )
    deadline = DayField(label=_("Frist"), required=False, earliest=_YEARS_AGO, latest=_YEARS_AHEAD)

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].conditional = True
        names = [(name, Own(name)) for name in offices]
        self.fields["office"].choices = [
            ("", _("noch keines")), *names, (OTHER, _("ein anderes, nämlich:")),
        ]  # fmt: skip

    def clean(self):
        other = " ".join(self.cleaned_data.get("other_office", "").split())
        chosen = self.cleaned_data.get("office")
        if chosen == OTHER and not other:
            self.add_error("other_office", _("Bitte nennen Sie das Amt."))
        elif other and chosen not in ("", OTHER):
            self.add_error(
                "other_office",
                _("Bitte wählen Sie ein Amt aus oder nennen Sie ein anderes, nicht beides."),
            )
        elif other or chosen == OTHER:
            self.cleaned_data["office"] = other

    def content(self):
        return {name: value for name, value in super().content().items() if name != "other_office"}


def form_for(anliegen, data=None, *, whole, offices=(), text_blocks=(), initial=None):
    """The form of an Anliegen: all of it, or its office's part."""
    extra = {"text_blocks": text_blocks, "initial": initial or stored(anliegen)}
    if not whole:
        return OfficePartForm(data, **extra)
    if anliegen.office and anliegen.office not in offices:
        offices = [*offices, anliegen.office]
    return AnliegenForm(data, offices=offices, **extra)


def stored(anliegen):
    names = ("version", "title", "summary", "office", "deadline", "verdict", "reasons")
    return {name: getattr(anliegen, name) for name in names}


class ManyForm(forms.Form):
    """What many Anliegen get at once; empty leaves each as it is.

    Args:
        offices: names to choose from.
    """

    office = forms.ChoiceField(label=_("Zuständiges Amt"), required=False)
    deadline = DayField(label=_("Frist"), required=False, earliest=_YEARS_AGO, latest=_YEARS_AHEAD)
    verdict = forms.ChoiceField(
        label=_("Würdigung"), required=False, choices=[("", _("bleibt")), *Verdict.choices]
    )

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, **kwargs)
        names = [(name, Own(name)) for name in offices]
        self.fields["office"].choices = [("", _("bleibt")), *names]
        for field in self.fields.values():
            field.conditional = True

    def clean(self):
        if not (self.errors or any(self.cleaned_data.values())):
            self.add_error("office", _("Bitte wählen Sie Amt, Frist oder Würdigung."))

    def content(self):
        return {name: value for name, value in self.cleaned_data.items() if value}


class PlanForm(forms.Form):
    """Which Bausteine change.

    ``asked`` says that they were asked for: a form without them changes none.

    Args:
        strategie: whose Bausteine these are.
    """

    asked = forms.BooleanField(widget=forms.HiddenInput, required=False, initial=True)
    bausteine = forms.ModelMultipleChoiceField(Baustein.objects.none(), required=False)

    def __init__(self, *args, strategie, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bausteine"].queryset = Baustein.objects.goals().filter(strategie=strategie)

    def chosen(self):
        """The Bausteine of the valid form; None if they were not asked for."""
        return list(self.cleaned_data["bausteine"]) if self.cleaned_data["asked"] else None


class ReturnForm(forms.Form):
    reason = ReadableField(
        label=_("Was ist noch zu tun?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Bitte geben Sie an, was noch zu tun ist.")},
    )


class IntoForm(forms.Form):
    """Which other Anliegen.

    Args:
        auswertung: whose Anliegen are offered.
        besides: the one that is not.
        anliegen: what ``anliegen_choices`` found, if it was asked before.
    """

    into = forms.ChoiceField(
        label=_("In welches Anliegen?"),
        error_messages={"required": _("Bitte wählen Sie ein Anliegen.")},
    )

    def __init__(self, *args, auswertung, besides=None, anliegen=None, **kwargs):
        super().__init__(*args, **kwargs)
        choices = anliegen_choices(auswertung) if anliegen is None else anliegen
        if besides:
            choices = [choice for choice in choices if choice[0] != str(besides.pk)]
        self.fields["into"].choices = [("", _("Bitte wählen")), *choices]

    def anliegen(self):
        return Anliegen.objects.get(pk=self.cleaned_data["into"])


class SplitForm(forms.Form):
    title = ReadableField(
        label=_("Titel des neuen Anliegens"),
        max_length=_TITLE.max_length,
        error_messages={"required": _("Bitte geben Sie dem neuen Anliegen einen Titel.")},
    )


class EntryForm(NamesWhatIsMissing, SenderFields):
    """A contribution on behalf of somebody. The hidden key makes one submit one of them.

    Args:
        kommentierphase: in which it was received.
    """

    channel = forms.ChoiceField(
        label=_("Auf welchem Weg kam der Beitrag?"),
        choices=[choice for choice in Channel.choices if choice[0] != Channel.ONLINE],
        widget=forms.RadioSelect,
    )
    received_on = DayField(label=_("Eingegangen am"))
    baustein = forms.ModelChoiceField(
        Baustein.objects.none(), label=_("Wozu gehört er?"), empty_label=_("Bitte wählen")
    )
    category = forms.ChoiceField(
        label=_("Art"),
        required=False,
        choices=Category.choices,
        initial=Category.UNSTATED,
    )
    text = KommentarTextField(
        label=_("Text"),
        strip=False,
        limit=Kommentar.MAX_ENTERED,
        max_length=Kommentar.MAX_ENTERED * 4,
        help_text=_("Im Wortlaut, aber ohne Namen und Anschriften. Wird veröffentlicht."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    contributor = ReadableField(
        label=_("Öffentlich genannt als"),
        required=False,
        max_length=sheets.LONGEST_NAME,
        help_text=_("Leer: „Beitrag aus einem Brief“. Einen Namen nur mit Einwilligung."),
    )
    consent = forms.BooleanField(
        label=_("Die Person oder Gruppe ist einverstanden, öffentlich genannt zu werden."),
        required=False,
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, kommentierphase, **kwargs):
        super().__init__(*args, **kwargs)
        self.kommentierphase = kommentierphase
        self.fields["received_on"].widget.attrs |= limits(*days_of(kommentierphase))
        self.fields["consent"].conditional = True
        bausteine = kommentierphase.bausteine()
        self.fields["baustein"].queryset = bausteine.select_related("strategie__konzept")
        self.initial.setdefault("idempotency_key", uuid.uuid4())
        self.order_fields([*(name for name in self.fields if not name.startswith("sender"))])

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        try:
            refuse_outside(self.kommentierphase, day)
        except ActionRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return day

    def clean(self):
        super().clean()
        if self.cleaned_data.get("contributor") and not self.cleaned_data.get("consent"):
            self.add_error("consent", _("Ohne Einwilligung bleibt der Name weg."))

    def entry(self):
        names = ("baustein", "channel", "received_on", "text", "category", "contributor")
        return Entry(**{name: self.cleaned_data[name] for name in names})


class SheetForm(forms.Form):
    """A table of contributions; its field error is the sentence of the reader."""

    table = forms.FileField(
        label=_("Tabelle"),
        help_text=_("Excel (.xlsx), OpenDocument (.ods) oder CSV, bis zu 50.000 Zeilen."),
        widget=forms.FileInput(attrs={"accept": ",".join(sheets.READERS)}),
        error_messages={"required": _("Bitte wählen Sie eine Datei aus.")},
    )

    def clean_table(self):
        upload = self.cleaned_data["table"]
        try:
            sheets.refuse_too_large(upload.size)
            self.cleaned_data["data"] = upload.read()
            sheets.read(upload.name, self.cleaned_data["data"])
        except sheets.SheetError as error:
            raise ValidationError(str(error)) from error
        return upload


class NoteForm(forms.Form):
    """What a correction says of itself."""

    note = ReadableField(
        label=_("Was ist berichtigt?"),
        max_length=500,
        help_text=_("Ein, zwei Sätze; sie stehen öffentlich an der neuen Ausgabe."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Bitte geben Sie an, was in dieser Ausgabe berichtigt ist.")},
    )
