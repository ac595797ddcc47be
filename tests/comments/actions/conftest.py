import pytest

from comments.models import Kommentar, Moderationsentscheidung
from tests import factories


@pytest.fixture
def konzept(baustein):
    return baustein.strategie.konzept


@pytest.fixture
def colleague(konzept):
    return factories.staff(konzept, role="moderation", office="Bauamt")


@pytest.fixture
def stranger(db):
    """A moderator of another Konzept."""
    return factories.staff(factories.konzept(), role="moderation")


@pytest.fixture
def kommentar(baustein, resident):
    return factories.comment(baustein, resident, text="Ein strittiger Satz.")


@pytest.fixture
def decided():
    """Return what one action added to the record, which must be exactly one decision."""

    def run(action, *args, **kwargs):
        before = set(Moderationsentscheidung.objects.values_list("pk", flat=True))
        action(*args, **kwargs)
        [new] = Moderationsentscheidung.objects.exclude(pk__in=before)
        return new

    return run


def fresh(kommentar):
    return Kommentar.objects.get(pk=kommentar.pk)
