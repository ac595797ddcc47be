"""Narrowing the lists by plain GET parameters with German names."""

from functools import cached_property

import django_filters
from django.db.models import Exists, OuterRef
from django.forms import CheckboxInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import Category, Channel, Kommentar
from evaluation.models import Anliegen, Textaenderung, Verdict, Zuordnung
from fulltext.forms import SearchFilter
from fulltext.words import matching
from municipality.language import Own
from strategies.models import Baustein

from ..moderation.filters import WorkplaceFilter
from .lists import ORDERS, PUBLIC_COUNT, URGENT
from .waiting import DUE_WITHIN

WITHOUT = "ohne"
# How many contributions everybody can read: what it is called, from and to.
SIZES = {
    "0": (_("ohne Beiträge"), (0, 0)),
    "1": (_("1 Beitrag"), (1, 1)),
    "2-5": (_("2 bis 5 Beiträge"), (2, 5)),
    "6-20": (_("6 bis 20 Beiträge"), (6, 20)),
    "21": (_("mehr als 20 Beiträge"), (21, 2**31)),
}


class ListFilter(WorkplaceFilter):
    """Narrows a list of one Auswertung.

    Args:
        auswertung: whose rows are listed.
    """

    def __init__(self, data=None, *args, auswertung, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.auswertung = auswertung
        # Asked only when a list is shown or a value has to be checked.
        self.filters["baustein"].extra["choices"] = lambda: self._bausteine

    @cached_property
    def _bausteine(self):
        strategie = self.auswertung.kommentierphase.strategie_id
        rows = Baustein.objects.filter(strategie=strategie, fassung__isnull=False)
        rows = rows.only("strategie", "kind", "number", "title")
        return [(str(row.pk), Own(row)) for row in rows]


class WorkFilter(ListFilter):
    """The Anliegen of an Auswertung; without a choice those that are not released."""

    suche = SearchFilter(label=_("Suchen in Titel und Texten"), method="search")
    amt = django_filters.ChoiceFilter(label=_("Amt"), method="of_office", empty_label=_("Alle"))
    wuerdigung = django_filters.ChoiceFilter(
        label=_("Würdigung"),
        choices=[(WITHOUT, _("noch ohne")), *Verdict.choices],
        method="with_verdict",
        empty_label=_("Alle"),
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[
            ("ueberfaellig", _("überfällig")),
            *[choice for choice in Anliegen.Status.choices if choice[0] != "dissolved"],
            ("alle", _("alle")),
        ],
        method="of_status",
        empty_label=_("noch nicht freigegeben"),
    )
    frist = django_filters.ChoiceFilter(
        label=_("Frist"),
        choices=[
            ("ueberfaellig", _("überfällig")),
            ("bald", _("in drei Tagen oder früher")),
            ("spaeter", _("später")),
            (WITHOUT, _("ohne Frist")),
        ],
        method="due",
        empty_label=_("Alle"),
    )
    groesse = django_filters.ChoiceFilter(
        label=_("Größe"),
        choices=[(name, label) for name, (label, _range) in SIZES.items()],
        method="of_size",
        empty_label=_("Alle"),
    )
    baustein = django_filters.ChoiceFilter(
        label=_("Baustein"), method="about", empty_label=_("Alle")
    )
    reihenfolge = django_filters.ChoiceFilter(
        label=_("Reihenfolge"),
        choices=[choice for choice in ORDERS.items() if choice[0]],
        method="ordered",
        empty_label=ORDERS[URGENT],
    )

    class Meta:
        model = Anliegen
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["amt"].extra["choices"] = lambda: self._offices

    @cached_property
    def _offices(self):
        rows = self.auswertung.anliegen.active().order_by("office")
        names = rows.values_list("office", flat=True).distinct()
        return [(name or WITHOUT, Own(name) if name else _("noch keines")) for name in names]

    def filter_queryset(self, queryset):
        if not self.data.get("status"):
            queryset = queryset.unreleased()
        return super().filter_queryset(queryset)

    def search(self, queryset, name, value):
        return queryset.filter(matching(value, "folded"))

    def of_office(self, queryset, name, value):
        return queryset.filter(office="" if value == WITHOUT else value)

    def with_verdict(self, queryset, name, value):
        if value == WITHOUT:
            return queryset.without_verdict()
        return queryset.filter(verdict=value)

    @property
    def order(self):
        """One of ``ORDERS``; ``load_work`` orders, as pages begin after a row in that order."""
        return self.form.cleaned_data["reihenfolge"] if self.form.is_valid() else URGENT

    def ordered(self, queryset, name, value):
        return queryset

    def of_status(self, queryset, name, value):
        if value == "ueberfaellig":
            return queryset.overdue(timezone.localdate())
        return queryset if value == "alle" else queryset.filter(status=value)

    def due(self, queryset, name, value):
        today = timezone.localdate()
        if value == WITHOUT:
            return queryset.filter(deadline=None)
        if value == "ueberfaellig":
            return queryset.overdue(today)
        if value == "bald":
            return queryset.filter(deadline__range=(today, today + DUE_WITHIN))
        return queryset.filter(deadline__gt=today + DUE_WITHIN)

    def of_size(self, queryset, name, value):
        return queryset.alias(size=PUBLIC_COUNT).filter(size__range=SIZES[value][1])

    def about(self, queryset, name, value):
        """With a contribution on the Baustein, or changing it."""
        commented = Zuordnung.objects.filter(anliegen=OuterRef("pk"), kommentar__baustein=value)
        changing = Textaenderung.objects.filter(anliegen=OuterRef("pk"), baustein=value)
        return queryset.filter(Exists(commented) | Exists(changing))


class ContributionFilter(ListFilter):
    suche = SearchFilter(label=_("Suchen in Text und Name"), method="search")
    baustein = django_filters.ChoiceFilter(
        label=_("Baustein"), field_name="baustein", empty_label=_("Alle")
    )
    art = django_filters.ChoiceFilter(
        label=_("Art"), choices=Category.choices, method="of_category", empty_label=_("Alle")
    )
    ortsteil = django_filters.ChoiceFilter(
        label=_("Ortsteil"), method="of_ortsteil", empty_label=_("Alle")
    )
    organisation = django_filters.BooleanFilter(
        label=_("von Organisationen"), method="of_organisations", widget=CheckboxInput
    )
    weg = django_filters.ChoiceFilter(
        label=_("Weg"), choices=Channel.choices, field_name="channel", empty_label=_("Alle")
    )
    anliegen = django_filters.ChoiceFilter(
        label=_("Anliegen"), method="of_anliegen", empty_label=_("Alle")
    )

    class Meta:
        model = Kommentar
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["anliegen"].extra["choices"] = lambda: self.anliegen_choices
        self.offer_ortsteile()

    @cached_property
    def anliegen_choices(self):
        return anliegen_choices(self.auswertung)

    def search(self, queryset, name, value):
        return queryset.filter(matching(value, "folded", "author__folded"))

    def of_organisations(self, queryset, name, value):
        return queryset.of_organisations() if value else queryset

    def of_anliegen(self, queryset, name, value):
        return queryset.filter(zuordnungen__anliegen=value)

    def of_category(self, queryset, name, value):
        return queryset.of_category(value)


def anliegen_choices(auswertung):
    rows = auswertung.anliegen.active().only("number", "title").order_by("number")
    return [(str(row.pk), Own(row)) for row in rows]
