"""Old addresses of Bausteine that got another kind or Strategie lead to where they are now."""

import re

from django.http import HttpResponseRedirect

from strategies.addresses import moved_from
from strategies.models import Baustein

_ADDRESS = re.compile(
    r"/konzepte/(?P<konzept>[-\w]+)/(?P<strategie>[-\w]+)"
    rf"/(?P<kind>{'|'.join(Baustein.Kind.values)})/(?P<slug>[-\w]+)(?P<rest>/.*)"
)


class MovedMiddleware:
    """Redirects where nothing is found: the page itself, its Fassungen, its feed and picture.

    Not for ever: a Baustein may move back, and a browser that remembers both ways would go
    round in circles (docs/adr/0034-bausteine-ziehen-um.md).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        match = _ADDRESS.fullmatch(request.path_info)
        if match is None:
            return response
        *path, rest = match.groups()
        baustein = moved_from(*path, user=request.user)
        if baustein is None:
            return response
        query = request.META.get("QUERY_STRING", "")
        address = baustein.get_absolute_url().removesuffix("/") + rest
        return HttpResponseRedirect(f"{address}?{query}" if query else address)
