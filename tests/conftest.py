import pytest
from django.core.cache import cache
from django.core.management import call_command

from municipality import current
from municipality.models import Kommune

from . import factories
from .chromium import chromium  # noqa: F401 (a fixture)


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Limits are counted in the cache; no test inherits another's.

    As on any page but the first, the municipality is in it already.
    """
    cache.clear()
    cache.set(current.KEY, Kommune())


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUP_DIR = tmp_path / "sicherungen"


@pytest.fixture
def parts_unverified(settings):
    """For thousands of answers that are one page again and again: it is verified elsewhere."""
    settings.PAGE_PARTS_VERIFIED = False


@pytest.fixture
def groups(transactional_db):
    """A transactional test empties all tables; the groups come back with the permissions."""
    call_command("migrate", verbosity=0)


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
