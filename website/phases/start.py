"""The start page: topics that are open now, what people say, what came of it, what comes next."""

from operator import attrgetter

from comments.voices import voices
from evaluation.changed_texts import changed_texts
from evaluation.figures import Figures
from evaluation.models import Ausgabe
from evaluation.readings import result
from strategies.models import Konzept
from strategies.topics import topics_of

from .states import by_state

# So many phases that are over stand on the start page; the others stand among the dates.
PAST = 3
# So many topics of a phase are listed; its Strategie has them all.
TOPICS = 8


def context_for(user, now):
    """Everything the start page shows; a fixed number of queries.

    Args:
        now: aware datetime.
    """
    context = by_state(user, now, past=PAST)
    strategien = {phase.strategie for phase in context["open"] + context["coming"]}
    topics, wholes, vorhaben = topics_of(strategien, user)
    for phase in context["open"] + context["coming"]:
        phase.bausteine = topics[phase.strategie_id]
        phase.topics = phase.bausteine[:TOPICS]
        phase.whole = wholes.get(phase.strategie_id)
        phase.vorhaben = vorhaben.get(phase.strategie_id)
        phase.more = len(phase.bausteine) - len(phase.topics)
    success = newest_success(context["over"])
    return {
        **context,
        "picture": _picture(context["open"] + context["coming"] + context["over"]),
        "voices": voices(context["open"], now) if context["open"] else [],
        "success": success,
        "over": [phase for phase in context["over"] if not success or phase != success.phase],
        "konzepte": list(Konzept.objects.visible_to(user)),
    }


def _picture(phases):
    """The first picture among those of the phases' Strategien and Konzepte, or None."""
    rows = (row for phase in phases for row in (phase.strategie, phase.strategie.konzept))
    return next((row.titelbild for row in rows if hasattr(row, "titelbild")), None)


class Success:
    """The published result of a phase, in the figures of its newest edition.

    Attributes:
        url: of the result.
        example: of the changed texts everybody may read, that with most people behind it, or None.
    """

    def __init__(self, phase, ausgabe):
        self.phase, self.ausgabe = phase, ausgabe
        self.url = phase.auswertung.get_absolute_url()
        self.figures = Figures.of(ausgabe)
        texts = changed_texts(ausgabe.ergebnisse.all()) if self.figures.texts else []
        # Texts are compared one after the other, until there is one with passages.
        by_weight = sorted(texts, key=attrgetter("people"), reverse=True)
        self.example = next((row for row in by_weight if row.passages), None)


def newest_success(phases):
    """The Success of the phase whose result was published last; one query.

    Args:
        phases: that are over, with ``auswertung`` loaded.

    Returns:
        Success, or None as long as there is no result.
    """
    by_auswertung = {row.pk: phase for phase in phases if (row := result(phase))}
    if not by_auswertung:
        return None
    ausgabe = Ausgabe.objects.filter(auswertung__in=by_auswertung).order_by("-published_at").first()
    return Success(by_auswertung[ausgabe.auswertung_id], ausgabe)
