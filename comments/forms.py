import uuid
from contextlib import suppress

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.protection.guard import GuardedForm
from municipality.editing import VersionedFormMixin, VersionedModelForm
from municipality.missing import NamesWhatIsMissing
from municipality.models import Ortsteil
from municipality.wording import LongReadableField, LongTextField, ReplyEmailField

from .models import Beschwerde, Category, Ground, Kommentar, Organisation
from .passages import choices, find_quote, name_in, quote_in
from .text import clean_text


class OrtsteilField(forms.ModelChoiceField):
    """In which part of the municipality somebody lives, if they want to say so.

    Templates show it by ``ortsteil_choices``, from the rows that the view has loaded.
    """

    def __init__(self):
        super().__init__(
            # Asked only when one was chosen.
            Ortsteil.objects.all(),
            label=_("In welchem Ortsteil wohnen Sie? (freiwillig)"),
            help_text=_(
                "Steht öffentlich an Ihrem Beitrag und wird gezählt: So zeigt sich, wo etwas die "
                "Menschen bewegt."
            ),
            required=False,
            error_messages={
                "invalid_choice": _("Diesen Ortsteil gibt es nicht mehr. Bitte wählen Sie neu."),
            },
        )


class AsksOrtsteil:
    """For a form with an ``OrtsteilField``.

    Attributes:
        ortsteile: those to choose from; none where nobody is asked.
    """

    ortsteile = ()

    @property
    def ortsteil_choices(self):
        """[(value, name, whether it is chosen), …]"""
        chosen = str(self["ortsteil"].value() or "") if self.ortsteile else ""
        return [(row.pk, row.name, str(row.pk) == chosen) for row in self.ortsteile]


class KommentarTextField(LongTextField):
    """The text of a comment, as ``clean_text`` keeps it.

    Args:
        limit: most characters, as a reader counts them.
    """

    def __init__(self, *args, limit=Kommentar.MAX_CHARACTERS, **kwargs):
        super().__init__(*args, **kwargs)
        self.limit = limit

    def to_python(self, value):
        return clean_text(super().to_python(value), limit=self.limit)


class WordingForm(NamesWhatIsMissing, forms.Form):
    """What a comment consists of, as its author types it."""

    text = KommentarTextField(
        label=_("Ihr Beitrag"),
        strip=False,
        # Many code points can make one visible character; this bounds the bytes.
        max_length=Kommentar.MAX_CHARACTERS * 16,
        widget=forms.Textarea(attrs={"rows": 6, "data-limit": Kommentar.MAX_CHARACTERS}),
        error_messages={"max_length": _("Der Text enthält zu viele zusammengesetzte Zeichen.")},
    )
    # Nothing is chosen before: what nobody has said must not be counted.
    category = forms.ChoiceField(
        label=_("Worum geht es? (freiwillig)"),
        choices=Category.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    def clean_category(self):
        return self.cleaned_data["category"] or Category.UNSTATED.value


class KommentarForm(AsksOrtsteil, GuardedForm, WordingForm):
    """A new comment. The hidden key makes one submit one comment.

    The page for who has not signed in is the same for everybody and has no key: what is sent
    from it twice becomes two drafts, of which one is led on to be published.

    Args:
        fassung: the one that holds now, of which a passage may be quoted.
    """

    fassung = None

    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    zitat = forms.CharField(label=_("Zu welcher Stelle im Text?"), required=False)
    ortsteil = OrtsteilField()
    as_organisation = forms.BooleanField(required=False)
    # The name under which its author may write, and whether there could be one.
    organisation, lets_organisations = "", False

    def __init__(self, *args, fassung=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fassung = fassung
        self.initial.setdefault("idempotency_key", uuid.uuid4())

    def clean_idempotency_key(self):
        return self.cleaned_data["idempotency_key"] or uuid.uuid4()

    def clean_zitat(self):
        """The Quotation itself."""
        return find_quote(self.fassung, self.cleaned_data["zitat"])

    def clean(self):
        if "zitat" in self.errors:
            # A passage that cannot be quoted is taken out of the form.
            self._set("zitat", "")
        return super().clean()

    @property
    def for_whom(self):
        """What its part about organisations shows, for the key of a fragment."""
        return self.organisation, self.lets_organisations

    @property
    def quote(self):
        """What it quotes as it is shown now, or None."""
        with suppress(forms.ValidationError):
            return find_quote(self.fassung, self["zitat"].value())
        return None

    @property
    def passages(self):
        return choices(self.fassung) if self.fassung else []


class ReplyForm(KommentarForm):
    """A reply has no category of its own, and quotes whom it answers."""

    category = None
    zitat = None
    ortsteil = None
    as_organisation = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Ihre Antwort")
        self.fields["text"].widget.attrs["rows"] = 4


def _wording_of(kommentar):
    """What stands in a comment, by the names of fields."""
    return {
        "text": kommentar.text,
        "category": kommentar.category or Category.UNSTATED.value,
        "ortsteil": kommentar.ortsteil_id,
        "zitat": name_in(kommentar),
    }


class EditForm(AsksOrtsteil, VersionedFormMixin, WordingForm):
    """Editing needs no key: sending the same wording again changes nothing.

    The other one who changes a comment is its author, in a second window.

    Args:
        kommentar: their own.
        ortsteile: those to choose from, if its phase asks for them.
    """

    ortsteil = OrtsteilField()
    zitat = forms.CharField(label=_("Zu welcher Stelle im Text?"), required=False)

    changed_elsewhere = _(
        "Nicht gespeichert: Sie haben diesen Beitrag inzwischen in einem anderen Fenster geändert."
    )
    token_required = False
    kommentar = None

    def __init__(self, *args, kommentar, ortsteile=(), **kwargs):
        self.kommentar, self.ortsteile = kommentar, ortsteile
        super().__init__(*args, initial=_wording_of(kommentar), **kwargs)
        if not ortsteile:
            self.fields.pop("ortsteil", None)

    def shown_values(self):
        return {name: self.initial[name] for name in self.initial if name in self.fields}

    def stored_values(self):
        """As it is now; the action refuses what changes between this and its own lock."""
        self.kommentar.refresh_from_db(
            fields=["text", "category", "ortsteil", "passage", "passage_block", "fassung"]
        )
        self.initial.update(_wording_of(self.kommentar))
        return self.shown_values()

    def clean_zitat(self):
        self._find(self.cleaned_data["zitat"])
        return self.cleaned_data["zitat"]

    def _find(self, name):
        """The Quotation of this name; what is quoted already stays, whatever the text says now."""
        if self.kommentar and name == name_in(self.kommentar):
            return quote_in(self.kommentar)
        return find_quote(self.kommentar and self.kommentar.baustein.quotable, name)

    @property
    def passage_choices(self):
        """[(name, first words, whether it is chosen), …]; none where nothing can be quoted."""
        if "zitat" not in self.fields:
            return []
        fassung, chosen = self.kommentar.baustein.quotable, self["zitat"].value() or ""
        rows = choices(fassung) if fassung else []
        name = name_in(self.kommentar)
        if name and name not in dict(rows):
            rows.insert(0, (name, Truncator(self.kommentar.passage).words(9)))
        return [(name, words, name == chosen) for name, words in rows]

    def wording(self):
        """What the author wants it to say."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if "zitat" in said:
            said["quote"] = self._find(said.pop("zitat"))
        return said


class EditReplyForm(EditForm):
    category = None
    ortsteil = None
    zitat = None


class OrganisationForm(VersionedModelForm):
    """For whom somebody wants to write."""

    class Meta:
        model = Organisation
        fields = ("name", "kind")


class VoteForm(forms.Form):
    value = forms.TypedChoiceField(choices=[(1, ""), (-1, ""), (0, "")], coerce=int)


class MeldungForm(GuardedForm):
    ground = forms.ChoiceField(
        label=_("Was stimmt nicht?"),
        choices=Ground.choices,
        widget=forms.RadioSelect(attrs={"class": "rows"}),
        error_messages={"required": _("Bitte wählen Sie einen Grund.")},
    )
    explanation = LongReadableField(
        label=_("Erläuterung"),
        help_text=_("In ein, zwei Sätzen. Nur die Moderation liest das."),
        max_length=2000 * 8,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Bitte schreiben Sie, was Sie stört.")},
    )
    email = ReplyEmailField(
        help_text=_(
            "Dorthin schicken wir eine Bestätigung und später, was entschieden wurde. "
            "Danach löschen wir die Adresse."
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if user.is_authenticated:
            # Their account says where to answer.
            del self.fields["email"]

    def clean_explanation(self):
        return clean_text(self.cleaned_data["explanation"], limit=2000)


class BeschwerdeForm(GuardedForm):
    text = LongReadableField(
        label=_("Ihre Beschwerde"),
        help_text=_("Warum halten Sie die Entscheidung für falsch? Höchstens 4.000 Zeichen."),
        strip=False,
        max_length=Beschwerde.MAX_CHARACTERS * 8,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Bitte schreiben Sie etwas.")},
    )

    def clean_text(self):
        return clean_text(self.cleaned_data["text"], limit=Beschwerde.MAX_CHARACTERS)
