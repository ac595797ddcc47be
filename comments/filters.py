from functools import cached_property, lru_cache

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _

from fulltext.forms import SearchFilter
from pagecache.statements import statement

from .models import Category, Kommentar, Status
from .threads import DEFAULT_SORT, SORTS, in_order

User = get_user_model()

# The parameters of more are not remembered.
REMEMBERED_CHARACTERS = 200


class Choice:
    """What a visitor of the discussion about ``baustein`` chose to see, and in which order.

    The form is made only where it has to be rendered.

    Args:
        data: the parameters of the address.
    """

    def __init__(self, data, *, baustein, user):
        self._baustein, self._user = baustein, user
        self._data = tuple(
            [(key, data[key]) for key in KommentarFilter.base_filters if key in data]
        )
        self._values = _values(self._data, user.is_authenticated) if self._data else {}

    @property
    def sort(self):
        return self._values.get("sortierung", DEFAULT_SORT)

    @property
    def is_active(self):
        """Whether anything is left out, so that „nothing found“ means something."""
        return bool(self._values.keys() - {"sortierung"})

    @property
    def shown(self):
        """What the form shows; for the key of a kept part."""
        return (self._user.is_authenticated, self._data)

    @cached_property
    def form(self):
        return _form(self._data, self._user)

    def find(self, **place):
        """The first comments of the threads, as ``threads.load_page`` asks for them."""
        chosen = {
            name: value
            for name, value in self._values.items()
            if name not in ("sortierung", "suche")
        }
        words, baustein = self._values.get("suche"), self._baustein.pk
        if words is None:
            chosen = tuple(chosen.items())
            return _first_comments(baustein=baustein, user=self._user, chosen=chosen, **place)
        roots = _roots(baustein, self._user, chosen).threads_with_words(words, baustein)
        size = place.pop("size")
        return list(in_order(roots, **place)[:size])


@statement("baustein", "key")
def _first_comments(*, baustein, user, chosen, size, **place):
    return in_order(_roots(baustein, user, chosen), **place)[:size]


def _roots(baustein, user, chosen):
    roots = Kommentar.objects.of(baustein).roots().shown_to(user)
    return KommentarFilter(dict(chosen), roots, user=user).qs if chosen else roots


def _values(data, is_authenticated):
    """What was chosen, without what is no choice; the same parameters always say the same."""
    is_short = sum(len(value) for _name, value in data) <= REMEMBERED_CHARACTERS
    return (_remembered_values if is_short else _values_anew)(data, is_authenticated)


def _values_anew(data, is_authenticated):
    form = _form(data, User() if is_authenticated else AnonymousUser())
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value}


def _form(data, user):
    return KommentarFilter(dict(data), Kommentar.objects.none(), user=user).form


_remembered_values = lru_cache(maxsize=1000)(_values_anew)


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
    suche = SearchFilter(label=_("Suchen, auch in Antworten"), method="leave_to_the_page")
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

    def leave_to_the_page(self, queryset, name, value):
        return queryset

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
