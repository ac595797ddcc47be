"""Names for the parts of a document that its next version still has: made of their words."""

import hashlib

from ..blocks import Code, Heading, ListBlock, Paragraph, Picture, Quote, Table, plain_text

_LENGTH = 12


class Keys:
    """Gives each text a key: a hash of its words, and the how many-th of that text it is."""

    def __init__(self):
        self._seen = {}

    def of(self, text, *, space=""):
        """The key of the next part with this text; ``space`` sets apart what may look alike."""
        words = f"{space}{' '.join(text.casefold().split())}"
        number = self._seen[words] = self._seen.get(words, 0) + 1
        name = words if number == 1 else f"{words}\n{number}"
        return hashlib.sha256(name.encode()).hexdigest()[:_LENGTH]


def text_of(block):
    """The words of a block, as its key is made of them."""
    match block:
        case Paragraph() | Heading():
            return plain_text(block.line) or " ".join(
                item.sha256 for item in block.line if isinstance(item, Picture)
            )
        case ListBlock():
            return " ".join(text_of(inner) for item in block.items for inner in item)
        case Table():
            return " ".join(plain_text(cell) for row in block.rows for cell in row)
        case Quote():
            return " ".join(map(text_of, block.blocks))
        case Code():
            return block.text
    return ""
