"""Counting in a cache that all processes share."""


def count(cache, key, lifetime):
    """Count once more under ``key``, in one indivisible step where the cache counts exactly.

    Args:
        lifetime: seconds after which the first count is forgotten.

    Returns:
        How often it was counted, this time included.
    """
    if hasattr(cache, "count"):
        return cache.count(key, lifetime)
    cache.add(key, 0, timeout=lifetime)
    try:
        return cache.incr(key)
    except ValueError:
        # Emptied in between: the count begins anew.
        cache.set(key, 1, timeout=lifetime)
        return 1
