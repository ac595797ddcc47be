"""„Ich bin dran“: a soft claim. Others see it, and can go on or take it over all the same."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.actions import StatusConflict
from phases.times import long_datetime

from .models import CLAIM_LASTS, Vormerkung


def claim_on(about, now=None):
    """The standing Vormerkung with ``by``, or None."""
    rows = Vormerkung.objects.filter(**about).standing(now or timezone.now())
    return rows.select_related("by").first()


def holder(claim):
    """Whose claim somebody saw: what a form sends back to ``take``."""
    return claim.by_id if claim else 0


def take(about, *, by, seen):
    """Say that one is on it, also in place of somebody else whose claim one has seen.

    Args:
        about: from ``subjects``.
        seen: ``holder`` of the claim that was shown.

    Raises:
        StatusConflict: somebody was faster; the sentence says who.
    """
    try:
        with transaction.atomic():
            return _take(about, by, seen)
    except IntegrityError:
        # Two at the same moment: the row of the other one is there now.
        with transaction.atomic():
            return _take(about, by, seen)


def _take(about, by, seen):
    rows = Vormerkung.objects.filter(**about)
    list(rows.select_for_update(no_key=True).values_list("pk"))
    claim = claim_on(about)
    if claim and claim.by_id not in (by.pk, seen):
        raise StatusConflict(
            _("%(who)s ist seit %(when)s dran.")
            % {"who": claim.by, "when": long_datetime(claim.since)}
        )
    now = timezone.now()
    row, _is_new = Vormerkung.objects.update_or_create(**about, defaults={"by": by, "since": now})
    return row


def release(about, *, by):
    """Say that one is on it no longer; of somebody else's claim nothing changes."""
    Vormerkung.objects.filter(**about, by=by).delete()


def claims_on(column, keys):
    """{key: standing Vormerkung with ``by``}, in one query.

    Args:
        column: „kommentar“ or „anliegen“.
    """
    rows = Vormerkung.objects.filter(**{f"{column}__in": keys}).standing(timezone.now())
    return {getattr(row, f"{column}_id"): row for row in rows.select_related("by")}


def remove_old(now):
    """Delete those that hold no longer by their age; return how many."""
    removed, _by_model = Vormerkung.objects.filter(since__lte=now - CLAIM_LASTS).delete()
    return removed
