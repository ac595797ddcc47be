import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from municipality.language import Own
from municipality.models import Ortsteil
from strategies.models import Baustein

from .models import Health, State, Vorhaben

NOT_AS_PLANNED = (Health.LATE, Health.AT_RISK)
# What a list of measures is arranged by.
_THEMES = (Baustein.Kind.HANDLUNGSFELD, Baustein.Kind.LEITZIEL)


class VorhabenFilter(django_filters.FilterSet):
    """Which Vorhaben are shown, by plain GET parameters with German names."""

    zustand = django_filters.ChoiceFilter(
        label=_("Zustand"), field_name="stand__state", choices=State, empty_label=_("Alle")
    )
    verzug = django_filters.ChoiceFilter(
        label=_("Verzug"),
        choices=[("1", _("verzögert oder gefährdet"))],
        method="not_as_planned",
        empty_label=_("Alle"),
    )
    thema = django_filters.ChoiceFilter(
        label=_("Handlungsfeld oder Ziel"), method="about", empty_label=_("Alle")
    )
    amt = django_filters.ChoiceFilter(label=_("Amt"), field_name="office", empty_label=_("Alle"))
    ortsteil = django_filters.ChoiceFilter(
        label=_("Ortsteil"), field_name="ortsteile", empty_label=_("Alle")
    )

    class Meta:
        model = Vorhaben
        fields = []

    def __init__(self, data=None, *args, queryset, **kwargs):
        super().__init__(data, *args, queryset=queryset, **kwargs)
        all_rows = queryset.order_by()
        offices = all_rows.exclude(office="").values_list("office", flat=True).distinct()
        self.filters["amt"].extra["choices"] = [(name, Own(name)) for name in sorted(offices)]
        self.filters["ortsteil"].extra["choices"] = [
            (row.pk, Own(row.name))
            for row in Ortsteil.objects.filter(vorhaben__in=all_rows).distinct()
        ]
        self.filters["thema"].extra["choices"] = [(row.pk, Own(row)) for row in themes_of(all_rows)]

    @property
    def is_active(self):
        """Whether anything is left out."""
        return self.form.is_valid() and any(self.form.cleaned_data.values())

    @property
    def is_refined(self):
        """Whether something but the state was asked for."""
        return self.is_active and any(
            self.form.cleaned_data.get(name) for name in ("thema", "amt", "ortsteil")
        )

    def not_as_planned(self, queryset, name, value):
        return queryset.filter(stand__health__in=NOT_AS_PLANNED)

    def about(self, queryset, name, value):
        """What belongs to a Handlungsfeld or Leitziel, or to a Leitprojekt that supports it."""
        return queryset.filter(
            Q(baustein=value) | Q(baustein__leitprojekt__supports=value)
        ).distinct()


def themes_of(rows):
    """The public Handlungsfelder and Leitziele that these Vorhaben belong to."""
    return (
        Baustein.objects.published()
        .filter(kind__in=_THEMES)
        .filter(Q(vorhaben__in=rows) | Q(supported_by__vorhaben__in=rows))
        .select_related("strategie")
        .distinct()
        .order_by("strategie__position", "position", "pk")
    )
