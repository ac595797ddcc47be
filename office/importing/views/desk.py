"""The desk: what the document could become, part by part, and what somebody decides about it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from office.windows import number_of
from strategies import einlesungen
from strategies.einlesungen import EinlesungChanged

from .. import decide
from ..access import editors_only, einlesung_for
from ..outline import Desk
from . import reading


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request, pk):
    """Show the outline and one part of it; a POST decides something and leads back to its row."""
    row = einlesung_for(request.user, pk)
    if not row.is_ready:
        return reading.show(request, row) if request.method != "POST" else redirect(row)
    if request.htmx.target == "stand":
        return reading.done()
    try:
        parsed = einlesungen.parsed_of(row)
    except FileNotFoundError:
        return reading.lost(request)
    if request.method == "POST":
        return Press(request, row, parsed).answer()
    return _show(request, row, parsed)


def _show(request, row, parsed):
    shown = Desk(
        row,
        einlesungen.outline_of(row, parsed),
        einlesungen.decisions_of(row),
        chosen=request.GET.get("teil", ""),
        window=number_of(request.GET.get("ab")),
        whole="ganz" in request.GET,
    )
    return render(request, "office/importing/desk.html", {"einlesung": row, "desk": shown})


class Press:
    """One press of a button: what was typed first, then what the button does."""

    def __init__(self, request, row, parsed):
        self.request, self.row, self.parsed = request, row, parsed
        self.data, self._warned = request.POST, False
        self.button, _colon, self.key = self.data.get("tun", "").partition(":")
        self.chosen = self.key if self.button in _AT_ROWS else self.data.get("hier", "")

    def answer(self):
        if self.button == "zurueck":
            self._undo()
        else:
            self._decide()
        if self.button == "uebernehmen" and not self._warned:
            return self._onward(reverse("importing:plan", args=[self.row.pk]))
        if self.button == "merken":
            messages.success(self.request, _("Der Zwischenstand ist gemerkt."))
        return redirect(self._back())

    def _onward(self, address):
        """To another page, which htmx does not put in the place of this one."""
        if self.request.htmx:
            return HttpResponse(status=204, headers={"HX-Redirect": address})
        return redirect(address)

    def _undo(self):
        try:
            einlesungen.undo(self.row, by=self.request.user)
        except EinlesungChanged:
            self._warn(_("Es gibt keinen Schritt, der zurückgenommen werden könnte."))
        else:
            messages.success(self.request, _("Der letzte Schritt ist zurückgenommen."))

    def _decide(self):
        outline = einlesungen.outline_of(self.row, self.parsed)
        typed = self._typed(outline)
        if typed is None:
            return
        decisions = decide.with_fields(einlesungen.decisions_of(self.row), typed)
        decisions = decide.with_pictures(decisions, self._shown_picture, self.data)
        decisions = decide.with_facts(decisions, self.data)
        decisions = self._pressed(decisions, outline)
        try:
            einlesungen.decide(self.row, decide.stored(decisions), by=self.request.user)
        except EinlesungChanged:
            self._warn(_outdated())

    def _pressed(self, decisions, outline):
        """The decisions with the part that was added, and what the button does."""
        now = outline
        if decisions != einlesungen.decisions_of(self.row):
            now = einlesungen.outline_of(self.row, self.parsed, decisions)
        if self.button in decide.LEAVING:
            self.chosen = decide.row_before(now, self.key)
        decisions, added = decide.with_added(decisions, now, self.data)
        if added:
            self.chosen = added
        elif self.button == "hinzufuegen":
            self._warn(_("Bitte geben Sie dem neuen Teil einen Titel."))
        return decide.press(decisions, now, self.button, self.key)

    def _typed(self, outline):
        """What was typed and fits what is stored by now; None if nobody can tell."""
        seen = self.data.get("stand", "")
        self._seen = einlesungen.decisions_of(self.row), outline
        if seen == str(self.row.version):
            return decide.typed_fields(outline, self.data)
        step = next((each for each in self.row.steps if str(each["version"]) == seen), None)
        if step is None:
            self._warn(_outdated())
            return None
        before = einlesungen.decisions_from(step["decisions"])
        shown = einlesungen.outline_of(self.row, self.parsed, before)
        self._seen = before, shown
        typed, conflicts = decide.split_by_conflict(decide.typed_fields(shown, self.data), outline)
        if conflicts:
            self._warn(_conflict([each.value or each.shown for each in conflicts]))
        return typed

    def _shown_picture(self, sha256):
        """What the page, as it was then, said of a picture."""
        decisions, outline = self._seen
        alts = outline.described
        return decide.picture_words(decisions, alts[sha256], sha256) if sha256 in alts else None

    def _warn(self, sentence):
        self._warned = True
        messages.warning(self.request, sentence)

    def _back(self):
        """To the row that was pressed, or the one whose text was shown."""
        query = {"teil": self.chosen} if self.chosen else {}
        if window := number_of(self.data.get("ab")):
            query["ab"] = window
        address = reverse("importing:desk", args=[self.row.pk])
        return f"{address}?{urlencode(query)}#teil-{self.chosen}" if query else address


# Buttons that stand at a row, and show it afterwards.
_AT_ROWS = {
    "ansehen", "hoch", "runter", "ausruecken", "einruecken", "ebene", "stimmt", "teilen",
    "trennen",
}  # fmt: skip


def _outdated():
    return _(
        "Nicht übernommen: Inzwischen hat jemand anderes hier weitergearbeitet. Sie sehen jetzt "
        "den neuen Stand."
    )


def _conflict(values):
    return _(
        "Inzwischen hat jemand anderes hier weitergearbeitet. Nicht übernommen ist, was beide "
        "geändert haben; von Ihnen war das: %(values)s."
    ) % {"values": ", ".join(f"„{value}“" for value in values[:10])}
