"""An Umsetzungsbericht: one edition freezes how far everything is."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from municipality.dates import DayField
from municipality.missing import NamesWhatIsMissing
from municipality.wording import LongReadableField
from progress import actions, readings, rules
from progress.exports.report import draft_report
from progress.overview import Overview
from strategies.actions import ActionRefused
from strategies.documents.writing import FORMATS, write

from .access import editors_only


class EditionForm(NamesWhatIsMissing, forms.Form):
    """Args: ``editions``: how many there are, so that nobody publishes one twice."""

    date = DayField(
        latest=timezone.localdate,
        label=gettext_lazy("Stichtag"),
        help_text=gettext_lazy("Heute, oder ein Tag, seit dem nichts mehr veröffentlicht wurde."),
    )
    note = LongReadableField(
        required=False,
        max_length=2000,
        label=gettext_lazy("Vorwort"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, editions, **kwargs):
        super().__init__(*args, **kwargs)
        self.editions = editions
        self.initial |= {"seen": editions, "date": timezone.localdate()}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seen") != self.editions:
            self.add_error(None, _("Inzwischen ist schon ein Umsetzungsbericht erschienen."))
        return cleaned


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def publish(request, pk):
    konzept = get_object_or_404(rules.edited_konzepte(request.user), pk=pk)
    form = _form(request, konzept)
    if request.method != "POST":
        return _render(request, konzept, form)
    if form.is_valid():
        data = form.cleaned_data
        try:
            row = actions.publish_report(
                konzept, by=request.user, date=data["date"], note=data["note"],
                editions=data["seen"],
            )  # fmt: skip
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Der Umsetzungsbericht ist veröffentlicht."))
            return redirect(row)
    return _render(request, konzept, form, status=422)


@editors_only
@require_POST
def draft(request, pk):
    """The paper for the council before it is published, with what was typed; nothing is saved."""
    konzept = get_object_or_404(rules.edited_konzepte(request.user), pk=pk)
    form, format = _form(request, konzept), request.POST.get("format")
    if format not in FORMATS:
        form.add_error(None, _("Bitte wählen Sie Word oder OpenDocument."))
    if form.is_valid():
        date, note = form.cleaned_data["date"], form.cleaned_data["note"]
        try:
            bericht, zeilen = actions.draw_up(konzept, date=date, note=note)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            return _paper(draft_report(bericht, zeilen), format, bericht)
    return _render(request, konzept, form, status=422)


def _form(request, konzept):
    sent = (request.POST,) if request.method == "POST" else ()
    return EditionForm(*sent, editions=konzept.umsetzungsberichte.count())


def _paper(paper, format, bericht):
    name = f"entwurf-umsetzungsbericht-{bericht.konzept.slug}-{bericht.number}.{format}"
    return HttpResponse(
        write(paper, format),
        content_type=FORMATS[format].MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _render(request, konzept, form, status=200):
    told = Overview(readings.public_vorhaben().filter(konzept=konzept))
    editions = list(konzept.umsetzungsberichte.select_related("konzept").order_by("-number"))
    context = {"konzept": konzept, "form": form, "editions": editions, "told": told}
    return render(request, "office/progress/edition.html", context, status=status)
