from municipality.current import current

from .models import Konzept, Zustaendigkeit


def reserved_names():
    """Return the names that only the administration may bear: the town's, Träger, offices.

    For the bare name of the town there is a rule of its own (``accounts.names.official_names``).
    """
    name = current().shown_name
    return {
        *(f"{body} {name}" for body in ("Stadt", "Gemeinde", "Amt")),
        *Konzept.objects.exclude(traeger="").values_list("traeger", flat=True),
        *Zustaendigkeit.objects.exclude(office="").values_list("office", flat=True),
    }
