"""The optimistic lock of every row that people edit: nobody overwrites unseen what another saved.

A form renders a version token of what it shows. When it comes back, the row is locked, and
what is stored by then is compared with the token: a field that somebody else changed meanwhile
is refused, with both texts side by side. The page that says so bears the new token, so that
saving once more is done knowingly (docs/adr/0026-optimistische-sperre.md).
"""

import hashlib
import json
from datetime import UTC, date, datetime, time

from django import forms
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.admin.utils import construct_change_message
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from .missing import NamesWhatIsMissing

_OPENED = "opened"
# What a stored line of text differs by from the same line as a browser sends it.
_LINE_ENDS = str.maketrans({"\r": None})


class VersionField(forms.CharField):
    """The token: per field a digest of what the page showed, and when that was."""

    def __init__(self):
        super().__init__(required=False, widget=forms.HiddenInput, max_length=20_000)

    def has_changed(self, initial, data):
        return False


def digest(value):
    """A short mark of a field's value, stored or typed: two that mean the same have the same."""
    return hashlib.sha256(_plain(value).encode(errors="replace")).hexdigest()[:16]


def _plain(value):
    match value:
        case None:
            return ""
        case UploadedFile():
            return f"upload {id(value)}"
        case datetime():
            aware = value if timezone.is_aware(value) else timezone.make_aware(value)
            return aware.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case models.Model():
            return str(value.pk)
        case list() | tuple() | set() | models.QuerySet():
            return ",".join(sorted(_plain(item) for item in value))
        case bool():
            return "1" if value else ""
    return str(value).translate(_LINE_ENDS).strip()


class VersionedFormMixin(NamesWhatIsMissing, forms.Form):
    """For a form that edits one thing with text; the form says what is stored.

    A subclass implements ``stored_values``. Whoever saves calls ``is_valid`` inside the
    transaction that saves, so that nothing changes between comparing and writing.

    Attributes:
        changed_elsewhere: the sentence that says what happened.
        token_required: whether a page without a token counts as having seen nothing.
        conflicts: names of the fields that were refused.
    """

    changed_elsewhere = _lazy(
        "Nicht gespeichert: Während Sie geschrieben haben, hat jemand anderes hier etwas geändert."
    )
    token_required = True
    version = VersionField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.conflicts = []
        if not self.is_bound and self.is_edited():
            self.initial["version"] = self.token(self.shown_values())

    def is_edited(self):
        """Whether something is stored that could be overwritten."""
        return True

    def stored_values(self):
        """Lock what is edited and return its values by the names of fields; None if it is gone."""
        raise NotImplementedError

    def shown_values(self):
        """The values that a page shows when the form is opened."""
        return self.stored_values()

    def changed_by(self, since):
        """Sentence on who saved last and when, if that is known.

        Args:
            since: aware datetime of when the form was opened, or None.
        """
        return ""

    def token(self, values):
        marks = {name: digest(value) for name, value in values.items()}
        return json.dumps({_OPENED: int(timezone.now().timestamp()), **marks})

    def clean(self):
        cleaned = super().clean()
        if self.is_bound and self.is_edited():
            self._refuse_overwriting()
        return cleaned

    def _refuse_overwriting(self):
        if not (self.token_required or self.cleaned_data.get("version")):
            return
        stored = self.stored_values()
        if stored is None:
            self.add_error(None, _("Das hat inzwischen jemand anderes gelöscht."))
            return
        seen = _read(self.cleaned_data.get("version"))
        typed = {name: self._typed(name, value) for name, value in stored.items()}
        changed = [
            name
            for name, value in stored.items()
            if seen.get(name) != digest(value) and digest(typed[name]) != digest(value)
        ]
        if not changed:
            return
        self.conflicts = changed
        unseen = []
        for name in changed:
            if self[name].is_hidden:
                unseen.append(self.hidden_change(name, typed[name], stored[name]))
                self._show(name, stored[name])
                continue
            # Who has not touched a field wants what the other made of it.
            untouched = name in seen and digest(typed[name]) == seen[name]
            self._report(name, typed[name], stored[name], untouched=untouched)
        self._show("version", self.token(stored))
        self.add_error(None, self._summary(seen))
        for sentence in unseen:
            self.add_error(None, sentence)

    def _typed(self, name, stored):
        """What was typed into a field; what cannot be understood counts as typed, too."""
        if name in self.cleaned_data:
            value = self.cleaned_data[name]
            # A file that was neither replaced nor removed comes back as it was opened.
            return "" if value is False else value
        return self[name].data if name in self.fields else stored

    def _report(self, name, typed, stored, *, untouched):
        if untouched:
            self._show(name, stored)
            sentence = _(
                "Dieses Feld wurde anderswo geändert, auf Ihrer Seite nicht: Es enthält jetzt den "
                "gespeicherten Stand. Ihre Seite zeigte noch:"
            )
            other = typed
        else:
            sentence = _("Gespeichert ist hier inzwischen:")
            other = stored
        self.add_error(
            name,
            format_html(
                '{} <pre class="as-written other-version" tabindex="0">{}</pre>',
                sentence,
                self.in_words(name, other),
            ),
        )

    def hidden_change(self, name, sent, stored):
        """The sentence on a changed field that the page shows no input for.

        Args:
            sent: its value on the page, or of the button that was pressed.
            stored: what it is by now, and what the page goes on with.
        """
        return _(
            "„%(field)s“ wurde anderswo geändert. Von Ihrer Seite kam: %(sent)s. Gespeichert ist "
            "inzwischen, und dabei bleibt es: %(stored)s."
        ) % {
            "field": self.fields[name].label,
            "sent": self.in_words(name, sent),
            "stored": self.in_words(name, stored),
        }

    def _show(self, name, value):
        """Let the page show ``value`` in a field in place of what was sent."""
        self.fields[name].bound_data = lambda data, initial: value

    def _summary(self, seen):
        opened = seen.get(_OPENED)
        try:
            since = datetime.fromtimestamp(int(opened), UTC) if opened else None
        except (ValueError, TypeError, OverflowError, OSError):
            since = None
        return " ".join(
            part
            for part in (
                str(self.changed_elsewhere),
                self.changed_by(since),
                _(
                    "Was Sie geschrieben haben, steht in den Feldern; an jedem betroffenen Feld "
                    "steht auch der andere Text. Übernehmen Sie, was davon bleiben soll, und "
                    "speichern Sie noch einmal: Dann gilt, was in den Feldern steht."
                ),
            )
            if part
        )

    def in_words(self, name, value):
        """A value as people read it: names for what is chosen, „ja“ and „nein“ for a tick."""
        if isinstance(value, bool):
            return _("ja") if value else _("nein")
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        if isinstance(value, (list, tuple, set, models.QuerySet)):
            return "\n".join(self.in_words(name, item) for item in value) or _("(leer)")
        field = self.fields.get(name)
        if isinstance(field, forms.ModelChoiceField) and not isinstance(value, models.Model):
            value = field.queryset.filter(pk=value).first() if value else None
        elif hasattr(field, "choices"):
            labels = {str(key): label for key, label in _flat(field.choices)}
            value = labels.get(str(value), value)
        return str(value if value is not None else "") or _("(leer)")


def _flat(choices):
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label


def _read(token):
    """The marks in a token; none if somebody made it up."""
    try:
        marks = json.loads(token or "{}")
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}


class VersionedModelForm(VersionedFormMixin, forms.ModelForm):
    """A ModelForm under the lock; every ModelAdmin and inline that can be edited has one.

    Attributes:
        logged_row: at which row the administration notes who saved, if not at this one.
    """

    logged_row = None

    def is_edited(self):
        return self.instance.pk is not None

    def lock(self):
        """The row as it is stored now, locked until the transaction ends; None if it is gone."""
        rows = self.instance._meta.base_manager.select_for_update(no_key=True)
        return rows.filter(pk=self.instance.pk).first()

    def values_of(self, row):
        """The values of ``row`` by the names of fields."""
        return {
            field.name: field.value_from_object(row)
            for field in (*row._meta.concrete_fields, *row._meta.many_to_many)
            if field.name in self.fields and not self.fields[field.name].disabled
        }

    def shown_values(self):
        return self.values_of(self.instance)

    def stored_values(self):
        row = self.lock()
        return None if row is None else self.values_of(row)

    def changed_by(self, since):
        row = self.logged_row or self.instance
        kind = ContentType.objects.get_for_model(row, for_concrete_model=False)
        entries = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk))
        if since:
            entries = entries.filter(action_time__gte=since)
        entry = entries.select_related("user").order_by("-action_time").first()
        if entry is None:
            return ""
        return _("Zuletzt gespeichert hat %(who)s am %(when)s.") % {
            "who": entry.user,
            "when": date_format(timezone.localtime(entry.action_time), "DATETIME_FORMAT"),
        }

    def forbids_removal(self):
        """Whether somebody else has changed the row since the page was opened.

        What else is wrong with the fields does not matter to who removes it.
        """
        self.full_clean()
        return bool(self.conflicts)

    def log(self, user, flag):
        """Note for ``changed_by`` and the administration what ``user`` did, as an admin would.

        Args:
            flag: ``ADDITION``, ``CHANGE`` or ``DELETION`` of ``LogEntry``.
        """
        changes = construct_change_message(self, None, flag == ADDITION)
        if flag == DELETION:
            changes = [{"deleted": {}}] if self.logged_row else []
        row = self.instance
        if self.logged_row:
            # As with an inline: who adds or removes a part changes the whole.
            row, flag = self.logged_row, CHANGE
            part = {"name": str(self._meta.model._meta.verbose_name), "object": str(self.instance)}
            changes = [{kind: said | part for kind, said in each.items()} for each in changes]
        LogEntry.objects.log_actions(user.pk, [row], flag, change_message=changes)


class VersionedAdminMixin:
    """For a ModelAdmin or inline: its form is under the lock."""

    form = VersionedModelForm
