"""The person who wrote a comment, in its Konzept."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from .. import actions
from ..actions import StatusConflict
from . import forms
from .base import Decision, undone


class Warn(Decision):
    name = "verwarnen"
    label = gettext_lazy("Verwarnen")
    participle = gettext_lazy("verwarnt")
    done = ngettext_lazy(
        "Die Verwarnung ist unterwegs.", "%(count)d Verwarnungen sind unterwegs.", "count"
    )
    form_class = forms.GroundForm

    def is_offered_for(self, kommentar, here=None):
        return kommentar.author_id is not None and not kommentar.is_official

    def consequences(self):
        return [
            _("Die Person bekommt Grund und Begründung per E-Mail; sonst geschieht nichts."),
            _(
                "Eine Verwarnung lässt sich nicht rückgängig machen: Die E-Mail ist dann schon "
                "verschickt."
            ),
        ]

    def perform(self, kommentar, *, by, ground, statement):
        actions.warn(kommentar, by=by, ground=ground, statement=statement)


class Block(Warn):
    name = "sperren"
    label = gettext_lazy("Person sperren")
    participle = gettext_lazy("gesperrt")
    done = ngettext_lazy("Die Person ist gesperrt.", "%(count)d Personen sind gesperrt.", "count")
    form_class = forms.BlockForm

    def is_offered_for(self, kommentar, here=None):
        return super().is_offered_for(kommentar) and not (here and here.sperre)

    def consequences(self):
        return [
            _("Die Person kann in diesem Konzept bis dahin nichts schreiben und nicht abstimmen."),
            _("Was sie geschrieben hat, bleibt stehen."),
        ]

    def perform(self, kommentar, *, by, ground, statement, until):
        actions.block(kommentar, by=by, ground=ground, statement=statement, until=until)

    def undo(self, kommentar, *, by, was):
        _lift(kommentar, by=by, statement=undone())


class Unblock(Decision):
    name, in_admin = "sperre-aufheben", False
    label = gettext_lazy("Sperre aufheben")
    participle = gettext_lazy("entsperrt")
    done = ngettext_lazy(
        "Die Sperre ist aufgehoben.", "%(count)d Sperren sind aufgehoben.", "count"
    )
    form_class = forms.StatementForm

    def is_offered_for(self, kommentar, here=None):
        return bool(here and here.sperre)

    def perform(self, kommentar, *, by, statement):
        _lift(kommentar, by=by, statement=statement)

    def undo(self, kommentar, *, by, was):
        actions.block_again(kommentar, by=by)


def _lift(kommentar, *, by, statement):
    sperre = actions.active_block(kommentar)
    if sperre is None:
        raise StatusConflict(_("Diese Sperre gilt schon nicht mehr."))
    actions.unblock(sperre, by=by, statement=statement)
