"""Every Beteiligung at a glance, for town sites and those who collect them: ``/verfahren.json``.

Names never change and new ones may come; municipality/schemas/verfahren-1.json describes them.
"""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Prefetch, Q, Sum
from django.urls import reverse
from django.utils import timezone

from municipality.current import current
from municipality.documents import about, absolute
from phases.models import Kommentierphase
from strategies.models import Konzept, Publikationsstatus, Strategie
from strategies.models.baustein import BESIDE_THE_DOCUMENT

from ..licence import licence
from ..models import Auswertung

_STATES = {
    Kommentierphase.State.OPEN: "offen",
    Kommentierphase.State.COMING: "kommend",
    Kommentierphase.State.OVER: "beendet",
}
_NO_PHASE = "ohne-phase"


def verfahren():
    """Everything public, as plain values."""
    now = timezone.now()
    return {
        **about("verfahren", 1),
        "herausgeber": current().shown_name,
        "ags": current().ags or None,
        "adresse": absolute("/"),
        "sprache": settings.LANGUAGE_CODE,
        "lizenz": licence().as_dict(),
        "verfahren": [_konzept(row, now) for row in _konzepte()],
    }


def _konzepte():
    anyone = AnonymousUser()
    published = Q(bausteine__status=Publikationsstatus.PUBLISHED, bausteine__fassung__isnull=False)
    in_document = ~Q(bausteine__kind__in=BESIDE_THE_DOCUMENT)
    strategien = (
        Strategie.objects.visible_to(anyone)
        .annotate(
            baustein_number=Count("bausteine", filter=published & in_document),
            comment_number=Sum("bausteine__comment_count", filter=published, default=0),
            official_number=Sum("bausteine__official_count", filter=published, default=0),
        )
        .order_by("position", "pk")
    )
    results = Auswertung.objects.published().annotate(result_of=F("kommentierphase"))
    phases = Kommentierphase.objects.public().order_by("starts_at", "pk")
    return Konzept.objects.visible_to(anyone).prefetch_related(
        Prefetch("strategien", strategien, to_attr="public_strategien"),
        Prefetch("public_strategien__kommentierphasen", phases, to_attr="public_phases"),
        Prefetch("public_strategien__public_phases__auswertung", results),
    )


def _konzept(konzept, now):
    strategien = [_strategie(konzept, row, now) for row in konzept.public_strategien]
    return {
        "titel": konzept.title,
        "art": konzept.kind,
        "adresse": absolute(konzept.get_absolute_url()),
        "gebiet": konzept.region or None,
        "traeger": konzept.traeger or None,
        "jahr": konzept.year,
        "kurzbeschreibung": konzept.summary or None,
        "zustand": _together(row["zustand"] for row in strategien),
        "zahlen": {
            name: sum(row["zahlen"][name] for row in strategien)
            for name in ("bausteine", "beitraege", "antworten")
        },
        "strategien": strategien,
    }


def _strategie(konzept, strategie, now):
    strategie.konzept = konzept
    phases = [_phase(strategie, row, now) for row in strategie.public_phases]
    address = [konzept.slug, strategie.slug]
    return {
        "titel": strategie.title,
        "nummer": strategie.number or None,
        "adresse": absolute(strategie.get_absolute_url()),
        "zustand": _together(row["zustand"] for row in phases),
        "zahlen": {
            "bausteine": strategie.baustein_number,
            "beitraege": strategie.comment_number,
            "antworten": strategie.official_number,
        },
        "phasen": phases,
        "daten": absolute(reverse("evaluation:data", args=address)),
        "feed": absolute(reverse("evaluation:strategie_feed", args=address)),
    }


def _phase(strategie, phase, now):
    phase.strategie = strategie
    result = getattr(phase, "auswertung", None)
    return {
        "titel": phase.title,
        "beschreibung": phase.description or None,
        "beginn": _moment(phase.starts_at),
        "oeffentlich_ab": _moment(phase.opens_to_all_at),
        "ende": _moment(phase.ends_at),
        "zustand": _state(phase, now),
        "ergebnis_erwartet": phase.results_expected or None,
        "ergebnis": absolute(result.get_absolute_url()) if result else None,
    }


def _state(phase, now):
    """What is only for those who were invited is still coming for everybody else."""
    states = Kommentierphase.State
    return _STATES[states.COMING if phase.is_for_invited_at(now) else phase.state_at(now)]


def _together(states):
    """The state of what consists of parts: what is open counts most, then what comes."""
    found = set(states)
    return next((state for state in _STATES.values() if state in found), _NO_PHASE)


def _moment(moment):
    return timezone.localtime(moment, timezone.get_default_timezone()).isoformat(timespec="seconds")
