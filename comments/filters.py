from functools import cached_property, lru_cache

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _

from pagecache.statements import statement

from .models import Category, Kommentar, Status, block, containing
from .threads import DEFAULT_SORT, SORTS, in_order

User = get_user_model()

# Words are frequent that stand in so many of so many of the newest comments.
OFTEN, SAMPLE = 6, 200
# Others are looked for in the newest blocks of comments first, if so many are enough.
BLOCKS = 32
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
        place |= {"baustein": self._baustein.pk, "user": self._user}
        place["chosen"] = tuple(
            [item for item in self._values.items() if item[0] not in ("sortierung", "suche")]
        )
        words = self._values.get("suche")
        return _first_comments(**place) if words is None else _find_words(words, **place)


def _find_words(words, *, sort, key, inclusive, **place):
    """The first comments of the threads with these words, as ``Choice.find``."""
    sample = _newest(baustein=place["baustein"], size=SAMPLE)
    hits = sum(words.lower() in text.lower() for _pk, text in sample)
    often = hits >= OFTEN
    place["pattern"] = containing(words)
    is_first_page = sort == DEFAULT_SORT and not key
    if is_first_page and not often and len(sample) == SAMPLE:
        found = _find_in_newest(**place, sample=sample, hits=hits)
        if len(found) == place["size"]:
            return found
    order = {"sort": sort, "key": key, "inclusive": inclusive}
    return _first_comments_with(**place, **order, often=often)


def _find_in_newest(*, baustein, size, sample, hits, **place):
    """The newest of them, if the newest blocks are enough; else fewer than ``size``, or none.

    In a discussion with many thousand comments, to compare all in which the index holds the
    words possible would take longest.

    Args:
        sample: (primary key, text) of the newest comments.
        hits: in how many of them the words stand.
    """
    newest, oldest = sample[0][0], sample[-1][0]
    # Three comments for each thread that is wanted; no hit counts as half of one.
    since = newest - (newest - oldest) * 6 * size // (2 * hits or 1)
    if since <= 0:
        return []
    blocks = list(range(block(baustein, since), block(baustein, newest) + 1))
    if len(blocks) > BLOCKS:
        return []
    return _newest_with(**place, baustein=baustein, size=size, since=since, blocks=blocks)


@statement("baustein")
def _newest(*, baustein, size):
    rows = Kommentar.objects.published().of(baustein)
    return rows.order_by("-pk").values_list("pk", "text")[:size]


@statement("baustein", "key")
def _first_comments(*, baustein, user, chosen, size, **place):
    return in_order(_roots(baustein, user, chosen), **place)[:size]


@statement("baustein", "key", "pattern", plan_each_time=True)
def _first_comments_with(*, baustein, user, chosen, pattern, often, size, **place):
    roots = _roots(baustein, user, chosen).with_words(pattern, baustein, often=often)
    return in_order(roots, **place)[:size]


@statement("baustein", "pattern", "since", "blocks", plan_each_time=True)
def _newest_with(*, baustein, user, chosen, pattern, since, blocks, size):
    """The newest, if so many have begun with ``since`` or later; if they have not, too few."""
    threads = Kommentar.objects.newest_threads_with
    newest = threads(pattern, baustein, since=since, blocks=blocks)
    # Some of them may not be for everybody's eyes, or not what was chosen.
    roots = _roots(baustein, user, chosen).filter(pk__in=newest[: 2 * size])
    return roots.for_thread().order_by("-pk")[:size]


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
    suche = django_filters.CharFilter(
        label=_("Suchen, auch in Antworten"), method="leave_to_the_page", max_length=100
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
