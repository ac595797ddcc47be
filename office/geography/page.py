"""What the forms of this package do alike: show, set a point by a click, save, remove."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, DELETION
from django.db import transaction
from django.db.models import ProtectedError
from django.shortcuts import redirect, render

from municipality.geography.sketch import Marker, draw

from .forms import coordinates_of
from .picking import Picker, clicked, point_in, was_pressed

REMOVE = "entfernen"


class PlacePage:
    """The page of one row with a geometry.

    Args:
        form_class: the form, a ``PlacedForm``.
        row: what it edits, stored or not.
        template: of the page.
        back: name of the address that one is led to afterwards.
        picks: whether a point can be set on the sketch.
        noted_at: the row at which the log notes who saved, if not at ``row`` itself.
        in_use: why a row cannot be removed that others name.
    """

    def __init__(
        self, request, form_class, row, *, template, back, picks=True, noted_at=None, in_use=""
    ):
        self.request, self.row = request, row
        self.form_class, self.template, self.back = form_class, template, back
        self.picks, self.noted_at, self.in_use = picks, noted_at, in_use

    def answer(self, *, saved, removed, after=lambda: None):
        """Answer the request.

        Args:
            saved, removed: what is said afterwards.
            after: to be done once it is stored.
        """
        data = self.request.POST
        if self.request.method != "POST":
            return self._render(self._form())
        if self.picks and (was_pressed(data) or "ganz" in data):
            return self._render(self._with_point(clicked(data)))
        if REMOVE in data and self.row.pk:
            return self._remove(removed, after)
        return self._save(saved, after)

    def _form(self, *args, **kwargs):
        form = self.form_class(*args, instance=self.row, **kwargs)
        form.logged_row = self.noted_at
        return form

    def _with_point(self, point):
        """The form as it was sent, not looked at yet, with the point that was clicked."""
        sent = {name: value for name, value in self.request.POST.items() if "." not in name}
        if point:
            sent["longitude"], sent["latitude"] = point
        form = self._form(initial=sent)
        form.initial |= sent
        form.section = None if "ganz" in self.request.POST else point or self._section()
        return form

    def _section(self):
        return point_in(self.request.POST.get("ausschnitt"))

    def _save(self, saved, after):
        form = self._form(self.request.POST, self.request.FILES)
        flag = CHANGE if self.row.pk else ADDITION
        if not form.is_valid():
            form.section = self._section()
            return self._render(form, status=422)
        form.save()
        form.log(self.request.user, flag)
        return self._leave(saved, after)

    def _remove(self, removed, after):
        """Remove the row, unless somebody else has changed it since the page was opened."""
        form = self._form(self.request.POST, self.request.FILES)
        if form.forbids_removal():
            return self._render(form, status=422)
        try:
            type(self.row).objects.filter(pk=self.row.pk).delete()
        except ProtectedError:
            form.add_error(None, self.in_use)
            return self._render(form, status=409)
        form.log(self.request.user, DELETION)
        return self._leave(removed, after)

    def _leave(self, sentence, after):
        transaction.on_commit(after)
        messages.success(self.request, sentence)
        return redirect(self.back)

    def _render(self, form, status=200):
        point = self._shown_point(form) if self.picks else None
        context = {
            "form": form,
            "row": self.row,
            "sketch": draw([Marker(self.row.geometry)]) if self.row.pk and self.picks else None,
            "picker": Picker(point, getattr(form, "section", None)) if self.picks else None,
        }
        return render(self.request, self.template, context, status=status)

    def _shown_point(self, form):
        """The point that the fields of a form name; None if they name none."""
        if form.is_bound:
            values = [form.cleaned_data.get(name) for name in ("longitude", "latitude")]
        elif "longitude" in form.initial:
            values = [form.initial.get(name) for name in ("longitude", "latitude")]
        else:
            values = coordinates_of(self.row.geometry)
        return point_in(",".join(f"{value}".replace(",", ".") for value in values))
