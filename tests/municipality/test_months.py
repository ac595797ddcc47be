from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from municipality.months import MonthField, in_words, read_month


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
