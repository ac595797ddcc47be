"""The Vorhaben beside what they came of, on its page at the desk: an Anliegen, or a text."""

from django.urls import reverse

from evaluation.models import Verdict
from progress import readings, rules
from progress.models import Vorhaben
from strategies.models import Baustein

_FOLLOWED = (Verdict.FOLGEN, Verdict.TEILWEISE)
# What Vorhaben carry out.
_CARRIED_OUT = (Baustein.Kind.LEITZIEL, Baustein.Kind.LEITPROJEKT)


def beside_anliegen(user, anliegen):
    """What the page of an Anliegen shows once its result is published.

    Returns:
        context: ``carried_out`` (its Vorhaben, drafts too, as far as ``user`` may see them),
        ``may_plan``, and ``new_url``, where a Vorhaben is begun out of this; empty for who may
        not, and of what is not followed.
    """
    if not anliegen.auswertung.is_published:
        return {}
    rows = _seen_by(user).filter(anliegen__in=readings.with_merged({anliegen.pk})).distinct()
    may_plan = rules.may_plan(anliegen.auswertung.strategie.konzept, user)
    is_begun = may_plan and anliegen.verdict in _FOLLOWED
    return _shown(rows, may_plan, f"anliegen={anliegen.pk}" if is_begun else "")


def beside_baustein(user, baustein):
    """What the page of a text shows; see ``beside_anliegen``."""
    if baustein.kind not in _CARRIED_OUT:
        return {}
    may_plan = rules.may_plan(baustein.strategie.konzept, user)
    rows = _seen_by(user).filter(baustein=baustein.pk)
    return _shown(rows, may_plan, f"baustein={baustein.pk}" if may_plan else "")


def _seen_by(user):
    rows = Vorhaben.objects.visible_to(user).active().select_related("konzept", "stand")
    return rows.order_by("position", "pk")


def _shown(rows, may_plan, query):
    return {
        "carried_out": list(rows),
        "may_plan": may_plan,
        "new_url": f"{reverse('umsetzung:new')}?{query}" if query else "",
    }
