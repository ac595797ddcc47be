"""Participation as the apps above know it: what would disturb or lose it is refused here."""

from registry import Registry

# Callables that say of a Strategie whether people can take part in it now.
RUNNING = Registry()
# Callables that say why a Konzept, Strategie or Baustein is not deleted; „“ if nothing forbids it.
KEPT = Registry()


def is_running(strategie):
    return any(is_open(strategie) for is_open in RUNNING)


def why_kept(row):
    """Return why people's part in ``row`` forbids deleting it; else „“."""
    return next((reason for why in KEPT if (reason := why(row))), "")
