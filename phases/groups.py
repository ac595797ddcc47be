"""The permissions the staff groups need in this app (``accounts.groups``)."""

from accounts.groups import MODERATION, REDAKTION

PERMISSIONS = {
    REDAKTION: [
        "view_kommentierphase", "add_kommentierphase", "change_kommentierphase",
        "view_phasenprotokoll",
        "view_veranstaltung", "add_veranstaltung", "change_veranstaltung",
    ],
    MODERATION: ["view_kommentierphase"],
}  # fmt: skip
