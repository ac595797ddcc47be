"""Internal notes in internal data, from the app above that keeps them."""

from collections import defaultdict

from registry import Registry

# Callables (column, keys) that yield (key, note in words); column is „kommentar“ or „anliegen“.
INTERNAL_NOTES = Registry()


def notes_of(column, keys):
    """{key: notes in words}; empty for a key without any."""
    found = defaultdict(list)
    for source in INTERNAL_NOTES:
        for key, words in source(column, keys):
            found[key].append(words)
    return found
