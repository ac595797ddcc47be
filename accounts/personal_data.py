"""What all rooms keep about a person: to hand it out, to forget it, to clean it up.

``settings.PERSONAL_DATA`` names one module per room, from the lowest to the highest.
A room that links to ``User`` has one, so that nothing here imports upwards:

``LINKS``
    {"app.Model.field": what becomes of the row when the account is deleted}, for every
    relation to ``User``: ``"deleted"`` with the account, or ``"cut"`` (it stays without
    the person). A test compares this with all models.

``export(user)``
    {title: rows}; a row is {label: value}, a value is text, a number, a boolean, a
    datetime, None, or again a list of rows. No keys, codes or hashes.

``anonymise(user, *, withdraw)``
    Cut every link that deleting the ``User`` does not cut by itself, and every copy of a
    name or address in texts. Runs in the transaction of ``actions.delete_account``;
    the rooms above went first. ``withdraw``: the person also takes back what they wrote.

``remember(user, *, withdraw)``, where a room has it
    Write down outside the database that the account is deleted. Comes once, after
    everything else: nothing but the commit can fail any more.

``objections(user)``, where a room has any
    Sentences that say why the account cannot be deleted yet, and what to do.

``purge(now)``, where a room keeps something for a while only
    Delete what is past its time; {what: how many}. Run by „manage.py purge“.
"""

from importlib import import_module

from django.conf import settings


def rooms():
    return [import_module(name) for name in settings.PERSONAL_DATA]


def _rooms_with(name):
    return [room for room in rooms() if hasattr(room, name)]


def export(user):
    """Everything that is stored about ``user``: {title: rows}, the account first."""
    found = {}
    for room in sorted(rooms(), key=lambda room: room.__name__ != "accounts.personal"):
        found |= room.export(user)
    return found


def anonymise(user, *, withdraw):
    # From above: a room finds what is in those below it while its own links still stand.
    for room in reversed(rooms()):
        room.anonymise(user, withdraw=withdraw)


def remember(user, *, withdraw):
    for room in _rooms_with("remember"):
        room.remember(user, withdraw=withdraw)


def objections(user):
    """Why the account cannot be deleted yet; empty if it can."""
    return [text for room in _rooms_with("objections") for text in room.objections(user)]


def purge(now):
    """Delete what is past its time in all rooms; {what: how many}."""
    found = {}
    for room in _rooms_with("purge"):
        found |= room.purge(now)
    return found
