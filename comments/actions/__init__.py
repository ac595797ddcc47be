"""Everything that changes a discussion. Each function is one transaction.

Whether somebody may *see* a comment is the view's question (it fetches through
visibility); whether they may do this to it *now* is decided here, on locked rows.
Locks are always taken in the same order: phase, comments (parent before root),
Baustein.
"""

from .complaints import complain, decidable_by, decide_complaint, may_decide
from .drafts import keep_draft, publish_draft
from .enter import (
    COMPARED,
    Entry,
    content_key,
    days_of,
    enter,
    enter_many,
    entered_contents,
    refuse_outside,
)
from .errors import ActionRefused, StatusConflict
from .moderate import hide, keep, mark_read, release, restore
from .organisations import decide_organisation, organisation_of, request_organisation
from .people import active_block, block, blocked_sentence, unblock, warn
from .redact import redact, redact_again, redactable, undo_redaction, unredact
from .report import report
from .threads import lock, move, move_back, unlock
from .undo import block_again, hide_again, hold_back, lock_again, reopen, unhide
from .vote import vote
from .write import edit, refuse_unanswerable, submit, withdraw

__all__ = [
    "COMPARED",
    "ActionRefused",
    "Entry",
    "StatusConflict",
    "active_block",
    "block",
    "block_again",
    "blocked_sentence",
    "complain",
    "content_key",
    "days_of",
    "decidable_by",
    "decide_complaint",
    "decide_organisation",
    "edit",
    "enter",
    "enter_many",
    "entered_contents",
    "hide",
    "hide_again",
    "hold_back",
    "keep",
    "keep_draft",
    "lock",
    "lock_again",
    "mark_read",
    "may_decide",
    "move",
    "move_back",
    "organisation_of",
    "publish_draft",
    "redact",
    "redact_again",
    "redactable",
    "refuse_outside",
    "request_organisation",
    "refuse_unanswerable",
    "release",
    "reopen",
    "report",
    "restore",
    "submit",
    "undo_redaction",
    "unblock",
    "unhide",
    "unlock",
    "unredact",
    "vote",
    "warn",
    "withdraw",
]
