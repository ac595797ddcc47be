"""Where a Baustein is discussed that has no page of its own."""

from registry import Registry

# By kind of Baustein: callables that get one, with its Strategie and Konzept, and return the
# address of its page.
PAGES = Registry()
