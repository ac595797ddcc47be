"""The discussion around a comment: answer it, close it, move it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from .. import actions
from ..actions import ActionRefused
from ..models import Kommentar
from ..offices import office_of
from . import forms
from .base import Decision, present_stand, refuse_changed, undone


class Answer(Decision):
    """An official reply. No decision on the comment, and so nothing to lose a race for."""

    name, key, in_admin = "antworten", "a", False
    label = gettext_lazy("Für die Verwaltung antworten")
    participle = gettext_lazy("beantwortet")
    done = ngettext_lazy(
        "Ihre Antwort ist veröffentlicht.", "%(count)d Antworten sind veröffentlicht.", "count"
    )
    form_class = forms.AnswerForm
    can_be_undone = True

    def is_offered_for(self, kommentar, here=None):
        fits = here is not None and here.phase_open and here.speaks_for_office
        return kommentar.is_published and fits

    def take(self, kommentar, *, by, seen, text, idempotency_key):
        # Not locked first: ``submit`` takes the phase before the comment.
        konzept = kommentar.baustein.strategie.konzept
        if not Kommentar.objects.filter(idempotency_key=idempotency_key).exists():
            refuse_changed(kommentar, seen)
        if not office_of(by, konzept):
            raise ActionRefused(
                _(
                    "Sie sprechen in diesem Konzept für kein Amt. Für die Verwaltung antwortet, "
                    "wer dort unter „Zuständigkeiten“ eingetragen ist."
                )
            )
        answer = actions.submit(
            baustein=kommentar.baustein,
            author=by,
            text=text,
            parent=kommentar,
            idempotency_key=idempotency_key,
        )
        actions.mark_read(kommentar, by=by)
        return kommentar.pk, present_stand(kommentar), answer.pk

    def take_back(self, kommentar, *, by, seen, was):
        """Withdraw the answer, whatever was decided on the comment since."""
        actions.withdraw(Kommentar.objects.get(pk=was), by=by)


class Lock(Decision):
    name = "schliessen"
    label = gettext_lazy("Diskussion schließen")
    participle = gettext_lazy("geschlossen")
    done = ngettext_lazy(
        "Die Diskussion ist geschlossen.", "%(count)d Diskussionen sind geschlossen.", "count"
    )
    form_class = forms.PublicStatementForm

    def is_offered_for(self, kommentar, here=None):
        return kommentar.parent_id is None and kommentar.is_published and not kommentar.locked_at

    def consequences(self):
        return [_("Alles bleibt zu lesen; antworten kann nur noch die Verwaltung.")]

    def perform(self, kommentar, *, by, statement):
        actions.lock(kommentar, by=by, statement=statement)

    def undo(self, kommentar, *, by, was):
        actions.unlock(kommentar, by=by)


class Unlock(Decision):
    name = "oeffnen"
    label = gettext_lazy("Diskussion wieder öffnen")
    participle = gettext_lazy("wieder geöffnet")
    done = ngettext_lazy(
        "Die Diskussion ist wieder offen.", "%(count)d Diskussionen sind wieder offen.", "count"
    )

    def is_offered_for(self, kommentar, here=None):
        return kommentar.parent_id is None and bool(kommentar.locked_at)

    def perform(self, kommentar, *, by):
        actions.unlock(kommentar, by=by)

    def undo(self, kommentar, *, by, was):
        actions.lock_again(kommentar, by=by)


class Move(Decision):
    name, in_admin = "verschieben", False
    label = gettext_lazy("Verschieben")
    participle = gettext_lazy("verschoben")
    done = ngettext_lazy(
        "Die Diskussion ist verschoben.", "%(count)d Diskussionen sind verschoben.", "count"
    )
    form_class = forms.MoveForm

    def is_offered_for(self, kommentar, here=None):
        return kommentar.parent_id is None

    def consequences(self):
        return [
            _("Die ganze Diskussion zieht um; Links auf sie gelten weiter."),
            _("Öffentlich steht daran, woher sie verschoben wurde."),
        ]

    def perform(self, kommentar, *, by, baustein, statement):
        actions.move(kommentar, by=by, baustein=baustein, statement=statement)

    def memory(self, kommentar):
        return kommentar.moved_from_id

    def undo(self, kommentar, *, by, was):
        actions.move_back(kommentar, by=by, moved_from=was, statement=undone())
