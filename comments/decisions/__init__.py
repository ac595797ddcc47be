"""Every decision a moderator can make on a comment, once, for workplace and administration.

A decision here says what it is called, what has to be filled in, on which comments
it is offered and which action carries it out; the rules are in ``comments.actions``.
"""

from .base import Circumstances, Decision, loud_first, stand
from .person import Block, Unblock, Warn
from .reading import Hide, Keep, MarkRead, MarkUnread, Release, Restore
from .redacting import Redact, Unredact
from .thread import Answer, Lock, Move, Unlock

# In the order in which they are offered.
DECISIONS = {
    decision.name: decision
    for decision in (
        Release(), MarkRead(), MarkUnread(), Keep(), Hide(), Redact(), Restore(), Unredact(),
        Answer(), Lock(), Unlock(), Move(), Warn(), Block(), Unblock(),
    )
}  # fmt: skip
BULK = {name: DECISIONS[name] for name in ("freigeben", "gelesen", "verbergen")}

__all__ = ["BULK", "DECISIONS", "Circumstances", "Decision", "loud_first", "stand"]
