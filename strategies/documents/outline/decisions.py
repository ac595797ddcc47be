"""What a person decided about the parts of a document, in the form in which it is kept.

The same JSON lies with the Konzept and in a file for ``import_konzept --decisions``::

    {
      "format": "mitreden-gliederung-1",
      "levels": {"2": "leitziel"},
      "rows": {"4f1c…": {"kind": "leitziel", "number": "3", "title": "Kurze Wege"}},
      "cuts": ["9b0e…"],
      "added": {"vor-51cd…": "Ein Steg"},
      "joined": ["77aa…"],
      "order": ["4f1c…", "9b0e…"],
      "pictures": {"<sha256>": {"alt": "Der Markt von oben", "decorative": false,
                                "credit": "Stadt Elbhagen"}},
      "facts": {"projektträger": "traeger"},
      "counterparts": {"4f1c…": "baustein-17", "9b0e…": "neu"},
      "missing": {"baustein-12": "archivieren"}
    }
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from django.utils.translation import gettext as _

from ..errors import DocumentError
from .rows import FACTS, KINDS

FORMAT = "mitreden-gliederung-1"


@dataclass(frozen=True)
class Decisions:
    """Everything that differs from the proposals; empty where nobody decided anything.

    Attributes:
        levels: kind for all headings of a level, unless the row itself has one.
        rows: what was set at a row: ``kind``, ``number``, ``title``, ``level``; each may lack.
        cuts: keys of the blocks at which a part of its own begins.
        added: titles of parts that the document has no heading for, by the key of such a part:
            "vor-" and the key of the block with which its text begins, or "nach-" and the key of
            the row behind which it stands, without a text.
        joined: keys of the rows that continue the heading of the row before.
        order: keys of all rows in the order wanted; empty for that of the document.
        pictures: alternative text and credit of pictures by their sha256.
        facts: what a label of a Steckbrief means, by the label in lower case.
        counterparts: what a row is in the Konzept: "baustein-17", "strategie-3" or "neu".
        missing: what happens to a row that the document lacks: "bleibt", "archivieren".
    """

    levels: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cuts: tuple[str, ...] = ()
    added: Mapping[str, str] = field(default_factory=dict)
    joined: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    pictures: Mapping[str, Mapping] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    counterparts: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, text):
        """Decisions from the text of a file.

        Raises:
            DocumentError: it is no such file; the sentence says what is wrong in it.
        """
        try:
            data = json.loads(text) if text.strip() else {}
        except (ValueError, RecursionError) as error:
            raise _wrong(_("Sie ist kein JSON.")) from error
        if not isinstance(data, dict) or data.get("format", FORMAT) != FORMAT:
            raise _wrong(_("Ihr „format“ ist nicht „%(format)s“.") % {"format": FORMAT})
        known = {entry.name for entry in fields(cls)}
        for name in data:
            if name != "format" and name not in known:
                raise _wrong(_("„%(name)s“ gibt es darin nicht.") % {"name": str(name)[:80]})
        return cls(**{name: _CHECKS[name](name, data[name]) for name in known if name in data})

    def to_json(self):
        """The text of a file, the same for the same decisions, a line for each of them."""
        data = {"format": FORMAT}
        for entry in fields(self):
            value = getattr(self, entry.name)
            if isinstance(value, Mapping):
                value = {key: _plain(value[key]) for key in sorted(value)}
            if value:
                data[entry.name] = list(value) if isinstance(value, tuple) else value
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _plain(value):
    return {key: value[key] for key in sorted(value)} if isinstance(value, Mapping) else value


def _wrong(reason):
    return DocumentError(
        _("Die Datei mit Entscheidungen ist nicht zu verstehen. %(reason)s") % {"reason": reason}
    )


def _texts(name, value):
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise _wrong(_("„%(name)s“ ist keine Liste von Texten.") % {"name": name})
    return tuple(value)


def _mapping(name, value):
    if not isinstance(value, dict):
        raise _wrong(_("„%(name)s“ ist keine Zuordnung.") % {"name": name})
    return value


def _one_of(choices):
    def check(name, value):
        for chosen in _mapping(name, value).values():
            if chosen not in choices:
                raise _wrong(
                    _("„%(value)s“ geht bei „%(name)s“ nicht. Möglich ist: %(choices)s.")
                    % {"value": str(chosen)[:80], "name": name, "choices": ", ".join(choices)}
                )
        return value

    return check


def _text_by_key(name, value):
    _texts(name, list(_mapping(name, value).values()))
    return value


def _rows(name, value):
    for chosen in _mapping(name, value).values():
        _text_by_key(name, {key: str(entry) for key, entry in _mapping(name, chosen).items()})
        unknown = set(chosen) - {"kind", "number", "title", "level"}
        if unknown or not all(isinstance(entry, str | int) for entry in chosen.values()):
            raise _wrong(_("„%(name)s“ ist keine Zuordnung.") % {"name": name})
        if "kind" in chosen:
            _one_of(KINDS)(name, {"kind": chosen["kind"]})
        if "level" in chosen and str(chosen["level"]) not in _LEVELS:
            raise _wrong(_("Ebenen gehen von 1 bis 9."))
    return value


def _levels(name, value):
    if set(_mapping(name, value)) - _LEVELS:
        raise _wrong(_("Ebenen gehen von 1 bis 9."))
    return _one_of(KINDS)(name, value)


def _pictures(name, value):
    for picture in _mapping(name, value).values():
        texts = (_mapping(name, picture).get(key, "") for key in ("alt", "credit"))
        if not all(isinstance(text, str) for text in texts):
            raise _wrong(_("„%(name)s“ ist keine Zuordnung.") % {"name": name})
    return value


_LEVELS = set("123456789")
_CHECKS = {
    "levels": _levels,
    "rows": _rows,
    "cuts": _texts,
    "added": _text_by_key,
    "joined": _texts,
    "order": _texts,
    "pictures": _pictures,
    "facts": _one_of((*FACTS, "text", "weg")),
    "counterparts": _text_by_key,
    "missing": _one_of(("bleibt", "archivieren")),
}
