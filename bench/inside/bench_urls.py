from django.http import HttpResponse
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401


def baseline(request):
    """The least a request can cost: all middleware, and nothing else."""
    return HttpResponse("baseline")


urlpatterns = [path("bench/baseline", baseline), *urlpatterns]
