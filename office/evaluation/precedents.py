"""„Wie Anliegen 14“: the verdict and reasons of another Anliegen, taken over into the form."""

from django.conf import settings
from django.db.models import Case, Q, When
from django.utils import translation
from django.utils.translation import gettext as _

from evaluation.models import Anliegen
from fulltext.shared_words import SharedWords
from fulltext.words import MAX_LENGTH, matching
from keyset import key_in

MOST_OFFERED = 10
# Of those with reasons, the newest; so many are compared.
MOST_COMPARED = 2000


def find_precedents(anliegen, user, words):
    """Other Anliegen of the Konzept that have reasons, those of the same Auswertung first.

    Args:
        words: that stand in them, or the number of one of the same Auswertung; without any
            those that are similar by title and summary.
    """
    rows = _with_reasons(anliegen, user)
    words = " ".join(words.split())[:MAX_LENGTH]
    if not words:
        return _similar(anliegen, rows)
    found = matching(words, "folded")
    if words.isdecimal():
        found |= Q(number=key_in(words), auswertung=anliegen.auswertung_id)
    own_first = Case(When(auswertung=anliegen.auswertung_id, then=0), default=1)
    return list(rows.filter(found).order_by(own_first, "-auswertung", "number")[:MOST_OFFERED])


def precedent_for(anliegen, user, key):
    """The one that was chosen by its key; None if it is no choice (any more)."""
    return _with_reasons(anliegen, user).filter(pk=key_in(key)).first()


def _with_reasons(anliegen, user):
    konzept = anliegen.auswertung.strategie.konzept_id
    rows = Anliegen.objects.visible_to(user).active().exclude(reasons="").exclude(pk=anliegen.pk)
    rows = rows.filter(auswertung__kommentierphase__strategie__konzept=konzept)
    return rows.select_related("auswertung__kommentierphase")


def _similar(anliegen, rows):
    compared = rows.order_by("-pk").values_list("pk", "title", "summary")[:MOST_COMPARED]
    texts = {pk: f"{title} {summary}" for pk, title, summary in compared}
    scores = SharedWords(texts).compare(f"{anliegen.title} {anliegen.summary}")
    best = sorted(scores, key=lambda pk: (-scores[pk], pk))[:MOST_OFFERED]
    found = rows.in_bulk(best)
    return [found[pk] for pk in best if pk in found]


def taken_over(typed, precedent, anliegen):
    """What was typed, with verdict and reasons of the other; the text says where they are from."""
    reasons = [typed["reasons"].strip(), _quoted(precedent, anliegen)]
    return {
        **typed,
        "verdict": precedent.verdict or typed["verdict"],
        "reasons": "\n\n".join(part for part in reasons if part),
    }


def _quoted(precedent, anliegen):
    # It becomes part of a text of the administration, in whatever language somebody works.
    with translation.override(settings.LANGUAGE_CODE):
        if precedent.auswertung_id == anliegen.auswertung_id:
            text = _("Wie zu Anliegen %(number)d („%(title)s“): %(reasons)s")
        else:
            text = _("Wie zu Anliegen %(number)d („%(title)s“) in „%(phase)s“: %(reasons)s")
    return text % {
        "number": precedent.number,
        "title": precedent.title,
        "phase": precedent.auswertung.kommentierphase.title,
        "reasons": precedent.reasons,
    }
