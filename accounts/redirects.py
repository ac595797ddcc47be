from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request, address):
    """Return ``address`` if it leads to this platform, else an empty text.

    For what a form carries along as „back to“: nobody is to be led elsewhere by it.
    """
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else ""
