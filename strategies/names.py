from django.conf import settings

from .models import Konzept, Zustaendigkeit


def reserved_names():
    """Return the names that only the administration may bear: the town's, Träger, offices.

    The bare name of the town is not among them: people may call themselves after it.
    """
    return {
        *(f"{body} {settings.SITE_NAME}" for body in ("Stadt", "Gemeinde", "Amt")),
        *Konzept.objects.exclude(traeger="").values_list("traeger", flat=True),
        *Zustaendigkeit.objects.exclude(office="").values_list("office", flat=True),
    }
