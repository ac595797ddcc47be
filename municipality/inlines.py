"""Rows of an inline under the optimistic lock (``municipality.editing``)."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from .editing import VersionedAdminMixin


class VersionedInlineFormSet(forms.BaseInlineFormSet):
    """Rows of an inline: says at its place which one cannot be saved, and why.

    Attributes:
        gone: as they were sent, the rows of the page that somebody else has removed meanwhile. They
            are left out: saving once more leaves it so.
    """

    def __init__(self, data=None, files=None, **kwargs):
        super().__init__(data, files, **kwargs)
        self.gone = []
        if self.is_bound:
            self._leave_out_what_is_gone()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        # What is saved of an inline is noted at the row that it belongs to.
        form.logged_row = self.instance

    def clean(self):
        super().clean()
        errors = [self._gone_error(sent) for sent in self.gone]
        errors += [
            self._changed_error(form.instance)
            for form in self.initial_forms
            if form.cleaned_data.get("DELETE") and form.conflicts
        ]
        if errors:
            raise ValidationError(errors)

    def _leave_out_what_is_gone(self):
        """Django would list the other rows beside the wrong forms, and the last one not at all."""
        initial, total = (self._count(name) for name in ("INITIAL_FORMS", "TOTAL_FORMS"))
        stored = {str(pk) for pk in self.get_queryset().values_list("pk", flat=True)}
        key = self.model._meta.pk.name
        sent = [self.data.get(f"{self.add_prefix(number)}-{key}") for number in range(initial)]
        gone = [number for number, pk in enumerate(sent) if pk and pk not in stored]
        if not gone:
            return
        self.gone = [
            self._row(number)
            for number in gone
            if not self.data.get(f"{self.add_prefix(number)}-DELETE")
        ]
        kept = [number for number in range(total) if number not in gone]
        self.data = self._renumbered(self.data, kept)
        self.files = self._renumbered(self.files or MultiValueDict(), kept)
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(initial - len(gone))
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(kept))

    def _count(self, name):
        """What the page says of itself, at most as much as is read of it."""
        value = self.data.get(f"{self.prefix}-{name}", "")
        return min(int(value), self.absolute_max) if value.isascii() and value.isdecimal() else 0

    def _renumbered(self, values, kept):
        row = re.compile(rf"{re.escape(self.prefix)}-(\d+)-(.+)")
        result = MultiValueDict()
        for name, items in values.lists():
            if not (match := row.fullmatch(name)):
                result.setlist(name, items)
            elif int(match[1]) in kept:
                result.setlist(f"{self.add_prefix(kept.index(int(match[1])))}-{match[2]}", items)
        return result

    def _row(self, number):
        """What was sent of a row, by the names of fields."""
        start = f"{self.add_prefix(number)}-"
        return {
            name.removeprefix(start): value
            for name, value in self.data.items()
            if name.startswith(start)
        }

    def _words_of(self, sent):
        """A row that is gone, by what the page said of it."""
        form = self.empty_form
        words = [
            form.in_words(name, sent[name])
            for name in form.fields
            if sent.get(name) and name not in ("DELETE", "version", self.fk.name)
        ]
        return ", ".join(words[:2]) or str(self.model._meta.verbose_name)

    def _gone_error(self, sent):
        return ValidationError(
            _(
                "„%(row)s“ hat inzwischen jemand anderes entfernt. Mit dem nächsten Sichern "
                "bleibt es dabei; soll der Eintrag bleiben, fügen Sie ihn bitte neu hinzu."
            ),
            params={"row": self._words_of(sent)},
        )

    def _changed_error(self, row):
        return ValidationError(
            _(
                "„%(row)s“ hat jemand anderes geändert, während Sie den Eintrag löschen wollten. "
                "Gelöscht ist noch nichts; sichern Sie noch einmal, wenn es dabei bleibt."
            ),
            params={"row": row},
        )


class VersionedInlineMixin(VersionedAdminMixin):
    formset = VersionedInlineFormSet
