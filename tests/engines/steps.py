"""The main paths through the platform, once, as data; ``drivers.py`` walks them in each engine.

A story is a list of steps. What is typed or opened may be a function: it is called with the
text of the page, at the moment of its step.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Open:
    """Go to an address of the site."""

    path: object


@dataclass(frozen=True)
class Reload:
    """Load the page once more, from the server."""


@dataclass(frozen=True)
class Fill:
    """Type into the field with this label, in place of what stands there."""

    field: str
    text: object


@dataclass(frozen=True)
class Press:
    """Press the button with this name."""

    button: str


@dataclass(frozen=True)
class Follow:
    """Follow the link with this name."""

    link: str


@dataclass(frozen=True)
class Unfold:
    """Open what is folded under this title."""

    title: str


@dataclass(frozen=True)
class Select:
    """Choose this option of the list with this label."""

    field: str
    option: str


@dataclass(frozen=True)
class Choose:
    """Tick the box or choose the radio button with this label."""

    field: str


@dataclass(frozen=True)
class See:
    """Wait until the page says so."""

    text: str


@dataclass(frozen=True)
class NotSee:
    """The page does not say so; after a step that waited for the page."""

    text: str


def walk(driver, steps):
    """Do the steps in order.

    Args:
        driver: one of ``drivers.py``.
        steps: a list of the steps above.

    Raises:
        AssertionError: something is not on the page within the driver's patience.
    """
    for step in steps:
        match step:
            case Open(path):
                driver.open(_now(path, driver))
            case Reload():
                driver.reload()
            case Fill(field, text):
                driver.fill(field, _now(text, driver))
            case Press(button):
                driver.click("button", button)
            case Follow(link):
                driver.click("link", link)
            case Unfold(title):
                driver.click("summary", title)
            case Select(field, option):
                driver.select(field, option)
            case Choose(field):
                driver.click("field", field)
            case See(text):
                driver.wait_for(text)
            case NotSee(text):
                assert text not in driver.text(), text


def _now(value, driver):
    return value(driver.text()) if callable(value) else value
