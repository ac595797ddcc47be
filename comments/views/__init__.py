from .change import edit, report, vote, withdraw
from .discussion import baustein, kommentar
from .drafts import confirm_code, draft, sign_in
from .write import reply

__all__ = [
    "baustein",
    "confirm_code",
    "draft",
    "edit",
    "kommentar",
    "reply",
    "report",
    "sign_in",
    "vote",
    "withdraw",
]
