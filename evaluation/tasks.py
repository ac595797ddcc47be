from django.tasks import task

from . import notify
from .models import Ausgabe


@task()
def tell_of_results(ausgabe_id):
    """Tell everybody concerned of a published edition."""
    notify.tell_of_results(
        Ausgabe.objects.select_related("auswertung__kommentierphase__strategie__konzept").get(
            pk=ausgabe_id
        )
    )
