"""What programs read: calendars, feeds, catalogues, tables and their descriptions."""

from functools import wraps

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, set_response_etag


def absolute(path):
    """The one address of ``path``, whatever name of the server a visitor came by."""
    return f"{settings.SITE_URL}{path}"


def about(name, version):
    """What a JSON file of ours says of itself first: its form, and where that is described.

    A version stays what it is but for new names; who takes one away or changes its meaning
    makes a new version, with a schema of its own.
    """
    return {
        "format": f"mitreden-{name}/{version}",
        "schema": absolute(reverse("municipality:schema", args=[name, version])),
    }


def for_everybody(view):
    """Let pages of other sites read what ``view`` answers, the same to everyone (Fetch, 3.3)."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answered


def machine_readable(view):
    """Let ``view`` answer every visitor alike: in the municipality's language, with an ETag.

    A program names no language, or one that its owner never chose; what it reads says of
    itself that it is German. Who has the same bytes already gets 304 (RFC 9110, 13.2.2).
    """

    @wraps(view)
    def answered(request, *args, **kwargs):
        with translation.override(settings.LANGUAGE_CODE):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = settings.LANGUAGE_CODE
        if response.streaming or response.status_code != 200:
            return response
        set_response_etag(response)
        return get_conditional_response(request, etag=response.headers["ETag"], response=response)

    return answered
