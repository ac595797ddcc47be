"""What a pseudonym may look like, and when two of them look the same.

Public names are chosen freely, in any script, but nobody may pass for the
administration or for another person. Two names are the same when their
*skeletons* are: compatibility-normalised, without marks, in lower case, letters
that look alike folded into one, everything but letters and digits dropped
(after Unicode TS #39, section 4, https://www.unicode.org/reports/tr39/).
"""

import unicodedata

import regex
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from municipality.current import current

MIN_LENGTH = 3
MAX_LENGTH = 40

# Letters of other scripts (and digits) that are drawn like a Latin one.
_LOOK_ALIKES = str.maketrans(
    {
        # Cyrillic
        "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ё": "e", "ѓ": "r", "г": "r",
        "һ": "h", "н": "h", "і": "i", "ї": "i", "ј": "j", "к": "k", "ӏ": "i", "м": "m",
        "п": "n", "о": "o", "р": "p", "ԛ": "q", "ѕ": "s", "т": "t", "у": "y", "ѵ": "v",
        "ԝ": "w", "х": "x", "ү": "y", "з": "e", "ь": "b",
        # Greek, by the look of the capitals: within a word of small letters the
        # other ones give it away
        "α": "a", "β": "b", "γ": "y", "ε": "e", "ζ": "z", "η": "h", "ι": "i", "κ": "k",
        "μ": "m", "ν": "n", "ο": "o", "ρ": "p", "σ": "o", "τ": "t", "υ": "y", "χ": "x",
        "ω": "w",
        # Latin letters and digits that are taken for one another
        "ı": "i", "l": "i", "1": "i", "|": "i", "!": "i", "ɩ": "i", "0": "o", "ø": "o",
        "ɡ": "g", "ɑ": "a", "ß": "ss", "đ": "d", "ł": "i", "5": "s", "$": "s", "@": "a",
        "ſ": "s", "3": "e", "4": "a",
    }
)  # fmt: skip

# Alphabets that have letters drawn like those of another; one word uses one of them
# (after "highly restrictive" in UTS #39, section 5.2).
_ALPHABETS = [
    regex.compile(rf"\p{{Script={name}}}")
    for name in ("Latin", "Greek", "Cyrillic", "Armenian", "Cherokee", "Coptic", "Lisu")
]

# What cannot be seen: controls, direction marks, line separators and letters without
# a shape. The selector that makes a sign an emoji (U+FE0F) is none of them.
_INVISIBLE = regex.compile(
    r"[[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\uFE0F]]", regex.V1
)

# Names that only the administration may bear; compared by skeleton, as a part
# of the name ("Moderation Elbhagen" is refused too).
RESERVED = (
    "Moderation", "Moderator", "Verwaltung", "Redaktion", "Administrator",
    "Bürgermeister", "Buergermeister", "Rathaus", "Landkreis", "Gelöschtes Konto",
)  # fmt: skip
# Reserved only as the whole name: too short to forbid inside other names.
RESERVED_WHOLE = (
    "Admin", "Amt", "Stadt", "Gemeinde", "Presse", "System", "Team", "Root",
    "Stadtrat", "Gemeinderat", "Support",
)  # fmt: skip


def skeleton(name):
    """Return the form of ``name`` in which two names that look alike are equal.

    Args:
        name: any text.

    Returns:
        A text of letters and digits, possibly empty.
    """
    text = unicodedata.normalize("NFKD", name).casefold().translate(_LOOK_ALIKES)
    text = unicodedata.normalize("NFKD", text)
    text = regex.sub(r"[^\p{L}\p{N}]", "", text)
    return text.replace("rn", "m").replace("vv", "w")


def reserved_names():
    """Names of the administration: what the callable in ``PSEUDONYM_RESERVED`` returns."""
    return import_string(settings.PSEUDONYM_RESERVED)()


def clean_pseudonym(name, *, reserved=()):
    """Return ``name`` with single blanks, composed (NFC), or refuse it.

    Args:
        name: what the person typed.
        reserved: further names that are refused, such as the Träger's.

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
    if len(regex.findall(r"\p{L}|\p{N}", key)) < 2:
        raise ValidationError(
            _("Bitte verwenden Sie mindestens zwei Buchstaben oder Ziffern."), code="letters"
        )
    if any(skeleton(word) in key for word in (*RESERVED, *reserved) if skeleton(word)) or any(
        skeleton(word) == key for word in (*RESERVED_WHOLE, current().shown_name)
    ):
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
