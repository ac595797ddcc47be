"""What can be done with an Anliegen besides writing: each step once, with what it asks for.

All of them stand in the one form of the page (``page.AnliegenPage``), so their fields bear the
name of their step in front.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import Kommentar
from evaluation import actions

from .forms import IntoForm, ReturnForm, SplitForm


class OfPageForm(forms.Form):
    """Fields of one step, and those that all of the page share."""

    shared = ("version", "auswahl")

    def add_prefix(self, field_name):
        return field_name if field_name in self.shared else super().add_prefix(field_name)


class SeenForm(OfPageForm):
    """The version of the Anliegen that somebody saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SendBackForm(OfPageForm, ReturnForm):
    pass


class MergeForm(OfPageForm, IntoForm):
    pass


class SelectionForm(OfPageForm):
    """Some of the contributions of an Anliegen.

    Args:
        anliegen: whose contributions these are.
    """

    auswahl = forms.ModelMultipleChoiceField(
        Kommentar.objects.none(),
        label=_("Beiträge"),
        error_messages={
            "required": _("Bitte wählen Sie zuerst Beiträge aus."),
            "invalid_choice": _("Ein gewählter Beitrag ist nicht mehr in diesem Anliegen."),
        },
    )

    def __init__(self, *args, anliegen, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["auswahl"].queryset = anliegen.contributions()


class MoveSelectionForm(SelectionForm, IntoForm):
    pass


class SplitSelectionForm(SelectionForm, SplitForm):
    pass


class Step:
    """One verb.

    Attributes:
        name: last part of its address.
        done: what is told afterwards.
        of_office: whether the responsible office takes it too.
        fields: what somebody fills in for it.
        leaves: whether another page follows, or one that asks for nothing more.
    """

    name = done = ""
    of_office = leaves = False
    fields = ()

    def own_form(self, anliegen, data=None, initial=None):
        """Its form, with names and ids of its own: those of many steps stand on one page."""
        extra = {"prefix": self.name, "auto_id": "%s", "initial": initial}
        return self.form(anliegen, data, **extra)

    def form(self, anliegen, data=None, **extra):
        return SeenForm(data, **extra)

    def typed(self, data):
        """What was filled in for it, as initial values of its form; empty if nothing was."""
        sent = {name: data.get(f"{self.name}-{name}", "") for name in self.fields}
        return {name: value for name, value in sent.items() if value.strip()}

    def take(self, anliegen, form, *, by, saved=False):
        """Do it.

        Args:
            saved: whether what the Anliegen says was changed with the same press.

        Returns:
            The Anliegen to show next.

        Raises:
            PermissionDenied, ActionRefused, StatusConflict
        """
        raise NotImplementedError


class PrepareStep(Step):
    name, of_office = "vorlegen", True
    done = _("Vorgelegt. Freigeben kann es jetzt jemand anderes.")

    def take(self, anliegen, form, *, by, saved=False):
        return actions.prepare(anliegen, by=by, version=form.cleaned_data["version"])


class ReleaseStep(Step):
    name, done = "freigeben", _("Freigegeben.")

    def take(self, anliegen, form, *, by, saved=False):
        return actions.release(anliegen, by=by, version=form.cleaned_data["version"])


class SendBackStep(Step):
    name, fields = "zurueckgeben", ("reason",)
    done = _("Zurückgegeben. Der Grund steht im Verlauf.")

    def form(self, anliegen, data=None, **extra):
        return SendBackForm(data, **extra)

    def take(self, anliegen, form, *, by, saved=False):
        reason = form.cleaned_data["reason"]
        return actions.send_back(anliegen, by=by, reason=reason, opened=saved)


class RemoveStep(Step):
    name, done = "herausnehmen", _("Herausgenommen.")

    def form(self, anliegen, data=None, **extra):
        return SelectionForm(data, anliegen=anliegen, **extra)

    def take(self, anliegen, form, *, by, saved=False):
        chosen = list(form.cleaned_data["auswahl"])
        return actions.unassign(anliegen, by=by, kommentare=chosen)


class MoveStep(Step):
    name, fields, leaves = "verschieben", ("into",), True
    done = _("Verschoben. Sie sind jetzt in dem anderen Anliegen.")

    def form(self, anliegen, data=None, **extra):
        return MoveSelectionForm(
            data, anliegen=anliegen, auswertung=anliegen.auswertung, besides=anliegen, **extra
        )

    def take(self, anliegen, form, *, by, saved=False):
        chosen = list(form.cleaned_data["auswahl"])
        return actions.move(anliegen, by=by, kommentare=chosen, into=form.anliegen())


class SplitStep(Step):
    name, fields, leaves = "teilen", ("title",), True
    done = _("Geteilt. Sie sind jetzt in dem neuen Anliegen.")

    def form(self, anliegen, data=None, **extra):
        return SplitSelectionForm(data, anliegen=anliegen, **extra)

    def take(self, anliegen, form, *, by, saved=False):
        chosen = list(form.cleaned_data["auswahl"])
        return actions.split(anliegen, by=by, kommentare=chosen, title=form.cleaned_data["title"])


class MergeStep(Step):
    name, fields, leaves = "zusammenfuehren", ("into",), True
    done = _("Zusammengeführt. Sie sind jetzt in dem Anliegen, das bleibt.")

    def form(self, anliegen, data=None, **extra):
        return MergeForm(data, auswertung=anliegen.auswertung, besides=anliegen, **extra)

    def take(self, anliegen, form, *, by, saved=False):
        return actions.merge(anliegen, by=by, into=form.anliegen())


class DissolveStep(Step):
    name, leaves = "aufloesen", True
    done = _("Aufgelöst.")

    def take(self, anliegen, form, *, by, saved=False):
        return actions.dissolve(anliegen, by=by)


STEPS = {
    step.name: step
    for step in (
        PrepareStep(),
        ReleaseStep(),
        SendBackStep(),
        RemoveStep(),
        MoveStep(),
        SplitStep(),
        MergeStep(),
        DissolveStep(),
    )
}
