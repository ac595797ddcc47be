from django.apps import AppConfig
from django.db.backends.signals import connection_created

from .generation import WriteWatcher


class PageCacheConfig(AppConfig):
    name = "pagecache"
    verbose_name = "Seitencache"

    def ready(self):
        connection_created.connect(_watch_writes, dispatch_uid="pagecache")


def _watch_writes(connection, **kwargs):
    if not any(isinstance(each, WriteWatcher) for each in connection.execute_wrappers):
        connection.execute_wrappers.append(WriteWatcher())
