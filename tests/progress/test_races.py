"""Two at the same moment: one of them is told."""

import pytest

from comments.actions import StatusConflict
from progress import actions
from progress.models import Stand
from tests import factories
from tests.concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def outcome(*calls):
    results = at_once(*calls)
    return (
        [each for each in results if isinstance(each, Stand)],
        [each for each in results if isinstance(each, Exception)],
    )


def test_two_people_write_a_stand_at_once(vorhaben, officer, editor):
    says = factories.stand_fields()

    written, refused = outcome(
        lambda: actions.write_stand(vorhaben, by=officer, **says),
        lambda: actions.write_stand(vorhaben, by=editor, **says),
    )

    assert len(written) == 1
    assert [type(each) for each in refused] == [StatusConflict]
    assert Stand.objects.drafts().count() == 1


def test_a_stand_is_published_twice_at_once(vorhaben, editor, colleague):
    draft = factories.stand(vorhaben, published=False)

    published, refused = outcome(
        lambda: actions.publish_stand(draft, by=editor, version=1),
        lambda: actions.publish_stand(draft, by=colleague, version=1),
    )

    assert len(published) == 1
    assert [type(each) for each in refused] == [StatusConflict]
    assert sorted(Stand.objects.values_list("number", flat=True)) == [1, 2]
