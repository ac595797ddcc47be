"""Everything that changes a discussion. Each function is one transaction.

Whether somebody may *see* a comment is the view's question (it fetches through
visibility); whether they may do this to it *now* is decided here, on locked rows.
Locks are always taken in the same order: phase, comments (parent before root),
Baustein.
"""

from .drafts import keep_draft, publish_draft
from .errors import ActionRefused, StatusConflict
from .moderate import hide, release, restore
from .report import report
from .vote import vote
from .write import edit, refuse_unanswerable, submit, withdraw

__all__ = [
    "ActionRefused",
    "StatusConflict",
    "edit",
    "hide",
    "keep_draft",
    "publish_draft",
    "refuse_unanswerable",
    "release",
    "report",
    "restore",
    "submit",
    "vote",
    "withdraw",
]
