"""Contributions and Anliegen that speak of the same: a suggestion for whoever bundles.

By the words they share (``shared_words``). Where the extra ``aehnlichkeit`` (scikit-learn) is
installed, also by pieces of words: TF-IDF over three to five letters finds „Rufbus“ in
„Abendrufbus“. Everything is computed on this machine.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec

from django.db.models import Count, Max, Q

from fulltext.shared_words import SharedWords

from .models import Anliegen, Zuordnung

# Only the newest contributions of a phase are compared, and the beginning of each.
MOST_COMPARED = 5000
LONGEST_COMPARED = 2000
MOST_ANLIEGEN, MOST_KOMMENTARE = 5, 20
# Below this two texts share words like „und“, and no more.
LEAST = 0.12
# From here on most words that say something are shared: they can be taken along unseen.
CLOSE = 0.35
_FEATURES = 2**18


@dataclass
class Suggestions:
    """What is similar, the most similar first; each row has its ``shared_words``.

    Of contributions ``close`` says how many of the first ones are that similar.
    """

    kommentare: list
    anliegen: list
    close: int = 0

    @property
    def to_take_along(self):
        """The contributions that can come along in one act: close, and in no Anliegen yet."""
        return [row for row in self.kommentare[: self.close] if not row.anliegen.all()]


def suggest(auswertung, kommentar):
    """Return the Suggestions for a contribution.

    What it compares is read from the database only when something has changed.
    """
    corpus = _corpus(auswertung.kommentierphase_id, *_state(auswertung))
    scores = corpus.compare(kommentar.text)
    scores.pop(kommentar.pk, None)
    return Suggestions(
        kommentare=_contributions(auswertung, kommentar, corpus, scores),
        anliegen=_anliegen(auswertung, kommentar, corpus, scores),
        close=sum(score >= CLOSE for score in scores.values()),
    )


class Corpus:
    """The compared contributions, by whole words and, with the extra, by pieces of them.

    Args:
        texts: dict of primary key to text; may be empty.
    """

    def __init__(self, texts):
        self.words = SharedWords(texts)
        self._ways = [self.words]
        if find_spec("sklearn"):
            self._ways.append(Pieces(texts))

    def compare(self, text):
        """How similar ``text`` is to each contribution that is similar at all."""
        return _best_of(way.compare(text) for way in self._ways)

    def compare_with(self, text, texts):
        """How similar ``text`` is to each of ``texts``, a dict as in ``__init__``."""
        return _best_of(way.compare_with(text, texts) for way in self._ways)


def _best_of(ways):
    found = {}
    for scores in ways:
        for key, score in scores.items():
            if score >= LEAST:
                found[key] = max(score, found.get(key, 0))
    return found


class Pieces:
    """The same as ``SharedWords`` by pieces of words, which needs the extra."""

    def __init__(self, texts):
        from sklearn.feature_extraction.text import TfidfTransformer

        self.keys = list(texts)
        self._weights = TfidfTransformer(sublinear_tf=True)
        self._vectors = self._weights.fit_transform(_counted(texts.values())) if texts else None

    def compare(self, text):
        """How similar ``text`` is to each contribution that is similar at all."""
        return self._above(self._vectors, self.keys, text) if self.keys else {}

    def compare_with(self, text, texts):
        """How similar ``text`` is to each of ``texts``, a dict as in ``__init__``."""
        if not (self.keys and texts):
            return {}
        return self._above(self._weights.transform(_counted(texts.values())), list(texts), text)

    def _above(self, vectors, keys, text):
        asked = self._weights.transform(_counted([text]))
        # Both have length 1: their product is the cosine.
        product = (vectors @ asked.T).tocoo()
        pairs = zip(product.row, product.data, strict=True)
        return {keys[row]: float(score) for row, score in pairs if score >= LEAST}


def _counted(texts):
    """How often which piece stands in each text: a sparse matrix of ``_FEATURES`` columns.

    Each word is cut into its pieces once, however often people write it.
    """
    from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer

    words = CountVectorizer(token_pattern=r"\w+|\S+")  # noqa: S106
    counted = words.fit_transform(text[:LONGEST_COMPARED] for text in texts)
    pieces = HashingVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), n_features=_FEATURES, alternate_sign=False,
        norm=None,
    )  # fmt: skip
    return counted @ pieces.transform(words.get_feature_names_out())


def _state(auswertung):
    """What changes whenever a contribution comes, goes or is edited."""
    state = auswertung.contributions().aggregate(
        n=Count("pk"), last=Max("pk"), edited=Max("edited_at"), redacted=Max("redacted_at")
    )
    return tuple(state.values())


@lru_cache(maxsize=4)
def _corpus(kommentierphase, *state):
    from comments.models import Kommentar

    rows = Kommentar.objects.published().contributions().filter(kommentierphase=kommentierphase)
    newest = rows.order_by("-pk").values_list("pk", "text")[:MOST_COMPARED]
    return Corpus(dict(newest))


def _best(scores, number):
    return sorted(scores, key=lambda key: (-scores[key], key))[:number]


def _contributions(auswertung, kommentar, corpus, scores):
    best = _best(scores, MOST_KOMMENTARE)
    # Asked anew: a comment may have been hidden since its text was read.
    rows = auswertung.contributions().select_related("author", "baustein__strategie")
    found = rows.prefetch_related("anliegen").in_bulk(best)
    for row in found.values():
        row.shared_words = corpus.words.shared(kommentar.text, row.text)
    return [found[pk] for pk in best if pk in found]


def _anliegen(auswertung, kommentar, corpus, scores):
    """By their own words, or by those of the contributions in them."""
    rows = auswertung.anliegen.active().exclude(zuordnungen__kommentar=kommentar)
    texts = {row.pk: f"{row.title} {row.summary}" for row in rows.only("title", "summary")}
    found = corpus.compare_with(kommentar.text, texts)
    assigned = Zuordnung.objects.filter(anliegen__in=texts, kommentar__in=_best(scores, 50))
    for anliegen, other in assigned.values_list("anliegen", "kommentar"):
        found[anliegen] = max(found.get(anliegen, 0), scores[other])
    best = _best(found, MOST_ANLIEGEN)
    public = Count("zuordnungen", filter=Q(zuordnungen__kommentar__status="published"))
    loaded = Anliegen.objects.annotate(contribution_count=public).in_bulk(best)
    for row in loaded.values():
        row.shared_words = corpus.words.shared(kommentar.text, texts[row.pk])
    return [loaded[pk] for pk in best]
