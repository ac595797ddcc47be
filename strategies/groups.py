"""The permissions the staff groups need in this app (``accounts.groups``)."""

from accounts.groups import MODERATION, REDAKTION

PERMISSIONS = {
    REDAKTION: [
        "view_konzept", "change_konzept",
        "view_strategie", "add_strategie", "change_strategie",
        "view_baustein", "change_baustein",
        "view_leitziel", "add_leitziel", "change_leitziel",
        "view_handlungsfeld", "add_handlungsfeld", "change_handlungsfeld",
        "view_leitprojekt", "add_leitprojekt", "change_leitprojekt",
        "view_fassung",
        "view_dokument", "add_dokument", "change_dokument", "delete_dokument",
    ],
    MODERATION: ["view_konzept", "view_strategie"],
}  # fmt: skip
