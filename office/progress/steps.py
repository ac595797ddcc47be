"""The steps of a Vorhaben as lines of text: „Bauabschnitt 1; 07/2026; erledigt 08/2026“."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from municipality.months import in_digits, read_month
from progress.models import ToldStep

_DONE = "erledigt"


def as_text(steps):
    """One line for each ToldStep."""
    return "\n".join(_line(step) for step in steps)


def _line(step):
    done = f"{_DONE} {in_digits(step.done_on)}" if step.done_on else ""
    parts = [step.title, in_digits(step.due), done]
    while not parts[-1]:
        parts.pop()
    return "; ".join(parts)


def read_steps(text):
    """Return the ToldStep of each line.

    Raises:
        ValidationError: a line cannot be understood.
    """
    return [_read(line) for line in text.splitlines() if line.strip()]


def _read(line):
    title, *rest = (part.strip() for part in line.split(";"))
    due = done = None
    try:
        for part in filter(None, rest):
            if part.lower().startswith(_DONE):
                done = read_month(part[len(_DONE) :])
            else:
                due = read_month(part, ends=True)
    except ValidationError as error:
        raise ValidationError(
            _("„%(line)s“: Bitte schreiben Sie Schritt; Monat; erledigt Monat.")
            % {"line": line[:60]}
        ) from error
    return ToldStep(title, due, done)
