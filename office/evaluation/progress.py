"""How far an Auswertung is: as numbers, by office, and as bars that the server draws."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.charts import Chart, bars
from comments.models import Kommentar
from evaluation.models import Anliegen, Verdict, is_unassigned

Status = Anliegen.Status


@dataclass
class ProgressBar:
    """One line of the table: what is still to do, of how much, and where.

    ``done`` is the share that is done, in percent and rounded down: only what is done
    is full; of nothing, nothing is.
    """

    label: str
    open: int
    total: int
    url: str

    @property
    def done(self):
        return (self.total - self.open) * 100 // self.total if self.total else 0


@dataclass
class Progress:
    contributions: int = 0
    unassigned: int = 0
    anliegen: int = 0
    without_verdict: int = 0
    unreleased: int = 0
    overdue: int = 0

    def bars(self, auswertung):
        work = reverse("auswertung:auswertung", args=[auswertung.pk])
        contributions = reverse("auswertung:beitraege", args=[auswertung.pk])
        unweighed = f"{work}?wuerdigung=ohne#anliegen"
        overdue = f"{work}?status=ueberfaellig#anliegen"
        return [
            ProgressBar(*row)
            for row in (
                (_("Beiträge ohne Anliegen"), self.unassigned, self.contributions, contributions),
                (_("Anliegen ohne Würdigung"), self.without_verdict, self.anliegen, unweighed),
                (_("Anliegen ohne Freigabe"), self.unreleased, self.anliegen, f"{work}#anliegen"),
                (_("Überfällige Anliegen"), self.overdue, self.anliegen, overdue),
            )
        ]


def progress_of(auswertungen, today):
    """A dict of primary key to Progress; two queries, however many Auswertungen."""
    found = {row.pk: Progress() for row in auswertungen}
    of_phase = {row.kommentierphase_id: found[row.pk] for row in auswertungen}
    for row in _contributions(of_phase):
        progress = of_phase[row["kommentierphase"]]
        progress.contributions, progress.unassigned = row["n"], row["unassigned"]
    for row in _counted(Anliegen.objects.filter(auswertung__in=found), "auswertung", today):
        pk = row.pop("auswertung")
        for name, number in row.items():
            setattr(found[pk], name, number)
    return found


def by_office(auswertung, today):
    """One line for each office: its name („“ where there is none yet) and the numbers."""
    return list(_counted(auswertung.anliegen, "office", today))


def verdicts_of(user):
    """A Chart of the verdicts on the Anliegen that ``user`` works on; None if there are none."""
    rows = Anliegen.objects.visible_to(user).active().order_by()
    counted = dict(rows.values_list("verdict").annotate(n=Count("pk")))
    labels = [*Verdict.choices, ("", _("ohne Würdigung"))]
    if not counted:
        return None
    return Chart(
        _("Wie darüber entschieden wird"),
        _("Würdigung"),
        _("Anliegen"),
        bars((label, counted[key]) for key, label in labels if key in counted),
    )


def _contributions(phases):
    rows = Kommentar.objects.published().contributions().filter(kommentierphase__in=phases)
    return (
        rows.order_by()
        .values("kommentierphase")
        .annotate(n=Count("pk"), unassigned=Count("pk", filter=is_unassigned()))
    )


def _counted(rows, name, today):
    unreleased = ~Q(status=Status.RELEASED)
    return (
        rows.exclude(status=Status.DISSOLVED)
        .order_by(name)
        .values(name)
        .annotate(
            anliegen=Count("pk"),
            without_verdict=Count("pk", filter=Q(verdict="") | Q(reasons="")),
            unreleased=Count("pk", filter=unreleased),
            overdue=Count("pk", filter=unreleased & Q(deadline__lt=today)),
        )
    )
