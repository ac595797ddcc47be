"""What was typed on a page of several decisions and not used by the one that was made.

The fields of all decisions stand in one form, each with the name of its decision in front; so
whichever button is pressed, all of them are sent and what is not needed yet is kept.
"""

from comments.decisions import DECISIONS

# What is no text somebody typed: shown again where there is one, and alone nothing to keep.
_CHOSEN = {"found", "textbaustein", "idempotency_key", "into"}


def initial_for(name, typed):
    """Initial values of the form of a decision, of what was typed on its page."""
    start = f"{name}-"
    return {key.removeprefix(start): value for key, value in typed.items() if key.startswith(start)}


def typed_on_comment(data, *, besides=""):
    """What was filled in on the page of a comment, by name of the field.

    Args:
        data: as it was sent.
        besides: name of the decision that was made; „anliegen“ is the form of an Anliegen.
    """
    names = [name for name in [*DECISIONS, "anliegen"] if name != besides]
    return {
        key: value
        for key, value in data.items()
        if value.strip() and _is_typed(key) and any(key.startswith(f"{name}-") for name in names)
    }


def typed_on_list(data):
    """What was filled in below a list for the selection."""
    sent = {name: data.get(name, "") for name in ("ground", "statement")}
    return {name: value for name, value in sent.items() if value.strip()}


def unused(typed, names):
    """The texts of ``typed`` for which no decision of ``names`` has a field any more."""
    return [
        value
        for key, value in typed.items()
        if key.endswith(("-statement", "-text")) and key.rpartition("-")[0] not in names
    ]


def _is_typed(key):
    return key.rpartition("-")[2] not in _CHOSEN
