import gc
import os
import sys

import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase, override_settings
from django.test import client as test_client

from demo import loader
from municipality import current
from municipality.models import Kommune
from progress import public

from . import database, factories
from .chromium import chromium  # noqa: F401 (a fixture)
from .visitor import Visitor


def pytest_configure():
    """Where nothing compiled is to be kept beside the sources, keep it elsewhere.

    Otherwise each of the many processes compiles everything again: three seconds instead of one.
    """
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode, sys.pycache_prefix = False, str(project.VAR_DIR / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


def pytest_xdist_auto_num_workers(config):
    """A run of named files or tests stays in this process, where one can print and debug."""
    named = [argument.partition("::")[0] for argument in config.args]
    return 0 if all(name.endswith(".py") for name in named) else None


# What leads to the database; pytest-django refuses it to a test that has neither mark nor fixture.
_TO_THE_DATABASE = {"db", "transactional_db", "django_db_setup", "migrated"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Run on PostgreSQL what can differ there: what uses the database, without a browser.

    The whole story in a browser is told on both (``both_databases``). The rest runs on SQLite
    alone; there „-m no_database“ chooses it.
    """
    for item in items:
        if not _uses_the_database(item):
            item.add_marker("no_database")
    if connection.vendor == "sqlite":
        return
    config.hook.pytest_deselected(items=[item for item in items if not _can_differ(item)])
    items[:] = filter(_can_differ, items)


def _uses_the_database(item):
    # Who writes SQL without sending it asks the connection how.
    asks = {"connection", "connections"} & set(vars(item.module))
    marked = item.get_closest_marker("django_db")
    return bool(marked or asks or _TO_THE_DATABASE & set(item.fixturenames))


def _can_differ(item):
    alike = {"browser", "no_database", "programs"} & set(item.keywords)
    return "both_databases" in item.keywords or not alike


def pytest_collection_finish():
    """What is there by now stays: to search it for garbage takes a tenth of the whole run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def _keep_page_contexts(store, signal, sender, template, context, **kwargs):
    """Keep a page's context for ``response.context``, and not that of each include and widget.

    To copy all of them took a twentieth of the run.
    """
    if template.name and template.name.startswith("django/forms/"):
        return
    seen = store.setdefault("seen", [])
    if not any(context is other for other in seen):
        seen.append(context)
        keep(store, signal, sender, template, context, **kwargs)


keep, test_client.store_rendered_templates = (
    test_client.store_rendered_templates, _keep_page_contexts,
)  # fmt: skip


# After each test with real transactions, which pytest-django makes one of these.
TransactionTestCase._fixture_teardown = lambda _test: database.empty()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """In place of pytest-django's own: ``tests.database``."""
    with django_db_blocker.unblock():
        old = database.begin()
    yield
    with django_db_blocker.unblock():
        database.end(old)


@pytest.fixture(scope="session")
def migrated():
    """A SQLite file with all tables, to be copied for a process of its own, which is quicker."""
    return database.sqlite_template()


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Limits are counted in the cache; no test inherits another's.

    As on any page but the first, the municipality is in it already.
    """
    cache.clear()
    cache.set(current.KEY, Kommune())
    cache.set(public.KEY, False)


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUP_DIR = tmp_path / "sicherungen"


@pytest.fixture(scope="module")
def _demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo, loaded once for all tests of a module, each of which leaves it as it was."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=folder):
            logins = loader.load()
        yield logins, folder
        transaction.set_rollback(True)


@pytest.fixture
def demo(_demo, db, settings):
    """The accounts of the demo, which is there."""
    logins, settings.MEDIA_ROOT = _demo
    return logins


@pytest.fixture
def baustein(db):
    """A published Leitziel whose Strategie is open for comments now."""
    return factories.open_baustein()


@pytest.fixture
def resident(db):
    return factories.user("Deichläufer")


@pytest.fixture
def moderator(baustein):
    return factories.staff(baustein.strategie.konzept, role="moderation")


@pytest.fixture
def visitor(client, django_capture_on_commit_callbacks):
    return Visitor(client, django_capture_on_commit_callbacks)
