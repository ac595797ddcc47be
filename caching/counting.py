"""Counting in a cache that all processes share."""


def count(cache, key, lifetime):
    """Count once more under ``key``, in one indivisible step where the cache's ``incr`` is one.

    Args:
        lifetime: seconds after which the first count is forgotten.

    Returns:
        How often it was counted, this time included.
    """
    try:
        number = cache.incr(key)
    except ValueError:
        number = _begin(cache, key, lifetime)
    if number == 1:
        # Redis forgets between looking and counting, and would keep the new count for ever.
        cache.touch(key, timeout=lifetime)
    return number


def _begin(cache, key, lifetime):
    cache.add(key, 0, timeout=lifetime)
    try:
        return cache.incr(key)
    except ValueError:
        # Emptied in between: the count begins anew.
        cache.set(key, 1, timeout=lifetime)
        return 1
