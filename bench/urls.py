from django.http import HttpResponse
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401


def hello(request):
    """The least a request can cost: all middleware, and nothing else."""
    return HttpResponse("hello")


urlpatterns = [path("hello", hello), *urlpatterns]
