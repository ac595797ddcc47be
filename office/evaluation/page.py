"""The page of an Anliegen: one form, and whichever button is pressed, nothing typed is lost."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.actions import ActionRefused
from evaluation import actions
from evaluation.models import Anliegen
from keyset import is_key
from teamwork.inquiries import answer_in, answers_about

from ..progress.beside import beside_anliegen
from ..teamwork.boards import board_of_anliegen
from .dossier import (
    anliegen_for,
    build_form,
    changes_of,
    contributions_of,
    differences,
    history,
    next_open,
    next_to_release,
    passages_of,
    realised,
    works_on_whole,
)
from .forms import PlanForm
from .lists import key_of
from .precedents import find_precedents, precedent_for, taken_over
from .steps import STEPS

# What somebody goes on to who takes one step after the other.
NEXT = {"vorlegen": next_open, "freigeben": next_to_release}


class AnliegenPage:
    """What was sent from the page, and the answer to it.

    Args:
        request: of somebody who may see ``row``.
        row: the Anliegen, as ``dossier.anliegen_for`` loads it.
        has_words: whether its words were sent; the steps can be taken without.
    """

    def __init__(self, request, row, has_words=None):
        self.request, self.row = request, row
        self.whole = works_on_whole(request.user, row)
        self.has_words = "reasons" in request.POST if has_words is None else has_words
        self.saved, self.about = False, ""
        self.board = board_of_anliegen(row, request.user)
        if self.has_words:
            self.form = build_form(row, whole=self.whole, data=request.POST)
            self.plan = PlanForm(request.POST, strategie=_strategie_of(row))

    # --- What the buttons do -----------------------------------------------------

    def note(self):
        """Keep a note that was typed; the page again if its board has to be seen first."""
        if not self.board.press(self.request.POST):
            return None
        if not self.has_words:
            return self.render()
        typed = build_form(self.row, whole=self.whole, initial=self.form.typed())
        return self.render(form=typed, status=409 if self.board.refused else 200)

    def fill_in(self):
        """Put the chosen text block into the form."""
        filled = build_form(self.row, whole=self.whole, initial=self.form.filled_in())
        return self.render(form=filled)

    def take_answer(self):
        """Put what an office said of a contribution into the reasons, below what was typed."""
        said = answer_in(answers_about(self.row), self.request.POST["auskunft"])
        typed = self.form.typed()
        typed["reasons"] = "\n\n".join(part for part in (typed["reasons"].strip(), said) if part)
        return self.render(form=build_form(self.row, whole=self.whole, initial=typed))

    def look_for_precedents(self):
        """Show other Anliegen whose verdict and reasons can be taken over."""
        found = find_precedents(self.row, self.request.user, self.request.POST.get("wie", ""))
        filled = build_form(self.row, whole=self.whole, initial=self.form.typed())
        return self.render(form=filled, precedents=found)

    def take_over(self):
        """Put the verdict and reasons of the chosen Anliegen into the form."""
        chosen = self.request.POST["wie_anliegen"]
        precedent = precedent_for(self.row, self.request.user, chosen)
        if precedent is None:
            return self._refuse(_("Dieses Anliegen gibt es so nicht mehr."), 409)
        initial = taken_over(self.form.typed(), precedent, self.row)
        return self.render(form=build_form(self.row, whole=self.whole, initial=initial))

    def save(self):
        """Save it; the button may lead on to the next one in work."""
        target = self._onward(next_open, self.row)
        return self._write() or self._done(_("Gespeichert."), target)

    def take(self, step):
        """Save what was typed, then take the step."""
        if step.leaves and self._has_typed_for_others(step):
            return self._refuse(_typed_elsewhere(), 409)
        if problem := self._write(step):
            return problem
        data = self.request.POST.copy()
        if self.saved:
            data["version"] = self.row.version
        form = step.own_form(self.row, data)
        if not form.is_valid():
            return self.render(failed=(step, form), status=422)
        try:
            target = step.take(self.row, form, by=self.request.user, saved=self.saved)
        except ActionRefused as refusal:
            return self._refuse_step(step, form, refusal)
        return self._done(str(step.done), self._onward(NEXT.get(step.name), target))

    def _onward(self, following, target):
        """The Anliegen to show: with „nächstes“ that which follows, unless a text would be lost."""
        if not following or "naechstes" not in self.request.POST or self._typed():
            return target
        found = following(self.row, self.request.user)
        if found:
            # On its page „Freigegeben.“ would be read of itself.
            self.about = self.row.label
        return found or target

    def _invalid(self):
        is_planned = self.plan.is_valid()
        unplanned = "" if is_planned else _("Bitte wählen Sie Bausteine dieser Strategie.")
        return self.render(form=self.form, refused=unplanned, status=422)

    def _write(self, step=None):
        """Save what was typed; the answer if that is not possible."""
        if not self.has_words:
            return None
        if not (self.form.is_valid() and self.plan.is_valid()):
            return self._invalid()
        if not self._differences():
            return None
        seen = self.form.cleaned_data["version"]
        if step is STEPS["freigeben"] and seen == self.row.version:
            return self._refuse(_changed_by_releaser(), 409)
        try:
            self.row = actions.edit(
                self.row, by=self.request.user, version=seen, bausteine=self.plan.chosen(),
                **self.form.content(),
            )  # fmt: skip
        except ActionRefused as refusal:
            return self._conflict(str(refusal))
        self.saved = True
        return None

    def _done(self, sentence, target):
        messages.success(self.request, f"{self.about}: {sentence}" if self.about else sentence)
        if target == self.row and self._typed():
            # Of what is not stored anywhere nothing is lost by a redirect.
            self._reload()
            return self.render()
        return redirect(target)

    # --- What goes wrong -----------------------------------------------------------

    def _refuse_step(self, step, form, refusal):
        if self.has_words and not self.saved and self._reload() and self._differences():
            return self._conflict(str(refusal))
        self._reload()
        sentence = f"{_('Gespeichert, aber:')} {refusal}" if self.saved else str(refusal)
        return self.render(failed=(step, form), refused=sentence, status=409)

    def _refuse(self, sentence, status):
        form = self.form if self.has_words else None
        return self.render(form=form, refused=sentence, status=status)

    def _conflict(self, sentence):
        """What is stored beside what was typed; saved again, it counts as seen."""
        self._reload()
        data = self.request.POST.copy()
        data["version"] = self.row.version
        again = build_form(self.row, whole=self.whole, data=data)
        again.is_valid()
        return self.render(form=again, refused=sentence, conflict=self._differences(), status=409)

    def _reload(self):
        self.row = get_object_or_404(anliegen_for(self.request.user), pk=self.row.pk)
        return self.row

    def _differences(self):
        return differences(self.row, self.form.content(), self.plan.chosen())

    # --- What was typed for other steps -----------------------------------------------

    def _typed(self):
        """Names of the steps for which something was filled in."""
        return [name for name, step in STEPS.items() if step.typed(self.request.POST)]

    def _has_typed_for_others(self, step):
        others = [STEPS[name] for name in self._typed() if name != step.name]
        return any("into" not in other.fields for other in others)

    def _forms(self):
        return {
            name: step.own_form(self.row, initial=step.typed(self.request.POST))
            for name, step in STEPS.items()
            if self.whole or step.of_office
        }

    # --- The page --------------------------------------------------------------------

    def render(
        self, *, form=None, failed=None, conflict=(), refused="", precedents=None, status=200
    ):
        """Render it.

        Args:
            form: of what it says, with what was typed.
            failed: (Step, its form) that could not be taken.
            conflict: what ``differences`` found.
            refused: why nothing was done.
            precedents: other Anliegen whose reasons can be taken over; None if not asked for.
        """
        forms = self._forms()
        if failed:
            forms[failed[0].name] = failed[1]
        context = {
            **self._shown(),
            "form": form or build_form(self.row, whole=self.whole),
            "forms": forms,
            "failed": failed[1] if failed else form,
            "open_names": {*self._typed(), *([failed[0].name] if failed else [])},
            "conflict": conflict,
            "refused": refused,
            "precedents": precedents,
        }
        return render(self.request, "auswertung/anliegen.html", context, status=status)

    def _contributions(self):
        row = self.row
        return {
            "page": contributions_of(row, after=key_of(self.request)),
            "hidden": row.zuordnungen.count() - row.contributions().count(),
            "passages": passages_of(row),
            "answers": answers_about(row),
            "today": timezone.localdate(),
        }

    def _shown(self):
        """What the page shows besides its forms."""
        row, sent = self.row, self.request.POST
        is_stored = self.saved or "asked" not in sent
        chosen = None if is_stored else _numbers(sent.getlist("bausteine"))
        return {
            **beside_anliegen(self.request.user, row),
            **self._following(),
            "anliegen": row,
            "board": self.board.load(),
            "auswertung": row.auswertung,
            "whole": self.whole,
            **self._contributions(),
            "chosen": sent.getlist("auswahl"),
            "like": sent.get("wie", ""),
            "changes": changes_of(row, self.request.user, chosen),
            "realised": realised(row) if row.is_active else [],
            "history": history(row),
            "is_overdue": row.is_overdue(timezone.localdate()),
        }

    def _following(self):
        """What to go on to; the next one to release only where somebody can release this one."""
        user, is_prepared = self.request.user, self.row.status == Anliegen.Status.PREPARED
        following = next_to_release(self.row, user) if self.whole and is_prepared else None
        return {"next": next_open(self.row, user), "next_to_release": following}


def _strategie_of(anliegen):
    return anliegen.auswertung.kommentierphase.strategie_id


def _numbers(values):
    return [int(value) for value in values if is_key(value)]


def _typed_elsewhere():
    return _(
        "Auf dieser Seite steht noch ein Text für einen anderen Schritt, der dabei verloren "
        "ginge. Führen Sie zuerst jenen Schritt aus, oder leeren Sie das Feld."
    )


def _changed_by_releaser():
    return _(
        "Sie haben das Anliegen geändert; freigegeben wird nur, was jemand anderes vorgelegt "
        "hat. Speichern Sie es und legen Sie es vor, oder laden Sie die Seite neu und geben Sie "
        "es so frei, wie es war."
    )
