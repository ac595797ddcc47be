"""The permissions the staff groups need in this app (``accounts.groups``)."""

from accounts.groups import FACHAMT, REDAKTION

_READ = [f"view_{name}" for name in ("vorhaben", "stand", "umsetzungsbericht")]

PERMISSIONS = {
    REDAKTION: [
        *_READ, "view_umsetzungsprotokoll", "add_vorhaben", "change_vorhaben", "change_stand",
        "publish_stand",
    ],
    FACHAMT: ["change_stand"],
}  # fmt: skip
