"""The moderators' decisions as they are offered in the administration."""

from django.utils.html import format_html

from strategies.admin import ConfirmedAction, badge

from .. import actions
from ..decisions import DECISIONS
from ..models import Status

LOOKS = {
    Status.PENDING: "wait",
    Status.PUBLISHED: "live",
    Status.HIDDEN: "stop",
    Status.WITHDRAWN: "over",
}


def status_badge(kommentar):
    return badge(kommentar.get_status_display(), LOOKS[kommentar.status])


class InAdmin(ConfirmedAction):
    """A Decision of the workplace, on the pages that explain and confirm.

    Args:
        decision: a ``comments.decisions.Decision``.
    """

    permission = "moderate"
    refusals = (actions.ActionRefused,)

    def __init__(self, decision):
        self.decision = decision
        self.name, self.label, self.done = decision.name, decision.label, decision.done
        self.form_class = decision.form_class

    def is_offered_for(self, row):
        return self.decision.is_offered_for(row)

    def consequences(self, rows):
        return self.decision.consequences()

    def describe(self, row):
        return format_html(
            '{} {}: <span class="as-written">{}</span>',
            status_badge(row),
            row.author_name,
            row.text,
        )

    def perform(self, row, *, by, **data):
        self.decision.perform(row, by=by, **data)


CONFIRMED_ACTIONS = [InAdmin(decision) for decision in DECISIONS.values() if decision.in_admin]
