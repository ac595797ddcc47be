"""Everything that changes an Auswertung. Each function is one transaction.

All of them lock the Auswertung first: its changes happen one after the other. Who may
see an Anliegen is the view's question; whether they may do this to it *now* is decided
here. Every step leaves a line in the Auswertungsprotokoll.
"""

from comments.actions import ActionRefused, StatusConflict

from .anliegen import (
    EditConflict,
    dissolve,
    edit,
    plan_change,
    planned,
    prepare,
    release,
    send_back,
)
from .begin import begin
from .bundle import assign, create, merge, move, set_aside, split, take_up, unassign
from .contributions import Entry, enter, enter_many
from .export import may_export, record_export, record_paper
from .passages import divide, set_passages_aside
from .publish import PublicationBlocked, may_publish, publish
from .rat import record_council
from .senders import change_sender, enter_sender, forget_senders, record_letters
from .steps import locked_auswertung as lock
from .undo import BundlingAct, put, put_aside, take_back

__all__ = [
    "record_letters",
    "forget_senders",
    "enter_sender",
    "change_sender",
    "ActionRefused",
    "BundlingAct",
    "EditConflict",
    "Entry",
    "PublicationBlocked",
    "StatusConflict",
    "assign",
    "begin",
    "create",
    "dissolve",
    "divide",
    "edit",
    "enter",
    "enter_many",
    "lock",
    "may_export",
    "may_publish",
    "merge",
    "move",
    "plan_change",
    "planned",
    "prepare",
    "publish",
    "put",
    "put_aside",
    "record_council",
    "record_export",
    "record_paper",
    "release",
    "send_back",
    "set_aside",
    "set_passages_aside",
    "split",
    "take_back",
    "take_up",
    "unassign",
]
