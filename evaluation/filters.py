import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models import Status
from municipality.language import Own

from .models import Ergebnis, Ergebnisbeitrag, Ergebnisfassung, Verdict


class ErgebnisFilter(django_filters.FilterSet):
    """Which Anliegen of an edition are shown, by plain GET parameters with German names."""

    baustein = django_filters.ChoiceFilter(label=_("Thema"), method="about", empty_label=_("Alle"))
    wuerdigung = django_filters.ChoiceFilter(
        label=_("Entscheidung"), field_name="verdict", choices=Verdict, empty_label=_("Alle")
    )
    amt = django_filters.ChoiceFilter(label=_("Amt"), field_name="office", empty_label=_("Alle"))

    class Meta:
        model = Ergebnis
        fields = []

    def __init__(self, data=None, *args, bausteine, offices, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.filters["baustein"].extra["choices"] = [(row.pk, Own(row)) for row in bausteine]
        self.filters["amt"].extra["choices"] = [(office, Own(office)) for office in offices]

    @property
    def is_active(self):
        """Whether anything is left out."""
        return self.form.is_valid() and any(self.form.cleaned_data.values())

    def about(self, queryset, name, value):
        """Anliegen that changed the Baustein, or with a contribution to it that can be read."""
        changed = Ergebnisfassung.objects.filter(fassung__baustein=value)
        said = Ergebnisbeitrag.objects.filter(
            kommentar__baustein=value, kommentar__status=Status.PUBLISHED
        )
        return queryset.filter(
            Q(pk__in=changed.values("ergebnis")) | Q(pk__in=said.values("ergebnis"))
        )
