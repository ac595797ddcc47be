"""What moderation did in a Konzept, in numbers: reports, decisions, complaints, times.

Follows the points that EU 2022/2065, Art. 15 (1) and 24 (1) ask of platforms. Only
numbers: no text, no comment, no person.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone

from .models import Beschwerde, Ground, Meldung, Moderationsentscheidung

Action = Moderationsentscheidung.Action
# A median is taken over this many of the newest at most: memory stays bounded.
MEDIAN_OVER = 50_000


@dataclass
class Numbers:
    """The numbers of one year, or of all. Times are timedeltas, or None without any."""

    reports: int = 0
    open_reports: int = 0
    withdrawn_reports: int = 0
    decisions: Counter = field(default_factory=Counter)
    hidden_by_ground: Counter = field(default_factory=Counter)
    automated: int = 0
    complaints: Counter = field(default_factory=Counter)
    report_times: list = field(default_factory=list)
    complaint_times: list = field(default_factory=list)

    @property
    def decision_total(self):
        return self.decisions.total()

    @property
    def automated_percent(self):
        """Share of the decisions that a rule made, or None without decisions."""
        return round(100 * self.automated / self.decision_total) if self.decision_total else None

    @property
    def complaint_total(self):
        return self.complaints.total()

    @property
    def report_median(self):
        return _median(self.report_times)

    @property
    def complaint_median(self):
        return _median(self.complaint_times)


def _median(seconds):
    return timedelta(seconds=median(seconds)) if seconds else None


@dataclass
class TransparencyReport:
    total: Numbers
    years: list

    @property
    def columns(self):
        """(heading, Numbers) for „all“ (heading None) and each year, the newest first."""
        return [(None, self.total), *self.years]


def numbers_of(konzept):
    """Count what moderation did in ``konzept``; four queries, however much it was.

    A report and a complaint count for the year they were made in, with what became
    of them; a decision for the year it was made in. Years are those of the local clock.

    Returns:
        TransparencyReport
    """
    total, years = Numbers(), defaultdict(Numbers)

    def both(year):
        return total, years[year]

    for year, number, unanswered, withdrawn in _reports(konzept):
        for numbers in both(year):
            numbers.reports += number
            numbers.open_reports += unanswered
            numbers.withdrawn_reports += withdrawn
    for year, action, ground, automated, number in _decisions(konzept):
        for numbers in both(year):
            numbers.decisions[Action(action)] += number
            numbers.automated += number if automated else 0
            if action == Action.HIDE:
                numbers.hidden_by_ground[Ground(ground)] += number
    for at, status, decided_at in _complaints(konzept):
        for numbers in both(timezone.localtime(at).year):
            numbers.complaints[Beschwerde.Status(status)] += 1
            if decided_at:
                numbers.complaint_times.append((decided_at - at).total_seconds())
    for at, decided_at in _answered_reports(konzept):
        for numbers in both(timezone.localtime(at).year):
            numbers.report_times.append(max(0, (decided_at - at).total_seconds()))
    return TransparencyReport(total, sorted(years.items(), reverse=True))


def _reports(konzept):
    return (
        Meldung.objects.filter(kommentar__baustein__strategie__konzept=konzept)
        .order_by()
        .values_list(ExtractYear("at"))
        .annotate(
            number=Count("pk"),
            unanswered=Count("pk", filter=Q(entscheidung=None)),
            withdrawn=Count("pk", filter=Q(entscheidung__action=Action.WITHDRAW)),
        )
    )


def _decisions(konzept):
    return (
        Moderationsentscheidung.objects.filter(konzept=konzept)
        # The author's own step, and no moderation.
        .exclude(action=Action.WITHDRAW)
        .order_by()
        .values_list(ExtractYear("at"), "action", "ground", "automated")
        .annotate(Count("pk"))
    )


def _complaints(konzept):
    return (
        Beschwerde.objects.filter(entscheidung__konzept=konzept)
        .order_by("-pk")
        .values_list("at", "status", "decided_at")[:MEDIAN_OVER]
        .iterator()
    )


def _answered_reports(konzept):
    return (
        Meldung.objects.filter(
            kommentar__baustein__strategie__konzept=konzept, entscheidung__isnull=False
        )
        .exclude(entscheidung__action=Action.WITHDRAW)
        .order_by("-pk")
        .values_list("at", "entscheidung__at")[:MEDIAN_OVER]
        .iterator()
    )
