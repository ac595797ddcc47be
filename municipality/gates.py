"""What every gate lets through: maintenance, the second factor, the end of a session.

A gate stands in front of all pages. Its own page includes a stylesheet, a script, a logo,
and names the pages that the law wants reachable; whatever answers such an address is marked
where it is written, so that no gate keeps a list of its own.
"""

from functools import wraps

from django.conf import settings
from django.urls import Resolver404, resolve


def passes_gates(view):
    """Mark ``view`` as let through by every gate.

    For what pages include, for what the law wants reachable (imprint, privacy,
    accessibility; § 5 DDG, Art. 12 GDPR, § 12b BGG), and for whoever watches the process.
    """

    @wraps(view)
    def marked(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    marked.passes_gates = True
    return marked


def lets_through(request):
    """Whether no gate may hold ``request`` back; looks nothing up in the database."""
    if request.path_info.startswith(settings.STATIC_URL):
        return True
    match = matched(request)
    return match is not None and getattr(match.func, "passes_gates", False)


def matched(request):
    """Which route ``request`` will take; None if there is no such page."""
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None
