from django.conf import settings

from .models import Konzept, Zustaendigkeit


def reserved_names():
    """Return the names that only the administration may bear: Träger, offices, the town."""
    return {
        settings.SITE_NAME,
        *Konzept.objects.exclude(traeger="").values_list("traeger", flat=True),
        *Zustaendigkeit.objects.exclude(office="").values_list("office", flat=True),
    }
