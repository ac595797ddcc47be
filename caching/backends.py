"""The shared cache, such that its failure costs comfort and never a page.

Every process falls back to memory of its own while the server is away: limits are
then counted per process, and what was cached is computed anew.
"""

import logging
import re
import time
from itertools import batched

from django.core.cache.backends import db, redis
from django.core.cache.backends.locmem import LocMemCache
from django.db import connections, router
from django.utils import timezone
from redis import Redis

from .breaker import CircuitBreaker

logger = logging.getLogger(__name__)

LOCAL_ENTRIES = 20_000
CLEARED_AT_ONCE = 1000
# What has a meaning in a pattern of Redis.
_GLOB = re.compile(r"[*?\[\]\\^-]")


def _with_local_fallback(name):
    def call(self, *args, **kwargs):
        if not FallbackMixin.breaker.is_open:
            try:
                return getattr(super(FallbackMixin, self), name)(*args, **kwargs)
            except (TypeError, ValueError):
                # A mistake of the caller, or „incr“ on what is not there.
                raise
            except Exception as error:
                FallbackMixin.breaker.trip()
                logger.error("The cache does not answer, going on in this process: %s", error)
        return getattr(self._local, name)(*args, **kwargs)

    call.__name__ = name
    return call


class FallbackMixin:
    """A cache backend that goes on in the memory of its process when it fails."""

    # Shared by the threads of this process, each of which has an object of its own.
    breaker = CircuitBreaker(seconds=5)

    def __init__(self, location, params):
        super().__init__(location, params)
        local = {"KEY_PREFIX": self.key_prefix, "OPTIONS": {"MAX_ENTRIES": LOCAL_ENTRIES}}
        self._local = LocMemCache("fallback", local)

    add = _with_local_fallback("add")
    clear = _with_local_fallback("clear")
    delete = _with_local_fallback("delete")
    delete_many = _with_local_fallback("delete_many")
    get = _with_local_fallback("get")
    get_many = _with_local_fallback("get_many")
    has_key = _with_local_fallback("has_key")
    incr = _with_local_fallback("incr")
    set = _with_local_fallback("set")
    set_many = _with_local_fallback("set_many")
    touch = _with_local_fallback("touch")


class PlainRedisCache(redis.RedisCache):
    """Redis without a fallback, for what nobody misses."""

    def __init__(self, server, params):
        super().__init__(server, params)
        # Of several the first is written to.
        self.url = re.split("[;,]", server)[0]

    def clear(self):
        """Delete what is kept here; Django would empty the server, for everybody on it."""
        pattern = _GLOB.sub(r"\\\g<0>", self.make_key("")) + "*"
        with Redis.from_url(self.url) as client:
            for keys in batched(client.scan_iter(pattern, count=CLEARED_AT_ONCE), CLEARED_AT_ONCE):
                client.unlink(*keys)
        return True


class RedisCache(FallbackMixin, PlainRedisCache):
    """Redis, and the memory of the process while it is away."""


class PurgingDatabaseCache(db.DatabaseCache):
    """Django's cache in a table, which also deletes what has expired.

    Django itself does so only once the table is full; what is kept about visitors
    (``accounts.protection.limits``) must not outlive its purpose.
    """

    PURGE_EVERY_SECONDS = 15 * 60
    purged_at = None

    def add(self, *args, **kwargs):
        self._purge_if_due()
        return super().add(*args, **kwargs)

    def set(self, *args, **kwargs):
        self._purge_if_due()
        return super().set(*args, **kwargs)

    def _purge_if_due(self):
        now = time.monotonic()
        if self.purged_at is None or now - self.purged_at > self.PURGE_EVERY_SECONDS:
            # Shared by the threads of this process, each of which has its own object.
            type(self).purged_at = now
            self.purge()

    def purge(self):
        """Delete the entries whose time is over."""
        connection = connections[router.db_for_write(self.cache_model_class)]
        now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
        table = connection.ops.quote_name(self.cache_model_class._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608


class DatabaseCache(FallbackMixin, PurgingDatabaseCache):
    """A table of the database; ``incr`` reads and writes in two steps here."""

    counts_exactly = False
