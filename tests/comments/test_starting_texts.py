import pytest

from comments.models import Ground, Textbaustein
from comments.starting_texts import create_text_blocks

pytestmark = pytest.mark.django_db


def test_there_is_one_for_each_rule_and_three_for_verdicts():
    assert create_text_blocks() == 9
    statements = Textbaustein.objects.filter(use="statement", konzept=None)
    assert sorted(row.ground for row in statements) == sorted(Ground)
    assert Textbaustein.objects.filter(use="wuerdigung").count() == 3
    for row in Textbaustein.objects.all():
        row.full_clean()


def test_what_was_changed_or_taken_away_does_not_come_back():
    create_text_blocks()
    Textbaustein.objects.exclude(ground="werbung").delete()
    Textbaustein.objects.update(text="Unsere eigenen Worte.")

    assert create_text_blocks() == 0

    assert Textbaustein.objects.get().text == "Unsere eigenen Worte."
