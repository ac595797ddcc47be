"""Pseudonyms proposed to people who have none yet, who bear them until they choose."""

import random

from ..models import User
from .pseudonyms import skeleton

# Animals, plants and waters of the country: nothing that could be an office or a person.
_WORDS = (
    "Ahorn", "Amsel", "Biber", "Birke", "Dachs", "Distel", "Eisvogel", "Esche", "Feldhase",
    "Fischotter", "Fuchs", "Ginster", "Graureiher", "Haselnuss", "Hecht", "Holunder", "Igel",
    "Kiebitz", "Kornblume", "Kranich", "Lerche", "Libelle", "Linde", "Marder", "Mohnblume",
    "Pirol", "Rotkehlchen", "Schilf", "Schwalbe", "Storch", "Ulme", "Wachtel", "Weide", "Zander",
)  # fmt: skip
_ATTEMPTS = 20


def proposal():
    """Return a pseudonym that nobody bears: „Kranich 274“."""
    for attempt in range(_ATTEMPTS):
        # Not secret, only apart from each other.
        number = random.randrange(10, 1000 * 10**attempt)  # noqa: S311
        name = f"{random.choice(_WORDS)} {number}"  # noqa: S311
        if not User.objects.filter(pseudonym_key=skeleton(name)).exists():
            return name
    raise RuntimeError("No pseudonym is left to propose.")
