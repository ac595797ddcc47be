"""Social cards: what a link shows in messengers and networks, drawn in the town's colour.

1200 × 630 pixels, as all who show such cards want it. A card holds what is public at its
page; whoever shows it fetches it from us, and nothing is fetched from elsewhere.
"""

from dataclasses import astuple, dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from django.core.cache import caches
from PIL import Image, ImageDraw, ImageFont

from . import colour

# Raise it when cards are drawn differently.
VERSION = 1
WIDTH, HEIGHT = 1200, 630
_FONTS = Path(__file__).parent / "fonts"
_SERIF, _SANS = "NotoSerif-Bold.ttf", "NotoSans-Regular.ttf"
_LEFT, _RIGHT, _TOP = 88, 1128, 64
_TITLE_TOP, _TITLE_BOTTOM, _BAND = 168, 488, 512
_LINE_HEIGHT = 1.18
_INK, _SOFT, _PAPER = "#1c2024", "#4c535a", colour.LIGHT[0]
_ACCENT = "#0a4d5c"
# From the largest letters that fit; with the smallest, what is left is cut off.
_TITLE_SIZES = (76, 66, 58, 50, 44)
_MOST_LINES = 5
# Longer words could not be seen anyway, and nothing longer is measured.
_MOST_CHARACTERS = 300


@dataclass(frozen=True)
class Card:
    """What a card says.

    Attributes:
        url: of the page's card, without its version.
        kicker: what this is, above the title.
        title: of the page.
        line: what is possible now, or the figures.
    """

    url: str
    kicker: str
    title: str
    line: str

    def key(self, kommune):
        """What changes whenever the picture does."""
        shown = (VERSION, *astuple(self)[1:], kommune.shown_name, kommune.accent, kommune.logo.name)
        return sha256(repr(shown).encode()).hexdigest()[:12]

    @property
    def alt(self):
        return ". ".join(part for part in (self.kicker, self.title, self.line) if part)

    def png(self, kommune):
        """The card as a PNG; drawn once for what it shows, and kept in the memory."""
        cache, key = caches["fragments"], f"card:{self.key(kommune)}"
        data = cache.get(key)
        if data is None:
            data = _draw(self, kommune)
            cache.set(key, data)
        return data


def _draw(card, kommune):
    accent = kommune.accent or _ACCENT
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 24, HEIGHT), fill=accent)
    left = _LEFT + _paste_logo(image, kommune)
    draw.text(
        (left, _TOP + 28), _cut(kommune.shown_name, _font(_SERIF, 36), _RIGHT - left),
        font=_font(_SERIF, 36), fill=_INK, anchor="lm",
    )  # fmt: skip
    kicker = _cut(card.kicker, _font(_SANS, 30), _RIGHT - _LEFT)
    draw.text((_LEFT, _TITLE_TOP), kicker, font=_font(_SANS, 30), fill=_SOFT, anchor="la")
    font, lines = _fitted(card.title[:_MOST_CHARACTERS])
    top = _TITLE_TOP + 54
    for number, line in enumerate(lines):
        place = (_LEFT, top + number * font.size * _LINE_HEIGHT)
        draw.text(place, line, font=font, fill=_INK, anchor="la")
    if card.line:
        draw.rectangle((0, _BAND, WIDTH, HEIGHT), fill=accent)
        on_accent = max((colour.WHITE, colour.BLACK), key=lambda ink: colour.contrast(ink, accent))
        font = _font(_SANS, 38)
        line = _cut(card.line, font, _RIGHT - _LEFT)
        place = (_LEFT, (_BAND + HEIGHT) // 2)
        draw.text(place, line, font=font, fill=on_accent, anchor="lm")
    target = BytesIO()
    # So few colours that a palette shows them all, in half the bytes.
    image.quantize(64).save(target, "PNG", optimize=True)
    return target.getvalue()


def _paste_logo(image, kommune):
    """Put the coat of arms at the top; returns how much room it takes."""
    if not kommune.logo:
        return 0
    try:
        with kommune.logo.open("rb") as file, Image.open(file, formats=["PNG"]) as logo:
            logo = logo.convert("RGBA")
    except (OSError, ValueError, SyntaxError):
        return 0
    logo.thumbnail((260, 72), Image.Resampling.LANCZOS)
    image.paste(logo, (_LEFT, _TOP - 8 + (72 - logo.height) // 2), logo)
    return logo.width + 24


def _fitted(title):
    """The largest font in which the title fits, and its lines."""
    room = _TITLE_BOTTOM - _TITLE_TOP - 54
    for size in _TITLE_SIZES:
        font = _font(_SERIF, size)
        lines = _wrapped(title, font)
        if len(lines) <= _MOST_LINES and len(lines) * size * _LINE_HEIGHT <= room:
            return font, lines
    most = int(room // (font.size * _LINE_HEIGHT))
    last = _cut(f"{lines[most - 1]} …", font, _RIGHT - _LEFT)
    return font, [*lines[: most - 1], last]


def _wrapped(text, font):
    """Lines no wider than the card; a word that is wider is broken."""
    lines, line = [], ""
    for word in text.split():
        while font.getlength(word) > _RIGHT - _LEFT:
            at = _fitting(word, font, _RIGHT - _LEFT - font.getlength("-"))
            lines += [line] if line else []
            lines.append(f"{word[:at]}-")
            word, line = word[at:], ""
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > _RIGHT - _LEFT:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line] if line else lines or [""]


def _fitting(word, font, room):
    """How many letters of a word fit; at least one."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if font.getlength(word[:middle]) <= room else (low, middle - 1)
    return low


def _cut(text, font, room):
    """One line, cut off where there is no more room."""
    text = " ".join(text[:_MOST_CHARACTERS].split())
    if font.getlength(text) <= room:
        return text
    return text[: _fitting(text, font, room - font.getlength("…"))].rstrip(" .,…") + "…"


@lru_cache(maxsize=16)
def _font(name, size):
    return ImageFont.truetype(_FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)
