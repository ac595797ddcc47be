import pytest
from django import forms
from django.core.exceptions import ValidationError

from municipality.money import MoneyField, in_words, read_money


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("1.250.000 €", 1_250_000),
        ("1.250.000,00 €", 1_250_000),
        ("1 250 000 EUR", 1_250_000),
        ("1\u00a0250\u00a0000\u00a0€", 1_250_000),
        ("1250000", 1_250_000),
        ("1,25 Mio. €", 1_250_000),
        ("1,250 Mio. €", 1_250_000),
        ("1.25 Mio", 1_250_000),
        ("1'250'000", 1_250_000),
        ("1,250,000", 1_250_000),
        ("312 T€", 312_000),
        ("312 TEUR", 312_000),
        ("25 Tsd. €", 25_000),
        ("2,5 Millionen Euro", 2_500_000),
        ("1,2 Mrd. €", 1_200_000_000),
        ("ca. 40.000 Euro", 40_000),
        ("€ 5.000,-", 5_000),
        ("5.000,-- €", 5_000),
        ("1.250", 1_250),
        ("0", 0),
        ("12,50 €", 12.5),
    ],
)
def test_an_amount_is_read_however_somebody_writes_it(text, euros):
    assert read_money(text) == euros * 100


@pytest.mark.parametrize(
    "text",
    ["1,250", "100.000–200.000 €", "-5", "k. A.", "12..5", "1.2.3", "9" * 20, "9" * 500, "5 PS"],
)
def test_what_is_no_single_amount_is_refused_in_words(text):
    with pytest.raises(ValidationError, match=r"\."):
        read_money(text)


def test_a_field_shows_what_it_reads():
    class Form(forms.Form):
        cost = MoneyField(required=False)

    form = Form({"cost": "1,25 Mio. €"})

    assert form.is_valid()
    assert form.cleaned_data["cost"] == 125_000_000
    assert "1.250.000\u00a0€" in str(Form(initial={"cost": 125_000_000})["cost"])
    assert not Form({"cost": "1.250.000 €"}, initial={"cost": 125_000_000}).has_changed()
    assert Form({"cost": ""}).is_valid()


def test_cents_are_told_only_where_there_are_any():
    assert in_words(31_200_000) == "312.000\u00a0€"
    assert in_words(1_250) == "12,50\u00a0€"
    assert in_words(None) == ""
