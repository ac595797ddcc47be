import django_filters
from django.db.models import Exists, OuterRef, Q
from django.forms import CheckboxInput, HiddenInput
from django.utils.translation import gettext_lazy as _

from fulltext.forms import SearchFilter
from municipality.language import Own

from .models import NOT_STATED, Category, Kommentar, Status
from .threads import DEFAULT_SORT, SORTS


def ortsteil_choices(ortsteile):
    """What a filter by Ortsteil offers."""
    return [*((str(row.pk), Own(row)) for row in ortsteile), (NOT_STATED, _("ohne Angabe"))]


class KommentarFilter(django_filters.FilterSet):
    """Which threads of a discussion are shown, by plain GET parameters with German names.

    Lookups and columns are fixed here; what a visitor sends is only ever a value, and a value
    that makes no sense is left out.

    Args:
        data: the parameters of the URL.
        queryset: the first comments of the threads that ``user`` may see.
        baustein: the Baustein under discussion.
        user: the visitor.
        ortsteile: those that can be asked for; none where no phase asked people for theirs.
        has_organisations: whether any phase lets them write.
    """

    sortierung = django_filters.ChoiceFilter(
        label=_("Sortieren"),
        choices=[(key, label) for key, (label, *_rest) in SORTS.items()],
        empty_label=None,
        method="leave_to_the_page",
    )
    art = django_filters.ChoiceFilter(
        label=_("Art"), choices=Category.choices, method="of_category", empty_label=_("Alle")
    )
    ortsteil = django_filters.ChoiceFilter(
        label=_("Ortsteil"), method="of_ortsteil", empty_label=_("Alle")
    )
    suche = SearchFilter(label=_("Suchen, auch in Antworten"), method="with_words")
    beantwortet = django_filters.BooleanFilter(
        label=_("mit Antwort der Verwaltung"), method="answered", widget=CheckboxInput
    )
    organisation = django_filters.BooleanFilter(
        label=_("von Organisationen"), method="of_organisations", widget=CheckboxInput
    )
    meine = django_filters.BooleanFilter(
        label=_("meine Beiträge"), method="own", widget=CheckboxInput
    )

    stelle = django_filters.CharFilter(widget=HiddenInput, method="about_passage")

    class Meta:
        model = Kommentar
        fields = []

    def __init__(self, data, queryset, *, baustein, user, ortsteile=(), has_organisations=False):
        super().__init__(data, queryset)
        self.baustein, self.user, self.ortsteile = baustein, user, ortsteile
        self.filters["ortsteil"].extra["choices"] = ortsteil_choices(ortsteile)
        if not ortsteile:
            self.filters.pop("ortsteil")
        if not has_organisations:
            self.filters.pop("organisation")
        if not user.is_authenticated:
            self.filters.pop("meine")
        # On its page stands the form for contributions too, with fields of the same names.
        self.form.auto_id = "filter-%s"

    @property
    def chosen(self):
        """The values that make sense, by the names of their parameters."""
        self.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def sort(self):
        """A key of ``SORTS``."""
        return self.chosen.get("sortierung", DEFAULT_SORT)

    @property
    def is_active(self):
        """Whether anything is left out, so that „nothing found“ means something."""
        return bool(self.chosen.keys() - {"sortierung"})

    @property
    def shown(self):
        """What its form shows, for the key of a fragment."""
        names = [(row.pk, row.name) for row in self.ortsteile]
        has_organisations = "organisation" in self.filters
        return self.user.is_authenticated, names, has_organisations, list(self.data.items())

    def leave_to_the_page(self, queryset, name, value):
        return queryset

    def of_category(self, queryset, name, value):
        return queryset.legible().of_category(value)

    def of_organisations(self, queryset, name, value):
        return queryset.legible().of_organisations() if value else queryset

    def of_ortsteil(self, queryset, name, value):
        return queryset.legible().of_ortsteil(value)

    def with_words(self, queryset, name, value):
        return queryset.threads_with_words(value, self.baustein)

    def answered(self, queryset, name, value):
        if not value:
            return queryset
        official = Q(status=Status.PUBLISHED) & ~Q(official_office="")
        return queryset.filter(official | Q(thread_official_count__gt=0))

    def about_passage(self, queryset, name, value):
        return queryset.published().quoting(value)

    def own(self, queryset, name, value):
        if not value:
            return queryset
        own = Kommentar.objects.legible().filter(author=self.user)
        in_thread = own.filter(Q(pk=OuterRef("pk")) | Q(root=OuterRef("pk")))
        return queryset.filter(Exists(in_thread))
