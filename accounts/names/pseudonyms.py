"""What a pseudonym may look like, and when two of them look the same.

Public names are chosen freely, in any script, but nobody may pass for the
administration or for another person. Two names are the same when their
*skeletons* are: compatibility-normalised, without marks, in lower case, letters
that look alike folded into one, everything but letters and digits dropped
(``lookalikes``). Which names pass for the administration says ``official_names``.
"""

import unicodedata

import regex
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from municipality.current import current
from registry import Registry

from .lookalikes import fold, joined, skeleton
from .official_names import is_official

# Callables that return names nobody but the administration may bear in public.
RESERVED_NAMES = Registry()

MIN_LENGTH = 3
MAX_LENGTH = 40
# Some signs are whole words once they are taken apart.
MAX_KEY = MAX_LENGTH * 8

# Alphabets that have letters drawn like those of another; one word uses one of them
# (after "highly restrictive" in UTS #39, section 5.2).
_NAMES = (
    "Latin", "Greek", "Cyrillic", "Armenian", "Cherokee", "Coptic", "Lisu", "Georgian",
    "Canadian_Aboriginal", "Deseret", "Osage", "Warang_Citi", "Runic", "Old_Italic", "Lycian",
    "Carian", "Tifinagh", "Vai", "Bamum", "Hebrew", "Arabic", "Nko",
)  # fmt: skip
_ALPHABETS = [regex.compile(rf"\p{{Script={name}}}") for name in _NAMES]

# What cannot be seen: controls, direction marks, line separators and letters without
# a shape. The selector that makes a sign an emoji (U+FE0F) is none of them.
_INVISIBLE = regex.compile(
    r"[[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\uFE0F]]", regex.V1
)


def reserved_names():
    """All names of the administration that apps know (``RESERVED_NAMES``)."""
    return {name for names in RESERVED_NAMES for name in names()}


def clean_pseudonym(name, *, reserved=(), official=False):
    """Return ``name`` with single blanks, composed (NFC), or refuse it.

    Args:
        name: what the person typed.
        reserved: further names that are refused, such as the Träger's.
        official: whether it is for somebody who works for the administration: they may
            bear its names.

    Raises:
        ValidationError: with a sentence that says what to change.
    """
    name = unicodedata.normalize("NFC", name)
    if _INVISIBLE.search(name):
        raise ValidationError(
            _("Das Pseudonym enthält unsichtbare Steuerzeichen. Bitte tippen Sie es neu ein."),
            code="control",
        )
    name = regex.sub(r"\p{Z}+", " ", name).strip()
    length = len(regex.findall(r"\X", name))
    if not MIN_LENGTH <= length <= MAX_LENGTH:
        raise ValidationError(
            _("Bitte wählen Sie ein Pseudonym mit %(min)d bis %(max)d Zeichen."),
            code="length",
            params={"min": MIN_LENGTH, "max": MAX_LENGTH},
        )
    if regex.search(r"\p{M}{4}", unicodedata.normalize("NFD", name)):
        raise ValidationError(
            _("Bitte setzen Sie nicht so viele Zeichen übereinander."), code="marks"
        )
    key = skeleton(name)
    if len(key) > MAX_KEY:
        raise ValidationError(
            _("Bitte wählen Sie ein Pseudonym aus einfacheren Zeichen."), code="length"
        )
    # A sign that is written for a letter is none for that.
    if len(joined(fold(name))) < 2:
        raise ValidationError(
            _("Bitte verwenden Sie mindestens zwei Buchstaben oder Ziffern."), code="letters"
        )
    if not official and is_official(name, municipality=current().shown_name, reserved=reserved):
        raise ValidationError(
            _(
                "Dieses Pseudonym klingt nach der Verwaltung. "
                "Bitte wählen Sie eines, das nur für Sie steht."
            ),
            code="reserved",
        )
    if any(_alphabets_of(word) > 1 for word in name.split()):
        raise ValidationError(
            _(
                "Bitte schreiben Sie jedes Wort in einem Alphabet: Lateinische, griechische "
                "oder kyrillische Buchstaben gemischt sind leicht zu verwechseln."
            ),
            code="mixed",
        )
    return name


def _alphabets_of(word):
    letters = unicodedata.normalize("NFKD", word)
    return sum(bool(alphabet.search(letters)) for alphabet in _ALPHABETS)
