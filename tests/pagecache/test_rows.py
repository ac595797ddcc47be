"""Rows read in the quick way are what Django would have made of them."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldFetchBlocked
from django.db import models
from django.db.models import FETCH_RAISE
from django.db.models.signals import post_init, pre_init

from accounts.models import User
from comments.models import Kommentar
from pagecache.rows import ReadModel
from phases.models import Kommentierphase
from strategies.models import Baustein, Fassung, Leitprojekt, Strategie
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "model", [Baustein, Fassung, Kommentar, Kommentierphase, Leitprojekt, Strategie, User]
)
def test_a_row_is_what_django_makes_of_it(monkeypatch, model):
    factories.comment(factories.open_baustein())
    factories.baustein("leitprojekt")
    quick = model.objects.first()
    monkeypatch.setattr(ReadModel, "from_db", models.Model.__dict__["from_db"])
    usual = model.objects.first()

    assert _values(quick) == _values(usual)
    assert _state(quick) == _state(usual)
    assert quick == usual


def test_what_is_left_out_is_read_when_it_is_asked_for(baustein, django_assert_num_queries):
    row = Baustein.objects.only("title").get()
    with django_assert_num_queries(1):
        assert row.kind == baustein.kind
    assert row.title == baustein.title


def test_a_row_can_be_changed_stored_and_forbidden_to_ask(baustein):
    row = Baustein.objects.fetch_mode(FETCH_RAISE).get()
    with pytest.raises(FieldFetchBlocked):
        _ = row.strategie
    row.title = "Ein anderes Ziel"
    row.save()

    assert Baustein.objects.get().title == "Ein anderes Ziel"


@pytest.mark.parametrize("model", [row for row in apps.get_models() if issubclass(row, ReadModel)])
def test_nobody_waits_for_a_signal_that_is_not_sent(model):
    assert not pre_init.has_listeners(model)
    assert not post_init.has_listeners(model)


def _values(row):
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def _state(row):
    names = ("adding", "db", "fetch_mode", "fields_cache")
    return {name: getattr(row._state, name) for name in names}
