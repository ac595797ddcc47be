"""Where a Vorhaben is: at a named place, a point on the sketch, or as a file says."""

from django import forms
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from municipality.choices import load_choices
from municipality.models import Ort
from progress.models import Vorhaben, Vorhabenlage

from ..geography.forms import LageForm
from ..geography.page import PlacePage
from .access import editors_only, planned_by


class VorhabenlageForm(LageForm):
    """A file counts before the named place, this before coordinates; its name is words enough."""

    named = forms.ModelChoiceField(
        Ort.objects.none(),
        required=False,
        label=gettext_lazy("An einem Ort, der auf der Skizze steht"),
        help_text=gettext_lazy("Er gilt vor den Koordinaten."),
    )
    field_order = ["named", "description"]

    class Meta(LageForm.Meta):
        model = Vorhabenlage

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["named"].queryset = Ort.objects.order_by("name")
        self.fields["description"].required = False
        for name in ("named", "description"):
            self.fields[name].conditional = True
        load_choices(self)
        if len(self.fields["named"].choices) == 1:
            # Nothing but „---“.
            del self.fields["named"]

    def clean_description(self):
        words = self.cleaned_data["description"]
        named = self.cleaned_data.get("named")
        if not words and not named:
            raise forms.ValidationError(
                LageForm.Meta.error_messages["description"]["required"], code="required"
            )
        return words or named.name

    def point(self):
        named = self.cleaned_data.get("named")
        return named.geometry if named else super().point()


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def place(request, pk):
    vorhaben = get_object_or_404(planned_by(request.user), pk=pk)
    if request.method == "POST":
        # Two who say where it is for the first time make one row.
        Vorhaben.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
    row = Vorhabenlage.objects.filter(vorhaben=vorhaben).first() or Vorhabenlage()
    row.vorhaben = vorhaben
    page = PlacePage(
        request, VorhabenlageForm, row, template="office/progress/place.html",
        back=reverse("umsetzung:vorhaben", args=[pk]), noted_at=vorhaben,
    )  # fmt: skip
    return page.answer(
        saved=_("Gespeichert. Die Skizze steht auf der Seite des Vorhabens."),
        removed=_("„%(title)s“ hat keinen eigenen Ort mehr.") % {"title": vorhaben.title},
    )
