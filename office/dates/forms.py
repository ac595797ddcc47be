"""A date as one enters it: for what, on which day, from when to when, where."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.dates import DayField, days_from_today, local_moment
from municipality.editing import VersionedModelForm
from municipality.language import Own
from phases.models import Veranstaltung

from .access import konzepte_of, strategien_of

EVERYBODY = "alle"
_TEN_YEARS = 10 * 366
_CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class VeranstaltungForm(VersionedModelForm):
    """Args: ``user``: whose Konzepte can be chosen."""

    target = forms.ChoiceField(
        label=gettext_lazy("Für"),
        error_messages={"required": gettext_lazy("Bitte wählen Sie, worum es geht.")},
    )
    day = DayField(
        label=gettext_lazy("Tag"),
        earliest=days_from_today(-_TEN_YEARS),
        latest=days_from_today(_TEN_YEARS),
    )
    begins = forms.TimeField(label=gettext_lazy("Von"), widget=_CLOCK)
    ends = forms.TimeField(
        label=gettext_lazy("Bis"),
        required=False,
        widget=_CLOCK,
        help_text=gettext_lazy("Leer, wenn das Ende offen ist."),
    )
    field_order = [
        "title", "target", "day", "begins", "ends", "place", "link", "description", "status",
    ]  # fmt: skip

    class Meta:
        model = Veranstaltung
        error_messages = {
            "link": {
                "invalid": gettext_lazy(
                    "Das ist keine Internetadresse. Sie beginnt mit https:// und steht oben im "
                    "Browser."
                )
            }
        }
        fields = ("title", "place", "link", "description", "status")
        widgets = {"description": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "status": gettext_lazy(
                "Ein Entwurf ist nicht öffentlich. Was abgesagt ist, bleibt mit dem Hinweis stehen."
            )
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.targets = _targets(user)
        self.fields["target"].choices = [
            ("", _("Bitte wählen")),
            *((key, label) for key, (label, _row) in self.targets.items()),
        ]
        self.was_announced = False
        if self.is_edited():
            self.initial |= self.values_of(self.instance)
            self.was_announced = self.instance.status != Veranstaltung.Status.DRAFT
        if self.was_announced:
            choices = Veranstaltung.Status.choices
            self.fields["status"].widget.choices = [
                choice for choice in choices if choice[0] != Veranstaltung.Status.DRAFT
            ]

    def values_of(self, row):
        starts, ends = timezone.localtime(row.starts_at), row.ends_at
        return {
            **super().values_of(row),
            "target": _key(row),
            "day": starts.date(),
            "begins": starts.time(),
            "ends": timezone.localtime(ends).time() if ends else None,
        }

    def clean(self):
        cleaned = super().clean()
        day, begins, ends = (cleaned.get(name) for name in ("day", "begins", "ends"))
        if day and begins:
            self.instance.starts_at = self._moment(day, begins, "begins")
        if day and begins and ends and ends <= begins:
            self.add_error("ends", _("Das Ende muss nach dem Beginn liegen."))
        elif day and "ends" in cleaned:
            self.instance.ends_at = self._moment(day, ends, "ends") if ends else None
        if cleaned.get("target"):
            _label, row = self.targets[cleaned["target"]]
            self.instance.konzept = row if cleaned["target"][0] == "k" else None
            self.instance.strategie = row if cleaned["target"][0] == "s" else None
        is_draft = cleaned.get("status") == Veranstaltung.Status.DRAFT
        if self.was_announced and is_draft and "status" not in self.conflicts:
            self.add_error(
                "status",
                _("Der Termin ist schon angekündigt. Sagen Sie ihn bitte ab, damit alle es sehen."),
            )
        return cleaned

    def _moment(self, day, clock, name):
        try:
            return local_moment(day, clock)
        except ValidationError as error:
            self.add_error(name, error)
            return None

    def save(self, commit=True):
        """Count the change, so that calendars of others take it over."""
        if self.instance.pk and self.has_changed():
            self.instance.sequence += 1
            self.instance.changed_at = timezone.now()
        return super().save(commit)


def _key(row):
    if row.strategie_id:
        return f"s{row.strategie_id}"
    return f"k{row.konzept_id}" if row.konzept_id else EVERYBODY


def _targets(user):
    """What a date can be for, by key: (label, row)."""
    found = {EVERYBODY: (_("alle"), None)} if user.is_superuser else {}
    for konzept in konzepte_of(user).order_by("title"):
        found[f"k{konzept.pk}"] = (Own(konzept.title), konzept)
    for row in strategien_of(user):
        found[f"s{row.pk}"] = (Own(f"{row.konzept.title}: {row}"), row)
    return found
