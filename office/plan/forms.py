"""A Kommentierphase as one sets it up on the desk."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.language import Own
from municipality.missing import NamesWhatIsMissing
from phases.forms import ASKED, HOLD_RULES, TIMETABLE, StartField, TimesForm
from phases.invitations import MOST, normal
from phases.models import PUBLIC_WITHIN, Kommentierphase
from strategies.models import Strategie

Status = Kommentierphase.Status
_TEXTS = ("title", "description", "results_expected", "about_vorhaben")
_TIMES = ("starts_at", "begins_in_past", "public_from", "ends_at")


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

    public_from = StartField(
        label=gettext_lazy("Für alle ab (freiwillig)"),
        required=False,
        help_text=gettext_lazy(
            "Leer: von Anfang an. Sonst schreiben bis dahin nur Eingeladene, deren Adressen Sie "
            "nach dem Speichern eintragen; lesen können alle von Anfang an."
        ),
    )

    class Meta(TimesForm.Meta):
        fields = (
            "strategie", *_TEXTS, "starts_at", "public_from", "ends_at", *ASKED, "release",
            *HOLD_RULES, *TIMETABLE, "status",
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
            for name in ("starts_at", "public_from", "ends_at"):
                self.fields[name].error_messages["required"] = _("Bitte geben Sie einen Tag an.")
                if self.instance.pk:
                    self.initial[name] = getattr(self.instance, name)

    def clean(self):
        cleaned = super().clean()
        start, public, end = map(cleaned.get, ("starts_at", "public_from", "ends_at"))
        if start and public and end and not start < public < end:
            self.add_error("public_from", PUBLIC_WITHIN)
        return cleaned

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


# So many sentences on what cannot be read; whoever pasted something else needs no more.
_SENTENCES = 10


class AddressesForm(NamesWhatIsMissing, forms.Form):
    """Addresses as they are typed or pasted: one per line, with commas, or as Outlook has them."""

    addresses = forms.CharField(
        label=gettext_lazy("E-Mail-Adressen"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Eine je Zeile oder mit Komma getrennt, auch so, wie Outlook sie mit Namen einfügt. "
            "Namen werden nicht gespeichert."
        ),
    )

    def clean_addresses(self):
        """The addresses, each once."""
        found, wrong = read_addresses(self.cleaned_data["addresses"])
        if len(wrong) > _SENTENCES:
            more = _("Dazu %(n)d weitere.") % {"n": len(wrong) - _SENTENCES}
            wrong = [*wrong[:_SENTENCES], more]
        if len(found) > MOST:
            wrong.append(_("Mehr als %(most)d Adressen gehen nicht.") % {"most": MOST})
        if wrong:
            raise ValidationError(wrong)
        return found


def read_addresses(text):
    """Return the addresses in a text, each once, and a sentence for whatever is none."""
    found, wrong = {}, []
    for number, line in enumerate(text.splitlines(), 1):
        parts = filter(None, map(str.strip, re.split("[,;]", line)))
        for address in (each for part in parts for each in _addresses_in(part)):
            try:
                validate_email(address)
                found[normal(address)] = True
            except ValidationError:
                words = _("Zeile %(number)d: „%(text)s“ ist keine E-Mail-Adresse.")
                wrong.append(words % {"number": number, "text": address[:80]})
    return list(found), wrong


def _addresses_in(part):
    """„a@b“, „Name <a@b>“, or several with blanks between."""
    if found := re.fullmatch(r"[^<>]*<([^<>]*)>", part):
        return [found[1].strip()]
    words = part.split()
    return words if all("@" in word for word in words) else [part]


def neighbours(phase):
    """Other phases of its Strategie, drafts too, that share a moment with ``phase``."""
    if not (phase.strategie_id and phase.starts_at and phase.ends_at):
        return Kommentierphase.objects.none()
    others = Kommentierphase.objects.filter(strategie=phase.strategie_id).exclude(pk=phase.pk)
    return others.filter(starts_at__lt=phase.ends_at, ends_at__gt=phase.starts_at)
