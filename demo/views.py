from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .mail import apart, read_mail, read_mails


@never_cache
@require_safe
def postfach(request):
    """All mails the demo has sent, for everybody to read. Exists in demo mode only."""
    return render(request, "demo/postfach.html", {"mails": read_mails()})


@never_cache
@require_safe
def mail(request, name):
    """A mail as a mail program with HTML shows it."""
    page, _stylesheet = _apart(name)
    return HttpResponse(page)


@never_cache
@require_safe
def mail_stylesheet(request, name):
    """The styles of that mail."""
    _page, stylesheet = _apart(name)
    return HttpResponse(stylesheet, content_type="text/css; charset=utf-8")


def _apart(name):
    found = read_mail(name)
    if not (found and found.html):
        raise Http404
    return apart(found.html, reverse("demo:mail_stylesheet", args=[name]))
