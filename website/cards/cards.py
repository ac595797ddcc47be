"""What the card of each page says. In German, whoever asks: it is passed on to others."""

from functools import wraps

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from evaluation.readings import result
from municipality.cards import Card
from municipality.current import current
from phases import times


class PageCard:
    """A card as a page names it in its head."""

    def __init__(self, card):
        self.alt = card.alt
        self.url = f"{card.url}?v={card.key(current())}"


def named(card):
    """The card as a page names it, or None."""
    return PageCard(card) if card else None


def _in_german(make):
    @wraps(make)
    def made(*args):
        with translation.override(settings.LANGUAGE_CODE):
            return make(*args)

    return made


@_in_german
def of_strategie(strategie, phase, now):
    """The card of a public Strategie; None of a draft.

    Args:
        phase: the one that matters now, or None, with ``auswertung`` loaded.
    """
    if not strategie.is_public:
        return None
    konzept = strategie.konzept
    kicker = " · ".join(filter(None, [strategie.number and strategie.label, konzept.title]))
    url = reverse("cards:strategie", args=[konzept.slug, strategie.slug])
    return Card(url, kicker, strategie.title, _state(phase, now))


@_in_german
def of_baustein(baustein, phase, now):
    """The card of a public Baustein; None of a draft."""
    if not baustein.is_public:
        return None
    kicker = f"{baustein.label} · {baustein.strategie.title}"
    return Card(reverse("cards:baustein", args=baustein.path), kicker, baustein.title,
                _state(phase, now))  # fmt: skip


@_in_german
def of_result(ausgabe, figures):
    """The card of a published result: its figures.

    Args:
        figures: ``evaluation.figures.Figures`` of its newest edition.
    """
    strategie = ausgabe.auswertung.strategie
    path = [strategie.konzept.slug, strategie.slug, ausgabe.auswertung_id]
    kicker = _("Was daraus wurde · %(konzept)s") % {"konzept": strategie.konzept.title}
    url = reverse("cards:result", args=path)
    return Card(url, kicker, strategie.title, figures.headline)


def _state(phase, now):
    """What is possible, as the line under the title says it."""
    if phase is None:
        return ""
    state = phase.state_at(now)
    if state == phase.State.OPEN and not phase.is_for_invited_at(now):
        return _("Mitreden bis %(day)s") % {"day": times.short_date(phase.ends_at, now, end=True)}
    if state != phase.State.OVER:
        return _("Mitreden ab %(day)s") % {"day": times.short_date(phase.opens_to_all_at, now)}
    if result(phase):
        return _("Was daraus wurde, steht fest")
    return _("Beendet am %(day)s") % {"day": times.short_date(phase.ends_at, now, end=True)}
