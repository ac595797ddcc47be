"""A Kommentierphase as one sets it up on the desk."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.language import Own
from phases.forms import ASKED, HOLD_RULES, TIMETABLE, TimesForm
from phases.models import Kommentierphase
from strategies.models import Strategie

Status = Kommentierphase.Status
_TEXTS = ("title", "description", "results_expected")
_TIMES = ("starts_at", "begins_in_past", "ends_at")


class PhaseTargetField(forms.ModelChoiceField):
    """Names the Konzept with each Strategie: several may be called the same."""

    def label_from_instance(self, row):
        return Own(f"{row.konzept.title}: {row}")


class PhaseForm(TimesForm):
    """Of a phase that has begun only the words and rules; its times have buttons of their own.

    Args:
        strategien: that can be chosen for a new one.
    """

    field_order = ["strategie", "title", *_TIMES, "description", "results_expected"]
    strategie = PhaseTargetField(
        Strategie.objects.none(),
        label=gettext_lazy("Strategie"),
        empty_label=gettext_lazy("Bitte wählen"),
    )

    class Meta(TimesForm.Meta):
        fields = (
            "strategie", *_TEXTS, "starts_at", "ends_at", *ASKED, "release", *HOLD_RULES,
            *TIMETABLE, "status",
        )  # fmt: skip
        widgets = {**TimesForm.Meta.widgets, "description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, strategien, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_begun = bool(
            self.instance.pk
            and self.instance.status == Status.PUBLISHED
            and self.instance.state != Kommentierphase.State.COMING
        )
        self.fields["strategie"].queryset = strategien
        unasked = ["reason", *(["strategie"] if self.instance.pk else [])]
        for name in [*unasked, *([*_TIMES, "status"] if self.has_begun else [])]:
            del self.fields[name]
        for field in self.fields.values():
            if isinstance(field, forms.BooleanField):
                # A tick is no question that one may leave out.
                field.conditional = True
        if "ends_at" in self.fields:
            for name in ("starts_at", "ends_at"):
                self.fields[name].error_messages["required"] = _("Bitte geben Sie einen Tag an.")
                if self.instance.pk:
                    self.initial[name] = getattr(self.instance, name)

    def parts(self):
        """The fields as the page groups them: words and times, who writes, rules, timetable."""
        first = [*_TEXTS, *_TIMES, "strategie"]
        names = [name for name in self.fields if name in first]
        return (
            [self[name] for name in names if not self[name].is_hidden],
            [self[name] for name in ASKED],
            [self[name] for name in HOLD_RULES],
            [self[name] for name in TIMETABLE],
        )


def neighbours(phase):
    """Other phases of its Strategie, drafts too, that share a moment with ``phase``."""
    if not (phase.strategie_id and phase.starts_at and phase.ends_at):
        return Kommentierphase.objects.none()
    others = Kommentierphase.objects.filter(strategie=phase.strategie_id).exclude(pk=phase.pk)
    return others.filter(starts_at__lt=phase.ends_at, ends_at__gt=phase.starts_at)
