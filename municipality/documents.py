"""What programs read: calendars, feeds, catalogues, tables and their descriptions."""

from functools import wraps

from django.conf import settings
from django.utils import translation
from django.utils.cache import get_conditional_response, set_response_etag


def absolute(path):
    """The one address of ``path``, whatever name of the server a visitor came by."""
    return f"{settings.SITE_URL}{path}"


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
