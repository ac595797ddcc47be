from django.tasks import task

from . import einlesungen, messages
from .models import Mitteilung


@task()
def tell_followers(mitteilung_id):
    """Tell all who follow what a Mitteilung says."""
    messages.tell_followers(Mitteilung.objects.with_target().get(pk=mitteilung_id))


@task()
def read_document(einlesung_id):
    """Read the document of an Einlesung, in a process of its own."""
    einlesungen.read(einlesung_id)
