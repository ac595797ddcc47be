from operator import attrgetter

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phases.models import Kommentierphase
from strategies.admin import Role, assigned
from strategies.labels import labels
from strategies.models import Strategie


class OwnRowsFilter(admin.SimpleListFilter):
    """Offers the rows of the Konzepte the user moderates; asks their table, not the comments'."""

    def own(self, request):
        raise NotImplementedError

    def lookups(self, request, model_admin):
        rows = self.own(request)
        if not request.user.is_superuser:
            konzepte = assigned(request, Role.MODERATION)
            rows = rows.filter(**{f"{self.konzept_path}__in": konzepte})
        konzept_of = attrgetter(self.konzept_path.replace("__", "."))
        return [(row.pk, label) for row, label in labels(rows, konzept_of)]

    def queryset(self, request, queryset):
        value = self.value()
        if not value:
            return queryset
        if value not in {str(pk) for pk, _label in self.lookup_choices}:
            return queryset.none()
        return queryset.filter(**{self.comment_path: value})


class StrategieFilter(OwnRowsFilter):
    title = gettext_lazy("Strategie")
    parameter_name = "strategie"
    konzept_path = "konzept"
    comment_path = "baustein__strategie"

    def own(self, request):
        return Strategie.objects.select_related("konzept").order_by("konzept__title", "position")


class PhaseFilter(OwnRowsFilter):
    title = gettext_lazy("Phase")
    parameter_name = "phase"
    konzept_path = "strategie__konzept"
    comment_path = "kommentierphase"

    def own(self, request):
        return Kommentierphase.objects.select_related("strategie__konzept")


class YesNoFilter(admin.SimpleListFilter):
    def lookups(self, request, model_admin):
        return [("ja", _("ja")), ("nein", _("nein"))]

    def queryset(self, request, queryset):
        match self.value():
            case "ja":
                return queryset.exclude(**self.empty)
            case "nein":
                return queryset.filter(**self.empty)
        return queryset


class ReportedFilter(YesNoFilter):
    title = gettext_lazy("gemeldet")
    parameter_name = "gemeldet"
    empty = {"report_count": 0}


class OfficialFilter(YesNoFilter):
    title = gettext_lazy("Antwort der Verwaltung")
    parameter_name = "amtlich"
    empty = {"official_office": ""}
