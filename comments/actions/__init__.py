"""Everything that changes a discussion. Each function is one transaction.

Whether somebody may *see* a comment is the view's question (it fetches through
visibility); whether they may do this to it *now* is decided here, on locked rows.
Locks are always taken in the same order: phase, comments (parent before root),
Baustein.
"""

from .complaints import (
    complain,
    complaint_token,
    decidable_by,
    decide_complaint,
    decision_for,
    may_decide,
)
from .drafts import keep_draft, publish_draft
from .enter import Entry, enter, enter_many, refuse_outside
from .errors import ActionRefused, StatusConflict
from .moderate import hide, hold_back, keep, mark_read, release, restore
from .people import active_block, block, unblock, warn
from .report import report
from .threads import lock, move, unlock
from .vote import vote
from .write import edit, refuse_unanswerable, submit, withdraw

__all__ = [
    "ActionRefused",
    "Entry",
    "StatusConflict",
    "active_block",
    "block",
    "complain",
    "complaint_token",
    "decidable_by",
    "decide_complaint",
    "decision_for",
    "edit",
    "enter",
    "enter_many",
    "hide",
    "hold_back",
    "keep",
    "keep_draft",
    "lock",
    "mark_read",
    "may_decide",
    "move",
    "publish_draft",
    "refuse_outside",
    "refuse_unanswerable",
    "release",
    "report",
    "restore",
    "submit",
    "unblock",
    "unlock",
    "vote",
    "warn",
    "withdraw",
]
