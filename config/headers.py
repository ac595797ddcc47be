"""Headers for every answer that Django has no setting for."""

HEADERS = {
    # No page of another site may load what is ours into itself (Fetch, 3.7).
    "Cross-Origin-Resource-Policy": "same-origin",
    # The platform needs none of these, and so does nothing that got into a page.
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), "
        "usb=()"
    ),
}


# Answers that have no body whatever the request was (RFC 9110, 6.4.1).
_WITHOUT_BODY = (204, 304)


class BodyMiddleware:
    """Outside of everything: an answer to HEAD has the headers of GET and not one byte more.

    Django leaves that to the server; gunicorn notes each such answer as a mistake.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method != "HEAD" and response.status_code not in _WITHOUT_BODY:
            return response
        if response.streaming:
            response.streaming_content = ()
        else:
            response.content = b""
        return response


class HeadersMiddleware:
    """Outermost, so that files, kept pages and refusals have them too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
