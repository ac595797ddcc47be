"""The guard over the trace of moves (``municipality.append_only``).

A row goes only with its Baustein: that of a draft may be deleted.
"""

from municipality.append_only import Guard

GUARD = Guard(
    "strategies",
    "Gliederungsprotokoll",
    name="gliederungsprotokoll",
    people=("by_id",),
    stays=False,
    refusal="The trace of moves is append-only.",
)
