"""A `ParsedDocument` as JSON: read once, worked on for days.

Every block is an object with the name of its class; fields that have their default are left
out, so a field that is new to a class is no obstacle to what was kept before. The pictures'
bytes lie apart.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache

from . import blocks
from .blocks import BildTeil, ParsedDocument

_TYPE, _MAPPING = "is", "mapping"
_CLASSES = {
    name: value
    for name, value in vars(blocks).items()
    if isinstance(value, type) and is_dataclass(value)
}


def small_name(sha256):
    """What the picture for narrow screens is called beside the one called ``sha256``."""
    return f"{sha256}-small"


def to_json(parsed):
    """A `ParsedDocument` as text, without the bytes of its pictures."""
    return json.dumps(_plain(parsed), ensure_ascii=False, separators=(",", ":"))


def from_json(text, *, bytes_of=lambda sha256: b""):
    """The `ParsedDocument` that `to_json` made a text of.

    Args:
        text: what `to_json` returned.
        bytes_of: gives the bytes of a picture by its sha256, or its `small_name`, if they are
            wanted; empty where there is none.

    Raises:
        ValueError: the text is no such JSON.
    """
    parsed = json.loads(text, object_hook=lambda value: _made(value, bytes_of))
    if not isinstance(parsed, ParsedDocument):
        raise ValueError("no parsed document")
    return parsed


@cache
def _fields_of(cls):
    """Name and default of each field; pictures without their bytes."""
    return [
        (each.name, each.default)
        for each in fields(cls)
        if not (cls is BildTeil and each.name in {"data", "small"})
    ]


def _plain(value):
    if is_dataclass(value):
        found = {_TYPE: type(value).__name__}
        for name, default in _fields_of(type(value)):
            content = getattr(value, name)
            if default is MISSING or content != default:
                found[name] = _plain(content)
        return found
    if isinstance(value, Mapping):
        # Not as an object: a note may have any name.
        return {_TYPE: _MAPPING, "of": [[key, _plain(each)] for key, each in value.items()]}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _made(value, bytes_of):
    kind = value.pop(_TYPE, "")
    if kind == _MAPPING:
        return {key: _tuples(content) for key, content in value["of"]}
    cls = _CLASSES.get(kind)
    if cls is None:
        raise ValueError("unknown part of a document")
    made = {key: _tuples(content) for key, content in value.items()}
    if cls is BildTeil:
        made["data"] = bytes_of(made["sha256"])
        made["small"] = bytes_of(small_name(made["sha256"])) or b""
    return cls(**made)


def _tuples(value):
    """JSON has no tuples; blocks have nothing else."""
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
