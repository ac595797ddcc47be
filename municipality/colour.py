"""The accent colour: whether it can be read, and what follows from it.

Contrast is that of WCAG 2.2, 1.4.3; colours are „#rrggbb“.
"""

import re

HEX = re.compile(r"#[0-9a-f]{6}\Z")
# Least contrast of text of any size (WCAG 2.2, 1.4.3, level AA).
LEAST_CONTRAST = 4.5
# What a colour that we lighten ourselves should reach (1.4.6, level AAA).
GOOD_CONTRAST = 7

# On what links and buttons stand: the tokens of static/css/mitreden.css, in light and in dark.
LIGHT = ("#fcfbf8", "#ffffff", "#f3f1eb", "#e8f3ea", "#eaf1fa", "#f0efeb", "#fdeeec")
DARK = ("#15181b", "#1d2125", "#23282d", "#16281c", "#17222f", "#23272b", "#331815")
WHITE, BLACK = "#ffffff", "#000000"
# Text on a button in the dark.
NIGHT = "#0b1114"


def _channels(colour):
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _luminance(colour):
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """The contrast of two colours, from 1 (the same) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def least_contrast(colour, surfaces):
    """The contrast on that one of ``surfaces`` on which it is hardest to read."""
    return min(contrast(colour, surface) for surface in surfaces)


def mix(colour, other, share):
    """``colour`` with ``share`` (0 to 1) of ``other`` mixed in."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lightened(colour):
    """``colour`` as light as it has to be for reading on the dark surfaces."""
    steps = (mix(colour, WHITE, step / 20) for step in range(21))
    return next(step for step in steps if least_contrast(step, DARK) >= GOOD_CONTRAST)


# Where the dark values hold: on a screen that asks for them, and in the administration also, or
# not, because its reader said so. „html:root“ outdoes Django's own „html[data-theme]“ there.
_DARK = (
    '@media screen and (prefers-color-scheme: dark) {{\nhtml:root:not([data-theme="light"]) {0}}}\n'
)
_DARK_BY_CHOICE = 'html:root[data-theme="dark"] {0}'


def stylesheet(light, dark):
    """The tokens of the platform's stylesheet that follow from the accent colour.

    Plain values: a function that a browser does not know would leave it without any edge.
    """
    day = _tokens(light, mix(light, BLACK, 0.25), WHITE)
    night = _tokens(dark, mix(dark, WHITE, 0.4), NIGHT)
    return f"html:root {day}{_DARK.format(night)}{_DARK_BY_CHOICE.format(night)}"


def _tokens(accent, strong, on_accent):
    tokens = {"accent": accent, "accent-strong": strong, "on-accent": on_accent}
    return "{\n" + "".join(f"  --{name}: {value};\n" for name, value in tokens.items()) + "}\n"
