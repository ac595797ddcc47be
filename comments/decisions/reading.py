"""Whether a comment can be read, and whether a moderator has read it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from .. import actions
from ..models import Status
from . import forms
from .base import Decision, undone


class Release(Decision):
    name, key, settles = "freigeben", "f", True
    label = gettext_lazy("Freigeben")
    participle = gettext_lazy("freigegeben")
    done = ngettext_lazy(
        "Der Beitrag ist veröffentlicht.", "%(count)d Beiträge sind veröffentlicht.", "count"
    )

    def is_offered_for(self, kommentar, here=None):
        return kommentar.is_pending

    def consequences(self):
        return [_("Der Beitrag, der auf Prüfung wartet, wird für alle sichtbar.")]

    def perform(self, kommentar, *, by):
        actions.release(kommentar, by=by)

    def undo(self, kommentar, *, by, was):
        actions.hold_back(kommentar, by=by, statement=undone())


class Hide(Decision):
    name, key, settles = "verbergen", "v", True
    answers_reports = True
    label = gettext_lazy("Ausblenden")
    participle = gettext_lazy("ausgeblendet")
    done = ngettext_lazy(
        "Der Beitrag ist ausgeblendet.", "%(count)d Beiträge sind ausgeblendet.", "count"
    )
    form_class = forms.HideForm

    def is_offered_for(self, kommentar, here=None):
        return kommentar.status in (Status.PUBLISHED, Status.PENDING)

    def consequences(self):
        return [
            _("An der Stelle des Beitrags steht ein Hinweis mit Datum und Grund."),
            _("Die Antworten darauf bleiben stehen."),
            _("Der Text bleibt erhalten; nur die Moderation kann ihn noch lesen."),
        ]

    def perform(self, kommentar, *, by, ground, statement):
        actions.hide(kommentar, by=by, ground=ground, statement=statement)

    def undo(self, kommentar, *, by, was):
        waited = was == Status.PENDING
        actions.unhide(kommentar, by=by, waited=waited, statement=undone())


class Restore(Decision):
    name, settles = "wiederherstellen", True
    label = gettext_lazy("Wiederherstellen")
    participle = gettext_lazy("wiederhergestellt")
    done = ngettext_lazy(
        "Der Beitrag ist wieder zu lesen.", "%(count)d Beiträge sind wieder zu lesen.", "count"
    )
    form_class = forms.StatementForm

    def is_offered_for(self, kommentar, here=None):
        return kommentar.status == Status.HIDDEN

    def consequences(self):
        return [_("Der Beitrag steht mit seinem Text wieder an seiner Stelle.")]

    def perform(self, kommentar, *, by, statement):
        actions.restore(kommentar, by=by, statement=statement)

    def undo(self, kommentar, *, by, was):
        actions.hide_again(kommentar, by=by)


class Keep(Decision):
    name, settles = "stehen-lassen", True
    answers_reports = True
    label = gettext_lazy("Stehen lassen")
    participle = gettext_lazy("stehen gelassen")
    done = ngettext_lazy(
        "Die Meldungen sind beantwortet, der Beitrag bleibt stehen.",
        "Die Meldungen sind beantwortet, %(count)d Beiträge bleiben stehen.",
        "count",
    )
    form_class = forms.StatementForm

    def is_offered_for(self, kommentar, here=None):
        return kommentar.open_report_count > 0

    def consequences(self):
        return [_("Wer den Beitrag gemeldet hat, bekommt die Begründung.")]

    def perform(self, kommentar, *, by, statement):
        actions.keep(kommentar, by=by, statement=statement)

    def undo(self, kommentar, *, by, was):
        actions.reopen(kommentar, by=by, statement=undone())


class MarkRead(Decision):
    name, key, settles = "gelesen", "g", True
    label = gettext_lazy("Als gelesen vermerken")
    participle = gettext_lazy("als gelesen vermerkt")
    done = ngettext_lazy(
        "Der Beitrag ist als gelesen vermerkt.",
        "%(count)d Beiträge sind als gelesen vermerkt.",
        "count",
    )

    def is_offered_for(self, kommentar, here=None):
        return kommentar.is_published and not kommentar.is_official and kommentar.read_at is None

    def leads(self, kommentar):
        """Reports want an answer, and this is none."""
        return not kommentar.open_report_count

    def perform(self, kommentar, *, by):
        actions.mark_read(kommentar, by=by)

    def undo(self, kommentar, *, by, was):
        actions.mark_read(kommentar, by=by, read=False)


class MarkUnread(Decision):
    name, in_admin = "ungelesen", False
    label = gettext_lazy("Wieder als ungelesen vermerken")
    participle = gettext_lazy("als ungelesen vermerkt")
    done = ngettext_lazy(
        "Der Beitrag gilt wieder als ungelesen.",
        "%(count)d Beiträge gelten wieder als ungelesen.",
        "count",
    )

    def is_offered_for(self, kommentar, here=None):
        return kommentar.is_published and not kommentar.is_official and bool(kommentar.read_at)

    def perform(self, kommentar, *, by):
        actions.mark_read(kommentar, by=by, read=False)

    def undo(self, kommentar, *, by, was):
        actions.mark_read(kommentar, by=by)
