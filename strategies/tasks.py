from django.tasks import task

from . import messages
from .models import Mitteilung


@task()
def tell_followers(mitteilung_id):
    """Tell all who follow what a Mitteilung says."""
    messages.tell_followers(Mitteilung.objects.with_target().get(pk=mitteilung_id))
