"""The moment in which somebody gets in, by whatever way: what they wanted to do before is done.

A code by mail, a password, an account elsewhere, the second factor shown, set up or shown again:
each is another view, most of them allauth's. What they have in common is seen from outside:
before the request nobody was in, after it somebody is.
"""

from urllib.parse import urlencode

from django.contrib.auth import get_user
from django.http import QueryDict
from django.shortcuts import resolve_url

from municipality.gates import matched

from . import intentions, second_factor

# Where a provider leads back to; every other way in is a form that is sent.
_BY_GET = "openid_connect_callback"


class EnteringMiddleware:
    """Carries out what waits for whoever has just got in, and leads them on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _is_way_in(request) or _is_in(request):
            return self.get_response(request)
        response = self.get_response(request)
        if response.has_header("Location"):
            # A second factor may be theirs that was not when the request began.
            request.user = get_user(request)
            if _is_in(request):
                response.headers["Location"] = _lead_on(request, response.url)
        return response


def _is_way_in(request):
    if request.method != "GET":
        return True
    match = matched(request)
    return match is not None and match.url_name == _BY_GET


def _is_in(request):
    """Whether somebody has signed in and no gate holds them back."""
    return (
        request.session.session_key is not None
        and request.user.is_authenticated
        and not second_factor.is_missing(request)
    )


def _lead_on(request, address):
    """Return where to go on to; the codes for emergencies are shown first, and lead on to it."""
    page, _mark, query = address.partition("?")
    if page != resolve_url("mfa_view_recovery_codes"):
        return intentions.go_on(request, address)
    target = intentions.go_on(request, QueryDict(query).get("next", ""))
    return f"{page}?{urlencode({'next': target})}" if target else page
