"""What is asked of a Maßnahmenliste: the file, and what its words mean."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation import sheets
from municipality.missing import NamesWhatIsMissing
from municipality.months import MonthField
from progress import lists
from progress.lists import values
from progress.lists.columns import ListColumn, key
from progress.models import Health, State
from progress.models.stand import GOING_ON

_EXAMPLES = 3
# More words than that for a state are a column of notes.
MOST_WORDS = 40
# Chosen for a column that is not taken over, and a word that means nothing yet.
NOTHING = "-"


class ListForm(NamesWhatIsMissing, forms.Form):
    """The Konzept and the file; the error of the file is the sentence of the reader."""

    konzept = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Konzept"),
        empty_label=None,
        error_messages={"required": gettext_lazy("Bitte wählen Sie ein Konzept.")},
    )
    table = forms.FileField(
        label=gettext_lazy("Liste"),
        help_text=gettext_lazy("Excel (.xlsx), OpenDocument (.ods) oder CSV, bis zu 5.000 Zeilen."),
        widget=forms.FileInput(attrs={"accept": ",".join(sheets.READERS)}),
        error_messages={"required": gettext_lazy("Bitte wählen Sie eine Datei aus.")},
    )

    def __init__(self, *args, konzepte, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["konzept"].queryset = konzepte

    def clean_table(self):
        upload = self.cleaned_data["table"]
        try:
            sheets.refuse_too_large(upload.size)
            self.cleaned_data["data"] = upload.read()
            lists.read(upload.name, self.cleaned_data["data"])
        except sheets.SheetError as error:
            raise ValidationError(str(error)) from error
        return upload


class MappingForm(forms.Form):
    """What each column holds, what the words for states and spans of time mean.

    Args:
        table: a ``lists.ListTable``.
        words: the ``lists.ListWords`` of the Konzept.
    """

    def __init__(self, *args, table, words, **kwargs):
        super().__init__(*args, **kwargs)
        self.table = table
        self.columns = lists.guess(table.headings, words.columns)
        self.heads = [place for place, heading in enumerate(table.headings) if heading]
        for place in self.heads:
            self.fields[f"spalte-{place}"] = self._column_field(place)
        self.state_words = words_in(table, self.columns, ListColumn.STATE)
        for number, word in enumerate(self.state_words):
            self.fields[f"wort-{number}"] = self._state_field(word, words)
        self.horizons = horizons_in(table, self.columns)
        for word in self.horizons:
            self.fields[word] = MonthField(
                label=word, ends=True, required=False, initial=words.horizons.get(word)
            )

    @property
    def column_fields(self):
        return [self[f"spalte-{place}"] for place in self.heads]

    @property
    def state_fields(self):
        return [self[f"wort-{number}"] for number in range(len(self.state_words))]

    @property
    def horizon_fields(self):
        return [self[word] for word in self.horizons]

    def clean(self):
        cleaned = super().clean()
        chosen = [cleaned.get(f"spalte-{place}", NOTHING) for place in self.heads]
        for place, value in zip(self.heads, chosen, strict=True):
            if value != NOTHING and chosen.count(value) > 1:
                self.add_error(
                    f"spalte-{place}",
                    _("„%(name)s“ ist zweimal gewählt.") % {"name": ListColumn(value).label},
                )
        if not {ListColumn.TITLE, ListColumn.NUMBER} & set(chosen):
            raise ValidationError(
                _("Eine Spalte muss die Nummer oder den Titel der Vorhaben enthalten.")
            )
        return cleaned

    def said(self):
        """What to remember, as ``lists.remember`` takes it."""
        cleaned = self.cleaned_data
        pairs = {
            word: tuple(meaning.split("/"))
            for number, word in enumerate(self.state_words)
            if (meaning := cleaned[f"wort-{number}"]) != NOTHING
        }
        return {
            "columns": {
                self.table.headings[place]: cleaned[f"spalte-{place}"].removeprefix(NOTHING)
                for place in self.heads
            },
            "states": pairs,
            "horizons": {word: cleaned[word] for word in self.horizons if cleaned[word]},
        }

    def _column_field(self, place):
        texts = dict.fromkeys(
            text for row in self.table.rows if (text := values.text_of(row.cells[place])[:60])
        )
        examples = list(texts)[:_EXAMPLES]
        return forms.ChoiceField(
            label=self.table.headings[place],
            choices=[(NOTHING, _("wird nicht übernommen")), *ListColumn.choices],
            initial=self.columns[place] or NOTHING,
            help_text=" · ".join(examples) or _("leer"),
        )

    @staticmethod
    def _state_field(word, words):
        pair = values.state_of(word, words)
        return forms.ChoiceField(
            label=word,
            choices=[(NOTHING, _("noch nicht zugeordnet")), *state_choices()],
            initial="/".join(pair) if pair else NOTHING,
        )


def state_choices():
    """(„state/health“, label) of all that can be said of a Vorhaben."""
    found = []
    for state in State:
        if state not in GOING_ON:
            found.append((f"{state}/", state.label))
            continue
        found += [(f"{state}/{health}", f"{state.label}, {health.label}") for health in Health]
    return found


def words_in(table, columns, column):
    """The different words of a column, as they stand there first."""
    if column not in columns:
        return []
    place, found = columns.index(column), {}
    for row in table.rows:
        text = values.text_of(row.cells[place])
        if not values.says_nothing(text) and len(text) <= 80:
            found.setdefault(key(text), text)
    return list(found.values())[:MOST_WORDS]


def horizons_in(table, columns):
    """Which of „kurzfristig“ … stand in the column of spans of time."""
    if ListColumn.PERIOD not in columns:
        return []
    place = columns.index(ListColumn.PERIOD)
    found = {values.horizon_of(row.cells[place]) for row in table.rows}
    return [word for word in values.HORIZONS if word in found]
