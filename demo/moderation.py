"""What waits for the demo's moderators: something in every list of their workplace."""

import tomllib
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from comments.actions.decisions import record_hold
from comments.models import Beschwerde, Kommentar, Meldung, Status, Textbaustein


def load_moderation(path, discussion):
    """Create text blocks, reports, a complaint, and leave the newest comments unread.

    Args:
        path: the file with their texts.
        discussion: the loaded Discussion whose comments they are about.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for row in data["textbaustein"]:
        Textbaustein.objects.create(**{**row, "text": row["text"].strip()})
    for row in data["meldung"]:
        _report(row, discussion)
    for row in data["beschwerde"]:
        _complain(row, discussion)
    _hold(data["zurueckgehalten"])
    _leave_unread(data["ungelesen"])


def _report(row, discussion):
    kommentar, reporter = discussion.rows[row["kommentar"]], discussion.people[row["person"]]
    Meldung.objects.create(
        kommentar=kommentar,
        user=reporter,
        reporter_key=f"user-{reporter.pk}",
        ground=row["ground"],
        explanation=row["text"].strip(),
        at=_days_ago(row["days_ago"]),
    )
    Kommentar.objects.filter(pk=kommentar.pk).update(
        report_count=F("report_count") + 1, open_report_count=F("open_report_count") + 1
    )


def _complain(row, discussion):
    Beschwerde.objects.create(
        entscheidung=discussion.rows[row["kommentar"]].entscheidungen.get(),
        text=row["text"].strip(),
        at=_days_ago(row["days_ago"]),
    )


def _hold(reason):
    for kommentar in Kommentar.objects.filter(status=Status.PENDING):
        kommentar.hold_reason = reason
        kommentar.save(update_fields=["hold_reason"])
        record_hold(kommentar)


def _leave_unread(number):
    newest = Kommentar.objects.unread().order_by("-created_at").values_list("pk", flat=True)
    Kommentar.objects.exclude(pk__in=list(newest[:number])).update(read_at=F("created_at"))


def _days_ago(days):
    return timezone.now() - timedelta(days=days)
