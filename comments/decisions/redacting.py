"""Whether all of a comment can be read, or passages of it are taken out."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from .. import actions
from ..models import Status
from . import forms
from .base import Decision, undone


class Redact(Decision):
    name, key, in_admin = "schwaerzen", "s", False
    answers_reports = True
    label = gettext_lazy("Stellen schwärzen")
    participle = gettext_lazy("geschwärzt")
    done = ngettext_lazy(
        "Die Stellen sind entfernt.", "In %(count)d Beiträgen sind Stellen entfernt.", "count"
    )
    form_class = forms.RedactForm

    def is_offered_for(self, kommentar, here=None):
        return kommentar.status != Status.WITHDRAWN and bool(kommentar.text)

    def consequences(self):
        return [
            _("An der Stelle steht „[Angabe entfernt: …]“; alles andere bleibt stehen."),
            _("Suche, Exporte und E-Mails enthalten die Stelle nicht mehr."),
            _("Der Wortlaut davor bleibt erhalten; nur die Moderation kann ihn noch lesen."),
        ]

    def perform(self, kommentar, *, by, ground, statement, passages):
        actions.redact(kommentar, by=by, ground=ground, statement=statement, passages=passages)

    def undo(self, kommentar, *, by, was):
        actions.undo_redaction(kommentar, by=by, statement=undone())


class Unredact(Decision):
    name, in_admin = "schwaerzung-aufheben", False
    label = gettext_lazy("Schwärzung aufheben")
    participle = gettext_lazy("wieder ganz zu lesen")
    done = ngettext_lazy(
        "Der Beitrag ist wieder ganz zu lesen.",
        "%(count)d Beiträge sind wieder ganz zu lesen.",
        "count",
    )
    form_class = forms.StatementForm

    def is_offered_for(self, kommentar, here=None):
        return kommentar.redacted_at is not None and bool(kommentar.text)

    def consequences(self):
        return [_("Was entfernt war, steht wieder im Beitrag, für alle zu lesen.")]

    def perform(self, kommentar, *, by, statement):
        actions.unredact(kommentar, by=by, statement=statement)

    def memory(self, kommentar):
        held = kommentar.schwaerzungen.active()
        return list(held.values_list("entscheidung", flat=True))

    def undo(self, kommentar, *, by, was):
        actions.redact_again(kommentar, by=by, decisions=was)
