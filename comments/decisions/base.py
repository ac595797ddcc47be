"""What all decisions share: their description, the check that nobody was faster, undo."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from phases.times import long_datetime

from .. import actions
from ..actions import StatusConflict
from ..actions.decisions import conflict, locked
from ..models import Sperre
from .forms import DecisionForm


@dataclass
class Circumstances:
    """What, besides the comment itself, says which decisions fit."""

    phase_open: bool = False
    # Of the Konzept, in which the moderator has a Zuständigkeit.
    speaks_for_office: bool = False
    sperre: Sperre | None = None


def stand(kommentar, last_decision):
    """What somebody has seen of a comment: status, wording and the last decision, in short."""
    edited = kommentar.edited_at.timestamp() if kommentar.edited_at else 0
    return f"{kommentar.status}-{last_decision or 0}-{edited:.0f}"


def present_stand(kommentar):
    last = kommentar.entscheidungen.values_list("pk", flat=True).order_by("-pk").first()
    return stand(kommentar, last)


def refuse_changed(kommentar, seen):
    """Raise StatusConflict if the comment is not any more what the person has seen.

    The sentence says who decided what and when, or that the author was faster.
    """
    now = present_stand(kommentar)
    if now == seen:
        return
    if now.split("-")[:2] == seen.split("-")[:2] and kommentar.edited_at:
        raise StatusConflict(
            _("Der Text wurde am %(when)s geändert. Bitte lesen Sie ihn noch einmal.")
            % {"when": long_datetime(kommentar.edited_at)}
        )
    raise conflict(kommentar)


def loud_first(decisions, kommentar):
    """In their order, but first those that are loud for a comment."""
    return sorted(decisions, key=lambda row: not row.is_loud_for(kommentar))


class Decision:
    """One verb.

    Attributes:
        name: last part of its address.
        label: on the button.
        participle: for many at once: „47 freigegeben“.
        done: ``ngettext_lazy`` sentence with ``%(count)d``.
        form_class: what has to be filled in.
        key: of the keyboard, without modifier.
        settles: whether the comment is dealt with, so that the next one follows.
        answers_reports: whether it is what people who reported a comment wait for.
        in_admin: whether the administration offers it, too.
    """

    name = label = participle = done = key = ""
    form_class = DecisionForm
    settles = answers_reports = False
    in_admin = True

    def is_offered_for(self, kommentar, here=None):
        """Whether it fits a comment under the Circumstances ``here``."""
        raise NotImplementedError

    def leads(self, kommentar):
        """Whether its button is the loud one on the page of a comment."""
        return self.settles

    def is_loud_for(self, kommentar):
        """Whether it comes first and is loud: on a reported comment what answers the reports."""
        return self.answers_reports and kommentar.open_report_count > 0

    def consequences(self):
        """Sentences on what happens, above all in public."""
        return []

    def perform(self, kommentar, *, by, **content):
        raise NotImplementedError

    def memory(self, kommentar):
        """What ``undo`` has to know of the comment as it is before the decision."""
        return kommentar.status

    def undo(self, kommentar, *, by, was):
        """Take it back by a decision of its own; ``was`` is what ``memory`` returned."""
        raise NotImplementedError

    @property
    def can_be_undone(self):
        return type(self).undo is not Decision.undo

    @property
    def needs_nothing(self):
        return not self.form_class.base_fields

    @transaction.atomic
    def take(self, kommentar, *, by, seen, **content):
        """Decide, unless somebody else has decided since ``seen``.

        Returns:
            What ``take_back`` needs: key of the comment, its stand now, its ``memory``.

        Raises:
            PermissionDenied, ActionRefused, StatusConflict
        """
        kommentar = locked(kommentar, by)
        refuse_changed(kommentar, seen)
        was = self.memory(kommentar)
        self.perform(kommentar, by=by, **content)
        if kommentar.read_at is None and self.name != "ungelesen":
            # Whoever decides has read it.
            actions.mark_read(kommentar, by=by)
        kommentar.refresh_from_db(fields=["status", "edited_at"])
        return kommentar.pk, present_stand(kommentar), was

    @transaction.atomic
    def take_back(self, kommentar, *, by, seen, was):
        """Undo, unless somebody else has decided since.

        Raises:
            PermissionDenied, ActionRefused, StatusConflict
        """
        kommentar = locked(kommentar, by)
        refuse_changed(kommentar, seen)
        self.undo(kommentar, by=by, was=was)


def undone():
    """The statement of a decision that only takes back the one before."""
    return _("Die Entscheidung davor war ein Versehen und ist zurückgenommen.")
