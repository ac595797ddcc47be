from operator import attrgetter

from django.contrib import admin

from ..labels import labels
from ..models import Strategie


class StrategieListFilter(admin.RelatedOnlyFieldListFilter):
    """The Strategien of the listed rows, by Konzept and named with it where there are several."""

    def field_choices(self, field, request, model_admin):
        listed = model_admin.get_queryset(request).order_by()
        rows = Strategie.objects.filter(pk__in=listed.values(self.field_path))
        rows = rows.select_related("konzept").order_by("konzept__title", "position", "pk")
        return [(row.pk, label) for row, label in labels(rows, attrgetter("konzept"))]
