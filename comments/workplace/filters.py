from functools import cached_property
from itertools import groupby
from operator import attrgetter

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fulltext.forms import SearchFilter
from fulltext.words import matching
from municipality.language import Own
from pagecache.parts import columns
from pagecache.statements import statement
from strategies.models import Baustein, Strategie

from ..models import Category, Kommentar, Status
from .access import PERMISSIONS, moderated_konzepte

FLAGS = {
    "gemeldet": (_("offene Meldungen"), Q(open_report_count__gt=0)),
    "zurueckgehalten": (_("von einer Regel zurückgehalten"), ~Q(hold_reason="")),
    "bearbeitet": (_("bearbeitet"), Q(edited_at__isnull=False)),
    "amtlich": (_("Antwort der Verwaltung"), ~Q(official_office="")),
    "geschlossen": (_("Diskussion geschlossen"), Q(locked_at__isnull=False)),
    "verschoben": (_("verschoben"), Q(moved_from__isnull=False)),
}


class Choice:
    """How a moderator narrows a list; the form is made only where it has to be rendered.

    Args:
        filters: the parameters of the address that are not empty.
        user: the moderator.
    """

    def __init__(self, filters, *, user):
        self._filters, self._user = filters, user

    @property
    def is_active(self):
        """Whether anything may be left out, so that „nothing found“ means something."""
        return bool(self._filters)

    @property
    def shown(self):
        """Everything that the form shows; for the key of a kept part."""
        return (tuple(self._filters.items()), columns(self._strategien), columns(self._bausteine))

    @cached_property
    def form(self):
        return self._filterset().form

    def narrow(self, rows):
        return self._filterset(rows).qs if self._filters else rows

    def _filterset(self, rows=None):
        return QueueFilter(
            self._filters,
            rows,
            # Asked only when a list is shown or a value has to be checked.
            strategien=lambda: _options(self._strategien),
            bausteine=self._grouped_bausteine,
        )

    def _grouped_bausteine(self):
        """The options by Strategie, as the document has them."""
        groups = groupby(self._bausteine, key=attrgetter("strategie_id"))
        options = {strategie: _options(rows) for strategie, rows in groups}
        return [(str(row), options[row.pk]) for row in self._strategien if row.pk in options]

    @cached_property
    def _strategien(self):
        return _strategien(user=self._user)

    @cached_property
    def _bausteine(self):
        return _bausteine(user=self._user)


@statement(asks=PERMISSIONS)
def _strategien(*, user):
    rows = Strategie.objects.filter(konzept__in=moderated_konzepte(user))
    return rows.only("number", "title")


@statement(asks=PERMISSIONS)
def _bausteine(*, user):
    rows = Baustein.objects.filter(strategie__konzept__in=moderated_konzepte(user))
    return rows.only("strategie", "kind", "number", "title")


def _options(rows):
    return [(str(row.pk), Own(row)) for row in rows]


class QueueFilter(django_filters.FilterSet):
    """Narrows a queue by plain GET parameters with German names.

    Something else than a choice in a parameter finds nothing, and the field says why.

    Args:
        strategien: function that returns the choices, those of the moderator's own Konzepte.
        bausteine: the same.
    """

    suche = SearchFilter(label=_("Suchen in Text und Pseudonym"), method="search")
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

    def __init__(self, data, queryset, *, strategien, bausteine):
        super().__init__(data, queryset)
        self.filters["strategie"].extra["choices"] = strategien
        self.filters["baustein"].extra["choices"] = bausteine

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset) if self.form.is_valid() else queryset.none()

    def search(self, queryset, name, value):
        return queryset.filter(matching(value, "folded", "author__folded"))

    def flagged(self, queryset, name, value):
        return queryset.filter(FLAGS[value][1])
