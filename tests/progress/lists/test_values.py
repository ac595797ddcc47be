from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from progress.lists import values
from progress.lists.words import ListWords
from progress.models import Health, State


@pytest.mark.parametrize(
    ("word", "pair"),
    [
        ("In Umsetzung", (State.UNDERWAY, Health.ON_TRACK)),
        ("umgesetzt", (State.DONE, "")),
        ("Daueraufgabe", (State.PERMANENT, Health.ON_TRACK)),
        ("zurückgestellt", (State.SUSPENDED, "")),
        ("verzögert", (State.UNDERWAY, Health.LATE)),
        ("Noch nicht begonnen.", (State.NOT_BEGUN, "")),
        ("grün", None),
    ],
)
def test_states_in_the_words_of_towns(word, pair):
    assert values.state_of(word, ListWords()) == pair


def test_every_state_is_known_by_its_own_name():
    known = {state: values.state_of(state.label, ListWords()) for state in State}

    assert {state: pair[0] for state, pair in known.items()} == {state: state for state in State}


def test_own_words_come_first():
    going = (State.UNDERWAY, Health.ON_TRACK)
    words = ListWords(states={"grün": going, "offen": (State.PREPARING, "")})

    assert values.state_of("Grün", words) == going
    assert values.state_of("offen", words) == (State.PREPARING, "")


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2026–2028", (date(2026, 1, 1), date(2028, 12, 1))),
        ("2026-2028", (date(2026, 1, 1), date(2028, 12, 1))),
        ("2026/2027", (date(2026, 1, 1), date(2027, 12, 1))),
        ("03/2026 – 06/2027", (date(2026, 3, 1), date(2027, 6, 1))),
        ("März 2026 bis Juni 2027", (date(2026, 3, 1), date(2027, 6, 1))),
        ("bis 2030", (None, date(2030, 12, 1))),
        ("ab 2027", (date(2027, 1, 1), None)),
        ("2027", (None, date(2027, 12, 1))),
        (2027, (None, date(2027, 12, 1))),
        (2027.0, (None, date(2027, 12, 1))),
        (datetime(2027, 5, 3), (None, date(2027, 5, 1))),
        ("langfristig", (None, date(2035, 12, 1))),
        ("kurz", (None, None)),
        ("k. A.", (None, None)),
        (None, (None, None)),
    ],
)
def test_spans_of_time(cell, period):
    words = ListWords(horizons={"langfristig": date(2035, 12, 1)})

    assert values.period_of(cell, words) == period


@pytest.mark.parametrize("cell", ["irgendwann", "2028–2026", "13/2027", "99999"])
def test_what_is_no_span_is_said(cell):
    with pytest.raises(ValidationError):
        values.period_of(cell, ListWords())


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        (1250000, 125_000_000),
        (1250.5, 125_050),
        ("1.250.000 €", 125_000_000),
        ("1,25 Mio. €", 125_000_000),
        ("noch offen", None),
        ("-", None),
        (0, 0),
    ],
)
def test_amounts_from_cells(cell, cents):
    assert values.cents_of(cell) == cents


@pytest.mark.parametrize("cell", [-5, 1e30, "viel", "50.000–80.000 €"])
def test_what_is_no_amount_is_said(cell):
    with pytest.raises(ValidationError):
        values.cents_of(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [(12, "12"), (12.0, "12"), ("3.1.", "3.1"), ("M 04", "M-04"), (" 7 ", "7"), (None, "")],
)
def test_numbers_as_they_stand_in_the_url(cell, number):
    assert values.number_of(cell) == number
