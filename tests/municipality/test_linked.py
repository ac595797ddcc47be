"""Addresses become links, and break where an address may."""

import pytest
from django.utils.html import strip_tags

from municipality.templatetags.content import breaking, linked


def test_an_address_breaks_after_its_at_sign_alone():
    found = linked("Stadtplanungsamt, stadtplanung@elbhagen.example")

    assert (
        '<a href="mailto:stadtplanung@elbhagen.example">stadtplanung@<wbr>elbhagen.example</a>'
        in found
    )
    assert found.count("<wbr>") == 1
    assert strip_tags(found) == "Stadtplanungsamt, stadtplanung@elbhagen.example"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=f()>@a.example', "<b>a@b.de</b>"]
)
def test_what_was_typed_stays_text(text):
    assert "<script" not in linked(text)
    assert "<img" not in linked(text)
    assert "<b>" not in linked(text)


def test_web_addresses_are_links_as_well():
    assert 'href="https://elbhagen.example"' in linked("Siehe https://elbhagen.example")


def test_an_address_of_the_web_breaks_after_its_slashes():
    assert (
        breaking("https://a.example/konzepte/x-y/") == "https://a.example/<wbr>konzepte/<wbr>x-y/"
    )
    assert breaking("/<b>/c") == "/&lt;b&gt;/<wbr>c"
