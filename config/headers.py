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


class HeadersMiddleware:
    """Outermost, so that files, kept pages and refusals have them too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
