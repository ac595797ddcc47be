from django.middleware.gzip import GZipMiddleware

# Files that are compressed already: to do it again costs time and saves nothing.
COMPRESSED = (
    "application/octet-stream",
    "application/vnd.oasis.opendocument.",
    "application/vnd.openxmlformats-officedocument.",
    "application/zip",
    "image/jpeg",
    "image/png",
    "image/webp",
)


class CompressionMiddleware(GZipMiddleware):
    """Django's, for whatever gets smaller by it."""

    def process_response(self, request, response):
        if response.headers.get("Content-Type", "").startswith(COMPRESSED):
            return response
        return super().process_response(request, response)
