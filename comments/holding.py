"""The rules by which a comment is held back until a moderator has read it.

They only ever delay, they never refuse: a person decides. Which of them apply is
chosen per Kommentierphase, and so is whether everything waits, always or by a timetable.
"""

from collections import Counter
from datetime import timedelta

from django.utils.translation import gettext as _

from phases.hours import all_wait
from phases.models import Kommentierphase

from .contact_details import contact_details
from .forbidden_words import has_word
from .links import has_link
from .models import Kommentar

MANY_WINDOW = timedelta(minutes=10)
# How many earlier texts of the same person a new one is compared with.
COMPARED = 20
NEARLY_THE_SAME = 0.9


def hold_reasons(text, *, author, phase, now, edited=None):
    """Say why a resident's text waits for a moderator in this phase.

    Args:
        text: the new or changed wording.
        author: who wrote it; never somebody who speaks for an office.
        phase: the open Kommentierphase.
        now: aware datetime.
        edited: the comment whose wording this is to be; None for a new one.

    Returns:
        A list of reasons in words, for the moderators; empty if it need not wait.
    """
    if phase.release == Kommentierphase.Release.AFTER_REVIEW:
        return [_("In dieser Phase wird jeder Beitrag vorher geprüft.")]
    reasons = []
    if all_wait(phase, now):
        reasons.append(_("außerhalb der Zeiten, zu denen Beiträge sofort erscheinen"))
    if phase.release == Kommentierphase.Release.BY_RULE:
        reasons += _by_rules(text, author=author, phase=phase, now=now, edited=edited)
    return reasons


def _by_rules(text, *, author, phase, now, edited):
    checks = (
        (_is_first, _("erster Beitrag dieses Kontos")),
        (_has_link, _("enthält einen Link")),
        (_has_word, _("enthält ein Wort von der Liste")),
        (_has_contact_details, _("enthält Telefonnummer, E-Mail-Adresse oder Anschrift")),
        (_is_one_of_many, _("viele Beiträge in kurzer Zeit")),
        (_is_duplicate, _("fast gleich wie ein früherer Beitrag derselben Person")),
    )
    others = Kommentar.objects.filter(author=author).exclude(pk=edited and edited.pk)
    return [reason for check, reason in checks if check(text, others, phase, now)]


def _is_first(text, others, phase, now):
    return phase.hold_first and not others.published().exists()


def _has_link(text, others, phase, now):
    return phase.hold_links and has_link(text)


def _has_word(text, others, phase, now):
    return has_word(text, phase.hold_words)


def _has_contact_details(text, others, phase, now):
    return phase.hold_contact_details and bool(contact_details(text))


def _is_one_of_many(text, others, phase, now):
    recent = others.filter(created_at__gt=now - MANY_WINDOW)
    return bool(phase.hold_many) and recent.count() + 1 >= phase.hold_many


def _is_duplicate(text, others, phase, now):
    if not phase.hold_duplicates:
        return False
    earlier = others.order_by("-pk").values_list("text", flat=True)[:COMPARED]
    return any(_similarity(text, other) >= NEARLY_THE_SAME for other in earlier)


def _similarity(first, second):
    """How alike two texts are, from 0 to 1: the share of words they have in common.

    In whatever order, by the Sørensen–Dice coefficient: its cost grows with the
    length of the texts and no faster, whatever somebody makes them of.
    """
    first, second = (Counter(text.casefold().split()) for text in (first, second))
    return 2 * (first & second).total() / (first.total() + second.total() or 1)
