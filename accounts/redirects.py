from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request, address):
    """Return ``address`` if it is a path on this platform, else an empty text.

    For what a form carries along as „back to“: nobody is to be led elsewhere by it.
    """
    # Not „x“, which leads somewhere else from every page, nor „//host“, which leads away.
    if not address.startswith("/") or address.startswith(("//", "/\\")):
        return ""
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else ""
