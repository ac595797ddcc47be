import re
from pathlib import Path

import pytest

from municipality import colour

CSS = (Path(__file__).parents[2] / "static/css/mitreden.css").read_text(encoding="utf-8")
SURFACES = ("paper", "sheet", "tint", "open-tint", "soon-tint", "over-tint", "warn-tint")


def full(hexadecimal):
    return hexadecimal if len(hexadecimal) == 7 else "#" + "".join(c * 2 for c in hexadecimal[1:])


def token(name):
    light, dark = re.findall(rf"--{name}: (#\w+);", CSS)
    return full(light), full(dark)


def test_the_surfaces_are_those_of_the_stylesheet():
    light, dark = zip(*map(token, SURFACES), strict=True)

    assert (light, dark) == (colour.LIGHT, colour.DARK)


def test_contrast_is_that_of_wcag():
    assert colour.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colour.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("accent", ["#0a4d5c", "#7a0000", "#000000", "#5a2a82"])
def test_every_token_that_follows_from_the_accent_can_be_read(accent):
    sheet = colour.stylesheet(accent, colour.lightened(accent))
    light, dark, by_choice = (
        dict(re.findall(r"--([\w-]+): (#\w+);", rule)) for rule in re.findall(r"{\n[^{}]+}", sheet)
    )
    pairs = {name: (light[name], dark[name]) for name in light}

    assert by_choice == dark

    for name in ("accent", "accent-strong"):
        light, dark = pairs[name]
        assert colour.least_contrast(light, colour.LIGHT) >= 4.5
        assert colour.least_contrast(dark, colour.DARK) >= 4.5
        assert colour.contrast(light, pairs["on-accent"][0]) >= 4.5
        assert colour.contrast(dark, pairs["on-accent"][1]) >= 4.5
