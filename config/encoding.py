"""Which codings of an answer a browser takes (RFC 9110, 12.5.3), decided once for everybody.

Django's compression, WhiteNoise and the kept pages look for „gzip“ anywhere in the header, also
where it says ``gzip;q=0``. So they are handed a header that names what is acceptable, and no more.
"""

# What is offered here.
_OFFERED = "gzip"
_IDENTITY = "identity"


class AcceptEncodingMiddleware:
    """Outside of everything that compresses."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        stated = request.META.get("HTTP_ACCEPT_ENCODING", "")
        request.META["HTTP_ACCEPT_ENCODING"] = _OFFERED if accepts_gzip(stated) else _IDENTITY
        return self.get_response(request)


def accepts_gzip(header):
    """Whether an ``Accept-Encoding`` allows gzip, and does not like the plain answer better."""
    weights = dict(_weights(header))
    gzip = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0)))
    return gzip > 0 and gzip >= weights.get(_IDENTITY, 0)


def _weights(header):
    for part in header.split(","):
        coding, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if coding:
            yield coding, _quality(parameters)


def _quality(parameters):
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return 0
            return quality if 0 <= quality <= 1 else 0
    return 1
