"""Texts of everyday pages that are being written: nobody but the staff sees them."""

from types import SimpleNamespace

from django.db import transaction
from django.utils import timezone

from .actions import publish
from .models import Seitenentwurf, Seitenfassung


def valid(page):
    """The Fassung of a page that everybody reads."""
    return Seitenfassung.objects.filter(page=page).order_by("-number").first()


def draft_of(page):
    return Seitenentwurf.objects.filter(page=page).first()


def working_text(page, *, lock=False):
    """What an editor goes on with: the draft, or the text that is valid.

    Args:
        lock: until the transaction ends, against others who save the same page.
    """
    if lock:
        list(Seitenfassung.objects.select_for_update(no_key=True).filter(page=page).values("pk"))
    draft = draft_of(page)
    return draft.text if draft else valid(page).text


@transaction.atomic
def save_draft(page, *, text, by):
    """Keep ``text`` as the draft of a page; one equal to the valid text is none, and goes.

    Returns:
        The Seitenentwurf, or None.
    """
    current = valid(page)
    if text == current.text:
        Seitenentwurf.objects.filter(page=page).delete()
        return None
    said = {"text": text, "changed_by": by, "changed_at": timezone.now()}
    draft, _is_new = Seitenentwurf.objects.update_or_create(
        page=page, defaults=said, create_defaults={**said, "base": current.number}
    )
    return draft


@transaction.atomic
def publish_text(page, *, text, by):
    """Publish ``text`` as the next Fassung; the draft is done with.

    Raises:
        PageConflict: since the draft was begun, another Fassung was published.
    """
    draft = draft_of(page)
    base = draft.base if draft else valid(page).number
    fassung = publish(page, text=text, by=by, base=base)
    Seitenentwurf.objects.filter(page=page).delete()
    return fassung


def take_valid_as_base(page):
    """Let a draft count as written with the valid Fassung in sight."""
    Seitenentwurf.objects.filter(page=page).update(base=valid(page).number)


def as_text(text):
    """For ``strategies.diff.compare``."""
    return SimpleNamespace(title="", text=text)
