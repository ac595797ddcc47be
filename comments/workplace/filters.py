from functools import cache

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from municipality.language import Own
from strategies.models import Baustein, Strategie

from ..models import Category, Kommentar, Status
from .access import moderated_konzepte

FLAGS = {
    "gemeldet": (_("offene Meldungen"), Q(open_report_count__gt=0)),
    "zurueckgehalten": (_("von einer Regel zurückgehalten"), ~Q(hold_reason="")),
    "bearbeitet": (_("bearbeitet"), Q(edited_at__isnull=False)),
    "amtlich": (_("Antwort der Verwaltung"), ~Q(official_office="")),
    "geschlossen": (_("Diskussion geschlossen"), Q(locked_at__isnull=False)),
    "verschoben": (_("verschoben"), Q(moved_from__isnull=False)),
}


class QueueFilter(django_filters.FilterSet):
    """Narrows a queue by plain GET parameters with German names.

    Choices are those of the moderator's own Konzepte. Something else in a parameter
    finds nothing, and the field says why.
    """

    suche = django_filters.CharFilter(
        label=_("Suchen in Text und Pseudonym"), method="search", max_length=100
    )
    strategie = django_filters.ChoiceFilter(
        label=_("Strategie"), field_name="baustein__strategie", empty_label=_("Alle")
    )
    baustein = django_filters.ChoiceFilter(
        label=_("Baustein"), field_name="baustein", empty_label=_("Alle")
    )
    art = django_filters.ChoiceFilter(
        label=_("Art"), choices=Category.choices, field_name="category", empty_label=_("Alle")
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=Status.choices, empty_label=_("Alle")
    )
    merkmal = django_filters.ChoiceFilter(
        label=_("Merkmal"),
        choices=[(name, label) for name, (label, _condition) in FLAGS.items()],
        method="flagged",
        empty_label=_("Alle"),
    )

    class Meta:
        model = Kommentar
        fields = []

    def __init__(self, data=None, *args, user, **kwargs):
        super().__init__(data, *args, **kwargs)
        konzepte = moderated_konzepte(user)
        # Asked only when a list is shown or a value has to be checked.
        self.filters["strategie"].extra["choices"] = cache(lambda: _strategien(konzepte))
        self.filters["baustein"].extra["choices"] = cache(lambda: _bausteine(konzepte))

    @property
    def shown(self):
        """Everything that its form shows; for the key of a kept part."""
        strategien, bausteine = (
            self.filters[name].extra["choices"]() for name in ("strategie", "baustein")
        )
        return (
            tuple(self.data.items()),
            tuple(strategien),
            tuple([(label, tuple(choices)) for label, choices in bausteine]),
        )

    @property
    def is_active(self):
        """Whether anything may be left out, so that „nothing found“ means something."""
        return any(self.data.get(name) for name in self.filters)

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset) if self.form.is_valid() else queryset.none()

    def search(self, queryset, name, value):
        return queryset.filter(
            Q(text__icontains=value)
            | Q(author__pseudonym__icontains=value)
            | Q(official_office__icontains=value)
        )

    def flagged(self, queryset, name, value):
        return queryset.filter(FLAGS[value][1])


def _strategien(konzepte):
    rows = Strategie.objects.filter(konzept__in=konzepte)
    return [(str(row.pk), Own(row)) for row in rows]


def _bausteine(konzepte):
    """Grouped by Strategie, as the document has them."""
    rows = Baustein.objects.filter(strategie__konzept__in=konzepte).select_related("strategie")
    groups = {}
    for row in rows:
        groups.setdefault(str(row.strategie), []).append((str(row.pk), Own(row)))
    return list(groups.items())
