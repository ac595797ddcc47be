"""The permissions the staff groups need in this app (``accounts.groups``)."""

from accounts.groups import AUSWERTUNG, MODERATION, REDAKTION

_TEXTBAUSTEINE = [f"{verb}_textbaustein" for verb in ("view", "add", "change", "delete")]

PERMISSIONS = {
    REDAKTION: ["view_kommentar", "view_beschwerde", *_TEXTBAUSTEINE],
    MODERATION: [
        "view_kommentar", "moderate_kommentar",
        "view_moderationsentscheidung", "view_meldung", "view_beschwerde", "view_sperre",
        *_TEXTBAUSTEINE,
    ],
    AUSWERTUNG: _TEXTBAUSTEINE,
}  # fmt: skip
