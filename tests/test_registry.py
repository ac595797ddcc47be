"""What apps above hand to the app below that asks (``registry``)."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts.own_data.personal_data import PERSONAL_DATA, STORED
from registry import Registry


def test_entries_come_as_registered_within_their_place():
    registry = Registry()
    registry.register("b", "two", place=1)
    registry.register("c", "three", place=1)
    registry.register("a", "one")

    assert list(registry) == ["one", "two", "three"]
    assert registry.items() == [("a", "one"), ("b", "two"), ("c", "three")]


def test_an_entry_is_found_by_its_name():
    registry = Registry()
    registry.register("a", "one")

    assert (registry["a"], registry.get("a"), registry.get("b")) == ("one", "one", None)
    with pytest.raises(KeyError):
        registry["b"]


def test_a_name_stands_for_one_thing():
    registry = Registry()
    registry.register("a", "one")
    registry.register("a", "one")

    with pytest.raises(ImproperlyConfigured):
        registry.register("a", "other")
    assert list(registry) == ["one"]


def test_personal_data_goes_from_the_lowest_app_to_the_highest():
    order = [
        "mails", "accounts", "strategies", "pages", "phases", "comments", "evaluation",
        "teamwork", "progress", "operations",
    ]  # fmt: skip

    assert [name for name, _module in PERSONAL_DATA.items()] == order
    assert [name for name, _rows in STORED.items()] == order
