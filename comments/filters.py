from functools import cached_property

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _

from .models import Category, Kommentar, Status
from .threads import DEFAULT_SORT, SORTS


def chosen_from(data, *, baustein, user):
    """What a visitor of the discussion about ``baustein`` asks for.

    Args:
        data: the parameters of the address.

    Returns:
        A KommentarFilter, or where nothing was chosen ``Everything``.
    """
    if data.keys() & KommentarFilter.base_filters.keys():
        return _filter(data, baustein, user)
    return Everything(baustein, user)


def _filter(data, baustein, user):
    roots = Kommentar.objects.of(baustein).roots().shown_to(user)
    return KommentarFilter(data, roots, baustein=baustein, user=user)


class Everything:
    """All threads in the usual order, as most visitors see them; answers as a KommentarFilter.

    Its form is made only where it has to be rendered.
    """

    sort = DEFAULT_SORT
    is_active = False

    def __init__(self, baustein, user):
        self._baustein, self._user = baustein, user

    @cached_property
    def form(self):
        return _filter({}, self._baustein, self._user).form

    @property
    def shown(self):
        return (self._user.is_authenticated,)


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
        label=_("Art"), choices=Category.choices, method="of_category", empty_label=_("Alle")
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

    def __init__(self, data=None, *args, baustein, user, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.baustein, self.user = baustein, user
        if not user.is_authenticated:
            self.filters.pop("meine")
        self.form.fields["sortierung"].required = False

    @property
    def _chosen(self):
        """What the visitor chose, without what is no choice."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def sort(self):
        return self._chosen.get("sortierung", DEFAULT_SORT)

    @property
    def is_active(self):
        """Whether anything is left out, so that „nothing found“ means something."""
        return bool(self._chosen.keys() - {"sortierung"})

    @property
    def shown(self):
        """What its form shows; for the key of a kept part."""
        return tuple((name, self.data.get(name)) for name in self.form.fields)

    def leave_to_the_page(self, queryset, name, value):
        return queryset

    def search(self, queryset, name, value):
        return queryset.containing(value, self.baustein)

    def of_category(self, queryset, name, value):
        return queryset.legible().filter(category=value)

    def answered(self, queryset, name, value):
        if not value:
            return queryset
        official = Q(status=Status.PUBLISHED) & ~Q(official_office="")
        return queryset.filter(official | Q(thread_official_count__gt=0))

    def own(self, queryset, name, value):
        if not value:
            return queryset
        own = Kommentar.objects.legible().filter(author=self.user)
        in_thread = own.filter(Q(pk=OuterRef("pk")) | Q(root=OuterRef("pk")))
        return queryset.filter(Exists(in_thread))
