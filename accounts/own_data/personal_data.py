"""Personal data in all apps: to hand it out, to forget it, to clean it up.

An app that links to ``User`` registers its module ``personal`` in ``PERSONAL_DATA``; the order is
that of the layers, the lowest first. The module has

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
    the apps above went first. ``withdraw``: the person also takes back what they wrote.

``remember(user, *, withdraw)``, where an app has it
    Write down outside the database that the account is deleted. Comes once, after
    everything else: nothing but the commit can fail any more.

``objections(user)``, where an app has any
    Sentences that say why the account cannot be deleted yet, and what to do.

``purge(now)``, where an app keeps something for a while only
    Delete what is past its time; {what: how many}. Run by „manage.py purge“.

In ``STORED`` it registers what the page „Datenschutz“ says of each of its models:
{label of a model: (what, what for, how long)}.
"""

from registry import Registry

PERSONAL_DATA = Registry()
STORED = Registry()


def _modules_with(name):
    return [module for module in PERSONAL_DATA if hasattr(module, name)]


def export(user):
    """Everything that is stored about ``user``: {title: rows}, the account first."""
    found = {}
    for _app, module in sorted(PERSONAL_DATA.items(), key=lambda item: item[0] != "accounts"):
        found |= module.export(user)
    return found


def anonymise(user, *, withdraw):
    # From above: an app finds what is in those below it while its own links still stand.
    for module in reversed(list(PERSONAL_DATA)):
        module.anonymise(user, withdraw=withdraw)


def remember(user, *, withdraw):
    for module in _modules_with("remember"):
        module.remember(user, withdraw=withdraw)


def objections(user):
    """Why the account cannot be deleted yet; empty if it can."""
    return [text for module in _modules_with("objections") for text in module.objections(user)]


def purge(now):
    """Delete what is past its time in all apps; {what: how many}."""
    found = {}
    for module in _modules_with("purge"):
        found |= module.purge(now)
    return found
