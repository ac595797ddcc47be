"""What was rendered before is shown again, for the same values and never for others."""

from datetime import UTC, datetime

import pytest
from django.template import engines
from django.utils import translation

from pagecache.parts import Parts, StalePart, columns, rendered
from tests import factories


@pytest.fixture
def kept(settings):
    settings.PAGE_PARTS_VERIFIED = False


def show(template, **context):
    return engines["django"].from_string(template).render(context)


def test_it_is_rendered_once_for_the_same_values(kept):
    template = '{% part "test once" key %}{{ word }}{% endpart %}'

    assert show(template, key=1, word="eins") == "eins"
    assert show(template, key=1, word="zwei") == "eins"
    assert show(template, key=2, word="zwei") == "zwei"


def test_each_language_has_its_own(kept):
    template = '{% load i18n %}{% part "test language" %}{% translate "Start" %}{% endpart %}'

    with translation.override("de"):
        show(template)
    with translation.override("en"):
        english = show('{% load i18n %}{% translate "Start" %}')
        assert show(template) == english


def test_a_key_that_lacks_something_fails_in_tests():
    template = '{% part "test lack" %}{{ word }}{% endpart %}'
    show(template, word="eins")

    with pytest.raises(StalePart, match="zwei"):
        show(template, word="zwei")


@pytest.mark.django_db
def test_a_row_is_no_key_but_its_columns_are(kept):
    kommentar = factories.comment(factories.open_baustein())

    with pytest.raises(TypeError, match="columns"):
        rendered("test row", [kommentar], lambda: "")
    before = columns(kommentar)
    kommentar.text = "Anders."
    assert columns(kommentar) != before
    assert columns([kommentar, kommentar]) == (columns(kommentar), columns(kommentar))
    assert columns(None) == ()


def test_none_are_kept_where_there_is_no_room(settings):
    settings.PAGE_PARTS_MEGABYTES = 0
    template = '{% part "test none" %}{{ word }}{% endpart %}'
    show(template, word="eins")

    assert show(template, word="zwei") == "zwei"


def test_those_not_used_for_longest_make_room():
    parts = Parts(room=5000)
    for number in range(3):
        parts.keep(number, "x" * 200)
    parts.find(0)
    parts.keep(3, "x" * 200)

    assert [parts.find(number) is not None for number in range(4)] == [True, False, True, True]
    parts.keep(4, "x" * 5000)
    assert parts.find(4) is None


def test_nothing_is_kept_longer_than_a_day():
    parts = Parts(room=5000)
    parts.begin(datetime(2026, 5, 1, 21, 59, tzinfo=UTC))
    parts.keep("heute", "heute, 9:14 Uhr")
    parts.begin(datetime(2026, 5, 1, 21, 59, 30, tzinfo=UTC))
    assert parts.find("heute")
    # Midnight here.
    parts.begin(datetime(2026, 5, 1, 22, tzinfo=UTC))

    assert parts.find("heute") is None
