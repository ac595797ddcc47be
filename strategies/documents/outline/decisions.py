"""What a person decided about the parts of a document, in the form in which it is kept.

The same JSON lies with the Konzept and in a file for ``import_konzept --decisions``::

    {
      "format": "mitreden-gliederung-1",
      "levels": {"2": "leitziel"},
      "rows": {"4f1c…": {"kind": "leitziel", "number": "3", "title": "Kurze Wege"}},
      "cuts": ["9b0e…"],
      "joined": ["77aa…"],
      "order": ["4f1c…", "9b0e…"],
      "pictures": {"<sha256>": {"alt": "Der Markt von oben", "decorative": false}},
      "facts": {"projektträger": "traeger"},
      "counterparts": {"4f1c…": "17", "9b0e…": "neu"},
      "missing": {"12": "archivieren"}
    }
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

FORMAT = "mitreden-gliederung-1"


@dataclass(frozen=True)
class Decisions:
    """Everything that differs from the proposals; empty where nobody decided anything.

    Attributes:
        levels: kind for all headings of a level, unless the row itself has one.
        rows: what was set at a row: ``kind``, ``number``, ``title``, ``level``; each may lack.
        cuts: keys of the blocks at which a part of its own begins.
        joined: keys of the rows that continue the heading of the row before.
        order: keys of all rows in the order wanted; empty for that of the document.
        pictures: alternative text of pictures by their sha256.
        facts: what a label of a Steckbrief means, by the label in lower case.
        counterparts: what a row is in the Konzept: pk of a Baustein or Strategie, or "neu".
        missing: what happens to a Baustein that the document lacks: "bleibt", "archivieren".
    """

    levels: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cuts: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    pictures: Mapping[str, Mapping] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    counterparts: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
