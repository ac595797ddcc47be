from functools import cached_property
from itertools import groupby
from operator import attrgetter

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import keyset
from comments.access import moderated_konzepte, own_comments
from comments.filters import ortsteil_choices
from comments.models import Category, Kommentar, Status
from fulltext.forms import SearchFilter
from fulltext.words import matching
from municipality.language import Own
from municipality.models import Ortsteil
from strategies.labels import labels
from strategies.models import Baustein, Strategie

from .similar import similar_to

FLAGS = {
    "gemeldet": (_("offene Meldungen"), Q(open_report_count__gt=0)),
    "zurueckgehalten": (_("von einer Regel zurückgehalten"), ~Q(hold_reason="")),
    "bearbeitet": (_("bearbeitet"), Q(edited_at__isnull=False)),
    "amtlich": (_("Antwort der Verwaltung"), ~Q(official_office="")),
    "organisation": (_("von einer Organisation"), ~Q(organisation="")),
    "geschlossen": (_("Diskussion geschlossen"), Q(locked_at__isnull=False)),
    "verschoben": (_("verschoben"), Q(moved_from__isnull=False)),
}


class _KeyFilter(django_filters.CharFilter):
    """A key that comes with a link, and that nobody types."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.HiddenInput, max_length=keyset.LONGEST_KEY, **kwargs)


class WorkplaceFilter(django_filters.FilterSet):
    """Narrows a list of a workplace by plain GET parameters with German names.

    Something unknown in a parameter finds nothing, and the field says why.
    """

    @property
    def is_active(self):
        """Whether anything may be left out, so that „nothing found“ means something."""
        return any(self.data.get(name) for name in self.filters)

    @cached_property
    def shown(self):
        """What its form shows, for the key of a fragment: which fields, what was asked for."""
        choices = [
            list(field.choices) for field in self.form.fields.values() if hasattr(field, "choices")
        ]
        return type(self).__name__, choices, [(name, self.data.get(name)) for name in self.filters]

    def offer_ortsteile(self):
        """Have a filter by Ortsteil, hidden while there are none; to be called by ``__init__``."""
        self.filters["ortsteil"].extra["choices"] = lambda: self._ortsteile

    @cached_property
    def _ortsteile(self):
        return ortsteil_choices(Ortsteil.objects.all())

    @property
    def left_out(self):
        """Names of fields that no form shows, as nothing can be chosen there."""
        return () if "ortsteil" in self.filters and len(self._ortsteile) > 1 else ("ortsteil",)

    def of_ortsteil(self, queryset, name, value):
        return queryset.of_ortsteil(value)

    def loaded(self):
        """Itself, once its choices are asked for: its form can be shown without a query."""
        self.shown  # noqa: B018
        return self

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset) if self.form.is_valid() else queryset.none()


class QueueFilter(WorkplaceFilter):
    """Narrows a queue.

    Args:
        user: the moderator; what can be chosen is of their own Konzepte.
    """

    suche = SearchFilter(label=_("Suchen in Text und Pseudonym"), method="search")
    strategie = django_filters.ChoiceFilter(
        label=_("Strategie"), field_name="baustein__strategie", empty_label=_("Alle")
    )
    baustein = django_filters.ChoiceFilter(
        label=_("Baustein"), field_name="baustein", empty_label=_("Alle")
    )
    art = django_filters.ChoiceFilter(
        label=_("Art"), choices=Category.choices, method="of_category", empty_label=_("Alle")
    )
    ortsteil = django_filters.ChoiceFilter(
        label=_("Ortsteil"), method="of_ortsteil", empty_label=_("Alle")
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

    person = _KeyFilter(method="of_person")
    aehnlich = _KeyFilter(method="similar")

    class Meta:
        model = Kommentar
        fields = []

    def __init__(self, data, queryset, *, user):
        super().__init__(data, queryset)
        self._user = user
        self._konzepte = moderated_konzepte(user)
        # Asked only when a list is shown or a value has to be checked. Forms copy their fields
        # and, with a method, whose it is: what was asked once would be asked again.
        self.filters["strategie"].extra["choices"] = lambda: self._named_strategien
        self.filters["baustein"].extra["choices"] = lambda: self._grouped_bausteine
        self.offer_ortsteile()

    @cached_property
    def _strategien(self):
        rows = Strategie.objects.filter(konzept__in=self._konzepte)
        rows = rows.select_related("konzept").only("number", "title", "konzept__title")
        return list(labels(rows, attrgetter("konzept")))

    @cached_property
    def _bausteine(self):
        rows = Baustein.objects.filter(strategie__konzept__in=self._konzepte)
        return list(rows.only("strategie", "kind", "number", "title"))

    @cached_property
    def _grouped_bausteine(self):
        """The options by Strategie, as the document has them."""
        groups = groupby(self._bausteine, key=attrgetter("strategie_id"))
        options = {strategie: _options(rows) for strategie, rows in groups}
        return [(name, options[row.pk]) for row, name in self._strategien if row.pk in options]

    @cached_property
    def _named_strategien(self):
        return [(str(row.pk), Own(name)) for row, name in self._strategien]

    def search(self, queryset, name, value):
        return queryset.filter(matching(value, "folded", "author__folded"))

    def of_category(self, queryset, name, value):
        return queryset.of_category(value)

    def of_person(self, queryset, name, value):
        """What somebody wrote for themselves, and not in the name of an office."""
        if not keyset.is_key(value):
            return queryset.none()
        return queryset.filter(author=value, official_office="")

    def similar(self, queryset, name, value):
        if not keyset.is_key(value):
            return queryset.none()
        kommentar = own_comments(self._user).filter(pk=value).first()
        return queryset.filter(pk__in=similar_to(kommentar, queryset) if kommentar else [])

    def flagged(self, queryset, name, value):
        return queryset.filter(FLAGS[value][1])


def _options(rows):
    return [(str(row.pk), Own(row)) for row in rows]
