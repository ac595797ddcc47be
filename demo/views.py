from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .mail import read_mails


@never_cache
@require_safe
def postfach(request):
    """All mails the demo has sent, for everybody to read. Exists in demo mode only."""
    return render(request, "demo/postfach.html", {"mails": read_mails()})
