"""What a town has said of its own words, remembered for its next list."""

from dataclasses import dataclass, field

from municipality.months import in_digits, read_month

from ..models import Health, Listenwort, State
from .columns import ListColumn, key


@dataclass
class ListWords:
    """What is remembered for one Konzept.

    Attributes:
        columns: {key of a heading: ListColumn, or "" for „not taken“}.
        states: {key of a word: (State, Health or "")}.
        horizons: {„kurzfristig“ …: the Month by which it ends}.
    """

    columns: dict = field(default_factory=dict)
    states: dict = field(default_factory=dict)
    horizons: dict = field(default_factory=dict)


def words_of(konzept):
    """The ListWords of a Konzept, in one query; what cannot be read any more is left out."""
    words = ListWords()
    for row in Listenwort.objects.filter(konzept=konzept):
        if row.kind == Listenwort.Kind.COLUMN and row.meaning in ("", *ListColumn.values):
            words.columns[row.word] = row.meaning
        elif row.kind == Listenwort.Kind.STATE:
            state, _slash, health = row.meaning.partition("/")
            if state in State.values and health in ("", *Health.values):
                words.states[row.word] = (state, health)
        elif row.kind == Listenwort.Kind.HORIZON:
            words.horizons[row.word] = read_month(row.meaning, ends=True)
    return words


def remember(konzept, *, columns=None, states=None, horizons=None):
    """Keep what was said of the words of a list; the same word anew is the last word.

    Args:
        columns: {heading: ListColumn or ""}.
        states: {word: (State, Health or "")}.
        horizons: {„kurzfristig“ …: month}.
    """
    kinds = Listenwort.Kind
    said = [(kinds.COLUMN, key(word), meaning) for word, meaning in (columns or {}).items()]
    said += [(kinds.STATE, key(w), "/".join(pair)) for w, pair in (states or {}).items()]
    said += [(kinds.HORIZON, key(w), in_digits(month)) for w, month in (horizons or {}).items()]
    rows = {
        (kind, word): Listenwort(konzept=konzept, kind=kind, word=word[:120], meaning=meaning)
        for kind, word, meaning in said
        if word
    }
    Listenwort.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["konzept", "kind", "word"],
        update_fields=["meaning"],
    )
