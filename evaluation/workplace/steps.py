"""What can be done with an Anliegen besides writing: each step once, with its form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import Kommentar

from .. import actions
from .forms import IntoForm, PlanForm, ReturnForm, SplitForm


class SeenForm(forms.Form):
    """The version of the Anliegen that somebody saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SelectionForm(forms.Form):
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
    """

    name = done = ""
    of_office = False

    def own_form(self, anliegen, data=None):
        """Its form, with ids of its own: the forms of many steps stand on one page."""
        form = self.form(anliegen, data)
        form.auto_id = f"{self.name}-%s"
        return form

    def form(self, anliegen, data=None):
        return SeenForm(data, initial={"version": anliegen.version})

    def take(self, anliegen, form, *, by):
        """Do it.

        Returns:
            The Anliegen to show next.

        Raises:
            PermissionDenied, ActionRefused, StatusConflict
        """
        raise NotImplementedError


class Prepare(Step):
    name, of_office = "vorlegen", True
    done = _("Vorgelegt. Freigeben kann es jetzt jemand anders.")

    def take(self, anliegen, form, *, by):
        return actions.prepare(anliegen, by=by, version=form.cleaned_data["version"])


class Release(Step):
    name, done = "freigeben", _("Freigegeben.")

    def take(self, anliegen, form, *, by):
        return actions.release(anliegen, by=by, version=form.cleaned_data["version"])


class SendBack(Step):
    name, done = "zurueckgeben", _("Zurückgegeben. Der Grund steht im Verlauf.")

    def form(self, anliegen, data=None):
        return ReturnForm(data)

    def take(self, anliegen, form, *, by):
        return actions.send_back(anliegen, by=by, reason=form.cleaned_data["reason"])


class Plan(Step):
    name, of_office = "aenderungen", True
    done = _("Gespeichert, welche Bausteine sich ändern.")

    def form(self, anliegen, data=None):
        return PlanForm(data, strategie=anliegen.auswertung.kommentierphase.strategie_id)

    def take(self, anliegen, form, *, by):
        bausteine = list(form.cleaned_data["bausteine"])
        return actions.plan_change(anliegen, by=by, bausteine=bausteine)


class Remove(Step):
    name, done = "herausnehmen", _("Herausgenommen.")

    def form(self, anliegen, data=None):
        return SelectionForm(data, anliegen=anliegen)

    def take(self, anliegen, form, *, by):
        chosen = list(form.cleaned_data["auswahl"])
        return actions.unassign(anliegen, by=by, kommentare=chosen)


class Move(Step):
    name, done = "verschieben", _("Verschoben. Sie sind jetzt in dem anderen Anliegen.")

    def form(self, anliegen, data=None):
        return MoveSelectionForm(
            data, anliegen=anliegen, auswertung=anliegen.auswertung, besides=anliegen
        )

    def take(self, anliegen, form, *, by):
        chosen = list(form.cleaned_data["auswahl"])
        return actions.move(anliegen, by=by, kommentare=chosen, into=form.anliegen())


class Split(Step):
    name, done = "teilen", _("Geteilt. Sie sind jetzt in dem neuen Anliegen.")

    def form(self, anliegen, data=None):
        return SplitSelectionForm(data, anliegen=anliegen)

    def take(self, anliegen, form, *, by):
        chosen = list(form.cleaned_data["auswahl"])
        return actions.split(anliegen, by=by, kommentare=chosen, title=form.cleaned_data["title"])


class Merge(Step):
    name = "zusammenfuehren"
    done = _("Zusammengeführt. Sie sind jetzt in dem Anliegen, das bleibt.")

    def form(self, anliegen, data=None):
        return IntoForm(data, auswertung=anliegen.auswertung, besides=anliegen)

    def take(self, anliegen, form, *, by):
        return actions.merge(anliegen, by=by, into=form.anliegen())


class Dissolve(Step):
    name, done = "aufloesen", _("Aufgelöst.")

    def take(self, anliegen, form, *, by):
        return actions.dissolve(anliegen, by=by)


STEPS = {
    step.name: step
    for step in (
        Prepare(), Release(), SendBack(), Plan(), Remove(), Move(), Split(), Merge(), Dissolve(),
    )
}  # fmt: skip
