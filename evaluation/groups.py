"""The permissions the staff groups need in this app (``accounts.groups``)."""

from accounts.groups import AUSWERTUNG, FACHAMT, REDAKTION

_READ = [f"view_{name}" for name in ("auswertung", "anliegen", "auswertungsprotokoll", "ausgabe")]
_EVALUATE = [*_READ, "change_anliegen", "evaluate_auswertung", "export_internal"]

PERMISSIONS = {
    REDAKTION: [*_EVALUATE, "publish_auswertung"],
    AUSWERTUNG: _EVALUATE,
    FACHAMT: ["change_anliegen"],
}
