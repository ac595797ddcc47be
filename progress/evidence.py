"""The guards over what was published: Stände, and the reports with their rows."""

from municipality.append_only import Guard

STAND = Guard(
    "progress",
    "Stand",
    name="stand",
    people=("by_id", "published_by_id"),
    when="OLD.status = 'published'",
    refusal="Published Stände are append-only.",
)
BERICHT = Guard(
    "progress",
    "Umsetzungsbericht",
    name="umsetzungsbericht",
    people=("published_by_id",),
    refusal="Reports are append-only.",
)
ZEILE = Guard(
    "progress",
    "Berichtszeile",
    name="berichtszeile",
    people=(),
    refusal="Reports are append-only.",
)
GUARDS = {"stand": STAND, "umsetzungsbericht": BERICHT, "berichtszeile": ZEILE}
