"""All components in all their states on one page, for whoever changes templates or stylesheet.

Nothing here is stored: the rows are made up for the page and shown by the same
templates as on the real ones.
"""

from datetime import date, timedelta

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from comments.charts import Chart, bars
from comments.forms import KommentarForm
from comments.models import Category, Ground, Kommentar, Status
from comments.participation import time_bars
from comments.thread_html import threads_html
from comments.threads import Node
from evaluation.models import Ergebnis, Verdict
from phases.models import Kommentierphase

TEXT = (
    "Der Bus um 17.40 Uhr ist für Pendler zu früh. Wer in Stendal bis 18 Uhr arbeitet, "
    "kommt nur mit dem Auto nach Hause.\n\nEin Anschluss um 18.35 Uhr würde vielen helfen."
)
COLOURS = (
    "accent", "accent-strong", "ink", "ink-soft", "edge", "rule", "paper", "sheet", "tint",
    "open", "open-tint", "soon", "soon-tint", "over", "over-tint", "warn", "warn-tint",
)  # fmt: skip
ICONS = (
    "talk", "calendar", "lock", "pause", "up", "down", "house", "file", "warn", "done", "half",
    "not", "note", "within", "change",
)  # fmt: skip
MAY = date(2026, 5, 4), date(2026, 5, 31)
# Their keys are those of no real comment.
SAMPLE = 10**9


class FieldsForm(forms.Form):
    """One field of every kind that the platform uses."""

    name = forms.CharField(label="Eine Zeile", help_text="Hilfe steht unter der Bezeichnung.")
    email = forms.EmailField(label="E-Mail-Adresse", required=False)
    kind = forms.ChoiceField(label="Auswahl", choices=Ground.choices)
    category = forms.ChoiceField(
        label="Eines von wenigen", choices=Category.choices, widget=forms.RadioSelect
    )
    day = forms.DateField(label="Tag", widget=forms.DateInput(attrs={"type": "date"}))
    code = forms.CharField(
        label="Code", widget=forms.TextInput(attrs={"autocomplete": "one-time-code"})
    )


@require_safe
def musterseite(request):
    now = timezone.now()
    context = {
        "now": now,
        "colours": COLOURS,
        "icons": ICONS,
        "phases": _phases(now),
        "threads": threads_html(request, _threads(now), baustein=None, can_write=True),
        "results": [Ergebnis(verdict=verdict, office="Hauptamt") for verdict in Verdict],
        "by_category": Chart(
            "Was für Beiträge es waren",
            "Art",
            "Beiträge",
            bars((label, index * index) for index, label in enumerate(Category.labels)),
        ),
        "by_time": Chart(
            "Beiträge im Lauf der Kommentierphase",
            "Tag",
            "Beiträge",
            time_bars({"2026-05-06": 4, "2026-05-07": 9, "2026-05-11": 2}, *MAY),
        ),
        "can_write": True,
        "form": FieldsForm(prefix="leer"),
        "failed": FieldsForm({"fehler-email": "erna"}, prefix="fehler"),
        "writing": KommentarForm(prefix="schreiben"),
    }
    return render(request, "demo/musterseite.html", context)


def _phases(now):
    """Open, extended, for those invited, coming, over, and none."""
    title = "Kommentierung und Diskussion der Ergebnisse"
    day = timedelta(days=1)

    def phase(start, end, **fields):
        return Kommentierphase(
            title=title, starts_at=now + start * day, ends_at=now + end * day,
            status=Kommentierphase.Status.PUBLISHED, **fields,
        )  # fmt: skip

    reason = "In den Ferien konnten viele nicht mitreden."
    return [
        phase(-16, 12),
        phase(-16, 2, announced_ends_at=now - day, change_reason=reason),
        phase(-1, 28, public_from=now + 6 * day),
        phase(21, 49),
        phase(-64, -36, results_expected="in den nächsten Wochen"),
        None,
    ]


def _threads(now):
    """A thread with everything a comment can be, and one that is closed."""
    author = User(pk=1, pseudonym="Deichgräfin")

    def node(pk, *, children=(), flags=(), **fields):
        kommentar = Kommentar(
            pk=SAMPLE + pk,
            text=TEXT,
            author=author,
            created_at=now - timedelta(hours=3 * pk),
            **fields,
        )
        return Node(kommentar, children=list(children), **dict.fromkeys(flags, True))

    official = node(2, official_office="Hauptamt", up_count=7)
    hidden = node(3, status=Status.HIDDEN, hidden_at=now, hidden_reason=Ground.WERBUNG.label)
    withdrawn = node(4, status=Status.WITHDRAWN)
    waiting = node(5, status=Status.PENDING, flags=["is_own", "may_edit", "may_withdraw"])
    first = node(
        1, category=Category.VORSCHLAG, up_count=12, down_count=3, edited_at=now,
        children=[official, hidden, withdrawn, waiting],
    )  # fmt: skip
    first.my_vote = 1
    closed = node(6, category=Category.KRITIK, flags=["closed"])
    closed.closed_because = "Alle Argumente sind genannt."
    return [first, closed]
