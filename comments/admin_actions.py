"""The moderators' decisions as they are offered in the administration."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from strategies.admin import ConfirmedAction, badge

from . import actions
from .admin_forms import HideForm, StatementForm
from .models import Status

LOOKS = {
    Status.PENDING: "wait",
    Status.PUBLISHED: "live",
    Status.HIDDEN: "stop",
    Status.WITHDRAWN: "over",
}


def status_badge(kommentar):
    return badge(kommentar.get_status_display(), LOOKS[kommentar.status])


class Decision(ConfirmedAction):
    permission = "moderate"
    refusals = (actions.ActionRefused,)

    def describe(self, row):
        return format_html(
            '{} {}: <span class="as-written">{}</span>',
            status_badge(row),
            row.author_name,
            row.text,
        )

    def perform(self, row, *, by, **data):
        self.decide(row, by=by, **data)


class Hide(Decision):
    name = "verbergen"
    label = gettext_lazy("Verbergen")
    done = ngettext_lazy(
        "Der Kommentar ist verborgen.", "%(count)d Kommentare sind verborgen.", "count"
    )
    form_class = HideForm
    decide = staticmethod(actions.hide)

    def is_offered_for(self, row):
        return row.status in (Status.PUBLISHED, Status.PENDING)

    def consequences(self, rows):
        return [
            _("An der Stelle des Kommentars steht ein Hinweis mit Datum und Grundlage."),
            _("Die Antworten darauf bleiben stehen."),
            _("Der Text bleibt erhalten; nur die Moderation kann ihn noch lesen."),
        ]


class Restore(Decision):
    name = "wiederherstellen"
    label = gettext_lazy("Wiederherstellen")
    done = ngettext_lazy(
        "Der Kommentar ist wieder zu lesen.",
        "%(count)d Kommentare sind wieder zu lesen.",
        "count",
    )
    form_class = StatementForm
    decide = staticmethod(actions.restore)

    def is_offered_for(self, row):
        return row.status == Status.HIDDEN

    def consequences(self, rows):
        return [_("Der Kommentar steht mit seinem Text wieder an seiner Stelle.")]


class Release(Decision):
    name = "freigeben"
    label = gettext_lazy("Freigeben")
    done = ngettext_lazy(
        "Der Kommentar ist veröffentlicht.",
        "%(count)d Kommentare sind veröffentlicht.",
        "count",
    )
    form_class = forms.Form
    decide = staticmethod(actions.release)

    def is_offered_for(self, row):
        return row.status == Status.PENDING

    def consequences(self, rows):
        return [_("Der Kommentar, der auf Prüfung wartet, wird für alle sichtbar.")]
