"""The guard over the decisions (``municipality.append_only``)."""

from municipality.append_only import Guard

GUARD = Guard(
    "comments",
    "Moderationsentscheidung",
    name="entscheidung",
    people=("by_id", "affected_id"),
    refusal="Decisions are append-only.",
)

# Committed migrations know them by these names.
protect, unprotect = GUARD.protect, GUARD.unprotect
