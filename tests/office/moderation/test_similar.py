"""Comments that say nearly the same are found in a list and decided together."""

import pytest

from comments import actions
from office.moderation import similar
from tests import factories

pytestmark = pytest.mark.django_db

SPAM = "Günstiger Kredit ohne Schufa, sofort und sicher, nur heute bei Kredithai!"


@pytest.fixture
def wave(baustein):
    return [
        factories.comment(baustein, text=text)
        for text in (SPAM, f"Hallo. {SPAM}", SPAM.replace("heute", "morgen"))
    ]


def test_similar_ones_are_counted_and_listed_with_all_chosen(desk, baustein, wave, kommentar):
    page = desk.queue("alle")
    counted = page.context["similar"]
    assert {pk: number for pk, (number, _url) in counted.items()} == {row.pk: 2 for row in wave}
    assert "2 ähnliche auch entscheiden" in page.text

    page = desk.client.get(counted[wave[1].pk][1])

    assert [case.kommentar for case in page.context["page"].rows] == wave
    assert len(page.context["chosen"]) == 3
    assert "fast dasselbe" in page.text
    assert 'name="aehnlich"' in page.text


def test_only_those_of_the_list_count(desk, wave, moderator):
    actions.mark_read(wave[2], by=moderator)
    found = desk.texts("ungelesen", aehnlich=wave[0].pk)
    assert found == [wave[0].text, wave[1].text]


@pytest.mark.parametrize("value", ["x", "0", "9" * 30, "-1", "999999"])
def test_what_is_no_comment_finds_nothing(desk, wave, value):
    assert desk.texts("alle", aehnlich=value) == []


def test_a_comment_of_another_konzept_is_not_compared(desk, wave):
    foreign = factories.comment(factories.open_baustein(), text=SPAM)
    assert desk.texts("alle", aehnlich=foreign.pk) == []


def test_no_more_than_the_oldest_are_compared(desk, wave, monkeypatch):
    monkeypatch.setattr(similar, "MOST_COMPARED", 1)
    assert desk.texts("alle", aehnlich=wave[2].pk) == [wave[0].text, wave[2].text]
