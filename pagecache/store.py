"""Where pages are kept. When it does not answer, there are simply none for a while.

Unlike the cache for limits this one has no memory of a process's own to fall back on: a
page kept there would not hear of changes made elsewhere.
"""

import logging

from django.core.cache import caches

from caching.breaker import CircuitBreaker
from caching.counting import count

logger = logging.getLogger(__name__)

ALIAS = "pages"
GENERATION = "generation"
# How many pages are kept in a minute, so that made-up addresses cannot fill the memory.
PAGES_A_MINUTE = 5000
# A page is of no use after its minute, nor the count of pages.
LIFETIME_SECONDS = 60

breaker = CircuitBreaker(seconds=5)
# Whether a change could not be told to the others.
_owes_generation = False


def set_generation(token):
    """Replace the generation; where that fails, before the next page is taken from here."""
    global _owes_generation
    _owes_generation = not _try(lambda pages: pages.set(GENERATION, token, None) or True)


def look_up(key, new_token):
    """Ask for the generation and the page kept under ``key``.

    Args:
        new_token: the generation to begin if there is none.

    Returns:
        (token, page): token is None when no page may be kept, page when there is none.
    """
    if _owes_generation:
        set_generation(new_token)
    found = _try(lambda pages: pages.get_many([GENERATION, key]))
    if found is None or _owes_generation:
        return None, None
    token = found.get(GENERATION)
    if token is None:
        # Another process may have begun one in between.
        token = _try(lambda pages: pages.get_or_set(GENERATION, new_token, None))
    page = found.get(key)
    return token, page if page and page["generation"] == token else None


def keep(key, page, minute):
    """Keep a page, unless too many were kept in this minute."""

    def set_page(pages):
        if count(pages, f"count:{minute}", LIFETIME_SECONDS) <= PAGES_A_MINUTE:
            pages.set(key, page, LIFETIME_SECONDS)

    _try(set_page)


def _try(call):
    """What ``call`` returns for the cache, or None if the cache does not answer."""
    if breaker.is_open:
        return None
    try:
        return call(caches[ALIAS])
    except Exception as error:
        breaker.trip()
        logger.error("The cache of pages does not answer, pages are rendered anew: %s", error)
        return None
