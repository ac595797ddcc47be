import django_filters
from django.db.models import Exists, OuterRef, Q
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _

from .models import Category, Kommentar
from .threads import DEFAULT_SORT, SORTS


class KommentarFilter(django_filters.FilterSet):
    """Which threads are shown, by plain GET parameters with German names.

    Look-ups and columns are fixed here; what a visitor sends is only ever a value.
    """

    sortierung = django_filters.ChoiceFilter(
        label=_("Sortieren"),
        choices=[(key, label) for key, (label, *_rest) in SORTS.items()],
        empty_label=None,
        method="leave_to_the_page",
    )
    art = django_filters.ChoiceFilter(
        label=_("Art"), choices=Category.choices, field_name="category", empty_label=_("Alle")
    )
    suche = django_filters.CharFilter(
        label=_("Suchen, auch in Antworten"), method="search", max_length=100
    )
    beantwortet = django_filters.BooleanFilter(
        label=_("mit Antwort der Verwaltung"), method="answered", widget=CheckboxInput
    )
    meine = django_filters.BooleanFilter(
        label=_("meine Kommentare"), method="own", widget=CheckboxInput
    )

    class Meta:
        model = Kommentar
        fields = []

    def __init__(self, data=None, *args, user, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.user = user
        if not user.is_authenticated:
            self.filters.pop("meine")
        self.form.fields["sortierung"].required = False

    @property
    def sort(self):
        chosen = self.form.cleaned_data.get("sortierung") if self.form.is_valid() else None
        return chosen or DEFAULT_SORT

    @property
    def is_active(self):
        """Whether anything is left out, so that „nothing found“ means something."""
        if not self.form.is_valid():
            return False
        return any(value for name, value in self.form.cleaned_data.items() if name != "sortierung")

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        # Tombstones hold a place in the conversation; a result list has no such places.
        return queryset.exclude(status__in=["hidden", "withdrawn"]) if self.is_active else queryset

    def leave_to_the_page(self, queryset, name, value):
        return queryset

    def search(self, queryset, name, value):
        return queryset.containing(value)

    def answered(self, queryset, name, value):
        if not value:
            return queryset
        return queryset.filter(Q(thread_official_count__gt=0) | ~Q(official_office=""))

    def own(self, queryset, name, value):
        if not value:
            return queryset
        replies = Kommentar.objects.filter(root=OuterRef("pk"), author=self.user)
        return queryset.filter(Q(author=self.user) | Exists(replies))
