"""The buttons at a Kommentierphase, each with the page that says what will happen."""

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from strategies.admin import ConfirmedAction, ReasonForm

from .. import actions
from ..forms import ExtendForm, PublicReasonForm
from ..models import Kommentierphase
from ..registries import OPEN_MATTERS
from ..times import long_datetime

State = Kommentierphase.State
Status = Kommentierphase.Status


class PhaseAction(ConfirmedAction):
    refusals = (actions.PhaseConflict,)

    def describe(self, row):
        return f"{row.strategie.konzept} – {row} ({period(row)})"

    def perform(self, row, *, by, **data):
        self.change(row, by=by, **data)


class Announce(PhaseAction):
    """Reached from the warning after a draft was saved and from the list; the form has a button."""

    name = "ankuendigen"
    label = gettext_lazy("Ankündigen")
    done = ngettext_lazy(
        "Die Kommentierphase ist angekündigt.",
        "%(count)d Kommentierphasen sind angekündigt.",
        "count",
    )
    change = staticmethod(actions.announce)

    def is_offered_for(self, row):
        return False

    def consequences(self, rows):
        return [self._consequence(row) for row in rows]

    def _consequence(self, row):
        if row.state == State.COMING:
            return announcement(row)
        return _(
            "Der Beginn liegt in der Vergangenheit: Zu „%(strategie)s“ kann ab sofort kommentiert "
            "werden, bis %(end)s."
        ) % {"strategie": row.strategie, "end": long_datetime(row.ends_at, end=True)}


class OpenNow(PhaseAction):
    name = "jetzt-oeffnen"
    label = gettext_lazy("Jetzt öffnen")
    done = ngettext_lazy(
        "Die Kommentierphase ist jetzt offen.",
        "%(count)d Kommentierphasen sind jetzt offen.",
        "count",
    )
    form_class = ReasonForm
    change = staticmethod(actions.open_now)

    def is_offered_for(self, row):
        return row.state == State.COMING or (row.status == Status.DRAFT and row.state == State.OPEN)

    def consequences(self, rows):
        return [
            *(
                _("Zu „%(strategie)s“ kann ab sofort kommentiert werden, bis %(end)s.")
                % {"strategie": row.strategie, "end": long_datetime(row.ends_at, end=True)}
                for row in rows
            ),
            _("Solange die Phase offen ist, können keine neuen Fassungen veröffentlicht werden."),
            _("Der Grund steht im Protokoll, nicht öffentlich."),
        ]


class OpenToAll(PhaseAction):
    """On the desk alone, as is everything about those who are invited first."""

    name = "fuer-alle-oeffnen"
    label = gettext_lazy("Jetzt für alle öffnen")
    done = ngettext_lazy(
        "Ab jetzt können alle mitreden.", "Ab jetzt können bei %(count)d Phasen alle mitreden.",
        "count",
    )  # fmt: skip
    form_class = ReasonForm
    change = staticmethod(actions.open_to_all)

    def is_offered_for(self, row):
        return row.status == Status.PUBLISHED and row.is_for_invited_at(timezone.now())

    def consequences(self, rows):
        return [
            *(
                _("Zu „%(strategie)s“ können ab sofort alle schreiben, bis %(end)s.")
                % {"strategie": row.strategie, "end": long_datetime(row.ends_at, end=True)}
                for row in rows
            ),
            _("Wer folgt, bekommt eine E-Mail."),
            _("Die Liste der Eingeladenen gilt nicht mehr; zurück geht es nicht."),
            _("Der Grund steht im Protokoll, nicht öffentlich."),
        ]


class CloseNow(PhaseAction):
    name = "jetzt-beenden"
    label = gettext_lazy("Jetzt beenden")
    done = ngettext_lazy(
        "Die Kommentierphase ist beendet.", "%(count)d Kommentierphasen sind beendet.", "count"
    )
    form_class = PublicReasonForm
    change = staticmethod(actions.close_now)

    def is_offered_for(self, row):
        return row.status == Status.PUBLISHED and row.state == State.OPEN

    def consequences(self, rows):
        return [
            _("Ab sofort kann niemand mehr kommentieren, antworten, bearbeiten oder bewerten."),
            _("Alle Beiträge bleiben sichtbar; eigene können weiterhin zurückgezogen werden."),
            _("Auf den Seiten steht, dass die Phase vorzeitig endete, und Ihr Grund dafür."),
            _("Wieder öffnen lässt sich eine beendete Phase nicht."),
        ]

    def warnings(self, rows, user):
        """What moderators still have to decide in these phases."""
        return [_open_matter(each, user) for matters in OPEN_MATTERS for each in matters(*rows)]


class Extend(PhaseAction):
    name = "verlaengern"
    label = gettext_lazy("Verlängern bis …")
    done = ngettext_lazy(
        "Die Kommentierphase ist verlängert.",
        "%(count)d Kommentierphasen sind verlängert.",
        "count",
    )
    form_class = ExtendForm
    change = staticmethod(actions.extend)

    def is_offered_for(self, row):
        return row.status == Status.PUBLISHED and row.state != State.OVER

    def consequences(self, rows):
        return [
            _("Kommentiert werden kann bis zum neuen Ende."),
            _("Auf den Seiten steht, dass die Phase verlängert wurde, und Ihr Grund dafür."),
        ]


def _open_matter(matter, user):
    """Its sentence, with links to what ``user`` may decide."""
    links = [(url, pk) for pk, url in matter.links_for(user) if url]
    if not links:
        return matter.sentence
    addresses = format_html_join(", ", '<a href="{}">Nr. {}</a>', links)
    return format_html("{}: {}", matter.sentence, addresses)


def period(phase):
    """From when to when, as it is written everywhere."""
    return actions.interval(phase)


def announcement(phase):
    """The sentence on when one may comment."""
    if phase.public_from:
        return _(
            "Kommentieren können Eingeladene ab %(start)s, alle ab %(public)s, bis %(end)s."
        ) % {
            "start": long_datetime(phase.starts_at),
            "public": long_datetime(phase.public_from),
            "end": long_datetime(phase.ends_at, end=True),
        }
    return _("Kommentiert werden kann vom %(start)s bis %(end)s.") % {
        "start": long_datetime(phase.starts_at),
        "end": long_datetime(phase.ends_at, end=True),
    }
