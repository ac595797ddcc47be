"""The shared cache, such that its failure costs comfort and never a page.

Every process falls back to memory of its own while the server is away: limits are
then counted per process, and what was cached is computed anew.
"""

import logging
import re
import time
from itertools import batched

from django.core.cache.backends import db, redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.db import connections, router
from django.utils import timezone

from pagecache.counting import count
from pagecache.pause import Pause

logger = logging.getLogger(__name__)

LOCAL_ENTRIES = 20_000
CLEARED_AT_ONCE = 1000
# What has a meaning in a pattern of Redis.
_GLOB = re.compile(r"[*?\[\]\\^-]")


def _or_locally(name):
    def call(self, *args, **kwargs):
        if not FallbackMixin.pause.is_on:
            try:
                return getattr(super(FallbackMixin, self), name)(*args, **kwargs)
            except (TypeError, ValueError):
                # A mistake of the caller, or „incr“ on what is not there.
                raise
            except Exception as error:
                FallbackMixin.pause.begin()
                logger.error("The cache does not answer, going on in this process: %s", error)
        return getattr(self._local, name)(*args, **kwargs)

    call.__name__ = name
    return call


class LocalCache(LocMemCache):
    def count(self, key, lifetime):
        return count(super(), key, lifetime)


class FallbackMixin:
    """A cache backend that goes on in the memory of its process when it fails."""

    # Shared by the threads of this process, each of which has an object of its own.
    pause = Pause(seconds=5)

    def __init__(self, location, params):
        super().__init__(location, params)
        local = {"KEY_PREFIX": self.key_prefix, "OPTIONS": {"MAX_ENTRIES": LOCAL_ENTRIES}}
        self._local = LocalCache("fallback", local)

    add = _or_locally("add")
    clear = _or_locally("clear")
    delete = _or_locally("delete")
    delete_many = _or_locally("delete_many")
    get = _or_locally("get")
    get_many = _or_locally("get_many")
    has_key = _or_locally("has_key")
    incr = _or_locally("incr")
    set = _or_locally("set")
    set_many = _or_locally("set_many")
    touch = _or_locally("touch")


class RedisClient(redis.RedisCacheClient):
    """Keeps what speaks to a server; Django makes that anew for each call."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._clients = {}

    def get_client(self, key=None, *, write=False):
        pool = self._get_connection_pool(write)
        if pool not in self._clients:
            self._clients[pool] = self._client(connection_pool=pool)
        return self._clients[pool]

    def count(self, key, lifetime):
        together = self.get_client(key, write=True).pipeline(transaction=False)
        together.set(key, 0, ex=lifetime, nx=True).incr(key)
        return together.execute()[-1]

    def clear(self, start):
        """Delete the keys that begin with ``start``; the server may hold others' too."""
        client = self.get_client(None, write=True)
        pattern = _GLOB.sub(r"\\\g<0>", start) + "*"
        for keys in batched(client.scan_iter(pattern, count=CLEARED_AT_ONCE), CLEARED_AT_ONCE):
            client.unlink(*keys)
        return True


class PlainRedisCache(redis.RedisCache):
    """Redis without a fallback, for what nobody misses."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = RedisClient

    def count(self, key, lifetime, version=None):
        """See ``pagecache.counting``."""
        key = self.make_and_validate_key(key, version=version)
        return self._cache.count(key, self.get_backend_timeout(lifetime))

    def clear(self):
        """Forget what is kept here; Django would empty the server, for everybody on it."""
        return self._cache.clear(self.make_key(""))


class RedisCache(FallbackMixin, PlainRedisCache):
    count = _or_locally("count")


class DatabaseCache(FallbackMixin, db.DatabaseCache):
    """Django's cache in a table, which also takes away what is over.

    ``counts_exactly`` says that ``incr`` reads and writes in two steps here.

    Django itself does so only once the table is full; what is kept about visitors
    (``accounts.limits``) must not outlive its purpose.
    """

    counts_exactly = False
    PURGE_EVERY_SECONDS = 15 * 60
    _purged_at = None

    def _base_set(self, mode, key, value, timeout=DEFAULT_TIMEOUT):
        now = time.monotonic()
        if self._purged_at is None or now - self._purged_at > self.PURGE_EVERY_SECONDS:
            # Shared by the threads of this process, each of which has its own object.
            type(self)._purged_at = now
            self.purge()
        return super()._base_set(mode, key, value, timeout)

    def purge(self):
        """Delete the entries whose time is over."""
        connection = connections[router.db_for_write(self.cache_model_class)]
        now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(self._table)
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608
