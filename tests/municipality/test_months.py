import copy
from datetime import date, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from municipality.months import MonthField, in_digits, in_words, read_month


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("10/2027", 10, 10),
        ("10.2027", 10, 10),
        ("Oktober 2027", 10, 10),
        ("okt. 2027", 10, 10),
        ("bis März 2027", 3, 3),
        ("2027-10", 10, 10),
        ("15.01.2027", 1, 1),
        ("15. Januar 2027", 1, 1),
        ("3. Quartal 2027", 7, 9),
        ("III/2027", 7, 9),
        ("Q3 2027", 7, 9),
        ("1. Halbjahr 2027", 1, 6),
        ("Herbst 2027", 9, 11),
        ("Ende 2027", 10, 12),
        ("2027", 1, 12),
    ],
)
def test_a_month_is_read_however_somebody_writes_it(text, first, last):
    assert read_month(text) == date(2027, first, 1)
    assert read_month(text, ends=True) == date(2027, last, 1)


@pytest.mark.parametrize(
    "text", ["10/27", "13/2027", "0/2027", "0000", "99999", "bald", "1/9999", "ju 2027", "…"]
)
def test_what_no_month_is_meant_by_is_refused_in_words(text):
    with pytest.raises(ValidationError, match=r"\."):
        read_month(text)


def test_a_field_shows_what_it_reads():
    class Form(forms.Form):
        end = MonthField(ends=True, required=False)

    form = Form({"end": "Herbst 2029"})

    assert form.is_valid()
    assert form.cleaned_data["end"] == date(2029, 11, 1)
    assert 'value="11/2029"' in str(Form(initial={"end": date(2029, 11, 1)})["end"])
    assert not Form({"end": "11/2029"}, initial={"end": date(2029, 11, 1)}).has_changed()
    assert Form({"end": "bald"}).errors["end"]
    assert Form({"end": "9" * 200}).errors["end"]
    assert Form({"end": " "}).is_valid()


def test_a_month_is_told_in_words():
    assert in_words(date(2029, 11, 1)) == "November 2029"
    assert in_words(None) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2027", "2027"),
        ("im Herbst 2029", "Herbst 2029"),
        ("Frühling 2027", "Frühjahr 2027"),
        ("Winter 2027/28", "Winter 2027/28"),
        ("Q3 2028", "3. Quartal 2028"),
        ("2. HJ 2028", "2. Halbjahr 2028"),
        ("Jahresende 2027", "Ende 2027"),
        ("10/2027", "10/2027"),
    ],
)
def test_what_was_no_single_month_is_told_as_it_was_written(text, words):
    month = read_month(text, ends=True)

    assert in_digits(month) == words
    assert in_digits(read_month(words, ends=True)) == words
    assert in_digits(copy.deepcopy(month)) == words


def test_it_is_told_in_the_language_of_the_page_and_shown_in_that_of_the_office():
    month = read_month("Herbst 2029", ends=True)

    with override("en"):
        assert in_words(month) == "autumn 2029"
        assert in_digits(month) == "Herbst 2029"


def test_a_span_counts_as_its_month_wherever_it_is_reckoned_with():
    month = read_month("2027", ends=True)

    assert month == date(2027, 12, 1)
    assert month + timedelta(days=1) == date(2027, 12, 2)
    assert in_words(month.replace(year=2028)) == "Dezember 2028"


def test_another_span_of_the_same_month_is_a_change():
    class Form(forms.Form):
        end = MonthField(ends=True)

    assert Form({"end": "2027"}, initial={"end": date(2027, 12, 1)}).has_changed()
    assert not Form({"end": "2027"}, initial={"end": read_month("2027", ends=True)}).has_changed()
