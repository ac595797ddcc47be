"""Name and address of who wrote without an account, as they are kept: for the answer by post."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from municipality.wording import readable

from .models import Absender

_NAME = Absender._meta.get_field("name").max_length
_ADDRESS = Absender._meta.get_field("address").max_length


def one_way(address):
    """Lines without blanks at their ends, and none that is empty."""
    lines = (" ".join(line.split()) for line in address.splitlines())
    return "\n".join(line for line in lines if line)


def without_address():
    return _("Ohne Anschrift kommt keine Antwort an.")


def without_name():
    return _("Bitte geben Sie an, an wen die Antwort geht.")


def sender_of(name, address):
    """(name, address) as they stand in the cells of a table; None where both are empty.

    An address in one line has its lines divided by commas.

    Raises:
        ValidationError: one of them is missing, too long, or says nothing.
    """
    name = " ".join(name.split())
    address = one_way(address if "\n" in address.strip() else address.replace(",", "\n"))
    if not (name or address):
        return None
    if not (name and address):
        raise ValidationError(without_address() if name else without_name())
    for words, most in ((name, _NAME), (address, _ADDRESS)):
        readable(words)
        if len(words) > most:
            raise ValidationError(
                _("„%(words)s …“ ist zu lang: höchstens %(n)d Zeichen.")
                % {"words": words[:30], "n": most}
            )
    return name, address
