from .change import edit, vote, withdraw
from .complaints import complain
from .discussion import baustein, kommentar
from .drafts import confirm_code, draft, drafts, name, sign_in
from .mine import mine
from .report import report
from .transparency import transparency, transparency_csv
from .write import reply

__all__ = [
    "baustein",
    "complain",
    "confirm_code",
    "draft",
    "drafts",
    "edit",
    "kommentar",
    "mine",
    "name",
    "reply",
    "report",
    "sign_in",
    "transparency",
    "transparency_csv",
    "vote",
    "withdraw",
]
