"""What a moderator fills in for a decision; the administration uses the same forms."""

import uuid

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from municipality.dates import DayField, days_from_today
from municipality.language import Own
from municipality.wording import ReadableField
from phases.times import end_of_day
from strategies.models import Baustein

from ..actions import redactable
from ..contact_details import find_details
from ..forms import WordingForm
from ..models import Ground, Textbaustein
from ..redaction import MOST_PASSAGES, REMOVED, find_words
from ..words import where

LONGEST_BLOCK_DAYS = 365


def text_blocks_for(konzepte):
    """The text blocks for comments in these Konzepte: their own, and those for all."""
    return Textbaustein.objects.filter(Q(konzept__in=konzepte) | Q(konzept=None))


class TextBlockSelect(forms.Select):
    """Carries each text along, so that a script can fill it in without asking the server."""

    blocks = {}

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if block := self.blocks.get(str(value)):
            option["attrs"] |= {"data-text": block.text, "data-ground": block.ground}
        return option


class DecisionForm(forms.Form):
    """A decision that needs nothing but its button; whatever else is sent is ignored.

    Args:
        text_blocks: rows of Textbaustein to offer for the field ``fills``.

    Attributes:
        needs_kommentar: whether it takes the comment as ``kommentar``.
    """

    use = None
    fills = ""
    needs_kommentar = False

    def __init__(self, data=None, *, text_blocks=(), **kwargs):
        super().__init__(data, **kwargs)
        self.text_blocks = {str(row.pk): row for row in text_blocks if row.use == self.use}
        if self.text_blocks:
            self.fields["textbaustein"] = self._text_block_field()
            self.order_fields(["ground", "outcome", "textbaustein"])

    def _text_block_field(self):
        groups = {"": []}
        for pk, block in self.text_blocks.items():
            label = block.get_ground_display() if block.ground else ""
            groups.setdefault(label, []).append((pk, Own(block.title)))
        field = forms.ChoiceField(
            label=_("Textbaustein"),
            required=False,
            choices=[("", _("– keiner –")), *groups.pop(""), *groups.items()],
            widget=TextBlockSelect(attrs={"data-fills": self.fills}),
        )
        field.widget.blocks = self.text_blocks
        return field

    def typed(self):
        """What was filled in so far, as initial values of another form."""
        return {name: self.data.get(self.add_prefix(name), "") for name in self.fields}

    def filled_in(self):
        """Initial values with the chosen text block put where it belongs."""
        typed = self.typed()
        block = self.text_blocks.get(typed.pop("textbaustein", ""))
        if block:
            parts = [typed[self.fills].strip(), block.text]
            typed[self.fills] = "\n\n".join(part for part in parts if part)
            if "ground" in typed:
                typed["ground"] = typed["ground"] or block.ground
        return typed

    def content(self):
        """What the decision gets of the valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "textbaustein"}


class StatementForm(DecisionForm):
    use = Textbaustein.Use.STATEMENT
    fills = "statement"

    statement = ReadableField(
        label=_("Begründung"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "cols": 70}),
        error_messages={"required": _("Bitte schreiben Sie eine Begründung.")},
    )


class PublicStatementForm(StatementForm):
    """Closing a thread: its reason stands above it for all to read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statement"].help_text = _("Steht öffentlich an der Diskussion.")


class GroundForm(StatementForm):
    """What nobody may be silenced without: the rule, and the facts in words."""

    field_order = ["ground", "statement"]
    ground = forms.ChoiceField(
        label=_("Grund"),
        choices=[("", _("Bitte wählen")), *Ground.choices],
        error_messages={"required": _("Bitte wählen Sie einen Grund.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statement"].help_text = _(
            "Was genau verstößt wogegen? Schreiben Sie so, dass die Person es versteht; sie "
            "bekommt die Begründung per E-Mail."
        )


class HideForm(GroundForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ground"].help_text = _("Steht öffentlich an der Stelle des Beitrags.")


class RedactForm(GroundForm):
    """Which passages are taken out: found ones are ticked, others typed or marked.

    Args:
        kommentar: the comment; offsets are those of ``actions.redactable``.
    """

    needs_kommentar = True
    field_order = ["found", "words", "ground", "textbaustein", "statement"]
    found = forms.MultipleChoiceField(
        label=_("Was nach persönlichen Angaben aussieht"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = ReadableField(
        label=_("Was sonst entfernt werden soll"),
        help_text=_(
            "Je Zeile eine Stelle, wörtlich wie im Beitrag. Sie wird überall darin entfernt."
        ),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "data-redact": ""}),
    )

    def __init__(self, *args, kommentar, **kwargs):
        super().__init__(*args, **kwargs)
        self.original, rows = redactable(kommentar)
        taken = [span[:2] for row in rows for span in row.spans()]
        self._offer_found(taken, kommentar.is_official)
        self.fields["ground"].choices = [
            choice for choice in self.fields["ground"].choices if choice[0] in ("", *REMOVED)
        ]
        self.fields["ground"].help_text = _("Steht in Kurzform an der Stelle.")
        self.order_fields(self.field_order)

    def _offer_found(self, taken, is_official):
        details = [] if is_official else find_details(self.original)
        choices = [
            (f"{row.start}-{row.end}", f"{row.kind}: {row.words}")
            for row in details
            if not any(start < row.end and row.start < end for start, end in taken)
        ]
        if choices:
            self.fields["found"].choices = choices
        else:
            del self.fields["found"]

    def clean(self):
        content = super().clean()
        ticked = [tuple(map(int, value.split("-"))) for value in content.pop("found", ())]
        try:
            typed = self._find(content.pop("words", ""))
        except forms.ValidationError as error:
            self.add_error("words", error)
            return content
        content["passages"] = sorted({*ticked, *typed})
        if not content["passages"] and not self.errors:
            self.add_error("words", _("Bitte geben Sie an, was entfernt werden soll."))
        return content

    def _find(self, words):
        """The (start, end) of each line, in the text of before.

        Raises:
            ValidationError: one of them does not stand there.
        """
        lines = [line.strip() for line in words.splitlines() if line.strip()]
        if len(lines) > MOST_PASSAGES:
            raise forms.ValidationError(
                _("Das sind zu viele Zeilen; höchstens %(n)d.") % {"n": MOST_PASSAGES}
            )
        found = {line: find_words(self.original, line) for line in lines}
        if missing := [line for line, spans in found.items() if not spans]:
            raise forms.ValidationError(
                _("„%(words)s“ steht so nicht im Beitrag.") % {"words": missing[0][:100]}
            )
        return [span for spans in found.values() for span in spans]


class BlockForm(GroundForm):
    field_order = ["ground", "statement", "until"]
    until = DayField(
        label=_("Gesperrt bis einschließlich"),
        help_text=_("Höchstens ein Jahr."),
        earliest=days_from_today(0),
        latest=days_from_today(LONGEST_BLOCK_DAYS),
        error_messages={
            "required": _("Bitte wählen Sie das Ende der Sperre."),
            "out_of_range": _("Bitte wählen Sie ein Datum ab heute, höchstens ein Jahr."),
        },
    )

    def clean_until(self):
        return end_of_day(self.cleaned_data["until"])


class BausteinField(forms.ModelChoiceField):
    def label_from_instance(self, baustein):
        return Own(where(baustein))


class MoveForm(DecisionForm):
    """Args: ``kommentar``, whose Konzept says where it can go."""

    needs_kommentar = True
    baustein = BausteinField(
        label=_("Wohin gehört die Diskussion?"),
        queryset=Baustein.objects.none(),
        empty_label=_("Bitte wählen"),
        error_messages={"required": _("Bitte wählen Sie, wohin die Diskussion gehört.")},
    )
    statement = ReadableField(
        label=_("Begründung"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, kommentar, **kwargs):
        super().__init__(*args, **kwargs)
        here = kommentar.baustein
        self.fields["baustein"].queryset = (
            Baustein.objects.published()
            .filter(strategie__konzept=here.strategie.konzept_id)
            .exclude(pk=here.pk)
            .select_related("strategie")
        )


class AnswerForm(DecisionForm, WordingForm):
    """An official answer. The hidden key makes one submit one answer."""

    use = Textbaustein.Use.ANSWER
    fills = "text"
    category = None
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Antwort der Verwaltung")
        self.fields["text"].help_text = _("Öffentlich, im Namen Ihres Amtes.")
        self.initial.setdefault("idempotency_key", uuid.uuid4())


class ComplaintForm(StatementForm):
    field_order = ["outcome", "statement"]
    outcome = forms.ChoiceField(
        label=_("Wie entscheiden Sie?"),
        choices=[
            ("uphold", _("Der Beschwerde stattgeben")),
            ("reject", _("Die Beschwerde zurückweisen")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie eine Entscheidung.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statement"].help_text = _(
            "Wer sich beschwert hat, bekommt diese Worte per E-Mail."
        )
