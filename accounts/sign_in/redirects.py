from urllib.parse import urlsplit

from django.http import HttpResponseRedirect, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

# In the URL to which a form is sent: nothing is to be done with it, but to show it again.
KEEPS_TYPED = "weiterschreiben"
_SIGN_IN = "anmelden"


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


def keep_typed(request, page, anchor, *, sign_in=False):
    """Lead back to a page with a form, with the text that stands in it.

    Buttons of the same page that do something else are sent with that form, so that no text
    is lost without script. The browser sends the same fields once more (307, RFC 9110,
    15.4.8): nothing has to be kept for it, not even a cookie.

    Args:
        page: the path that the form is sent to.
        anchor: where on it the button stands.
        sign_in: whether what the button does needs signing in first.

    Returns:
        The response, or None if nothing was typed.
    """
    if not is_typed(request):
        return None
    query = QueryDict(urlsplit(own_address(request, request.POST.get("next", ""))).query).copy()
    query[KEEPS_TYPED] = _SIGN_IN if sign_in else "1"
    target = f"{page}?{query.urlencode()}#{anchor}"
    return HttpResponseRedirect(target, preserve_request=True)


def is_typed(request):
    """Whether a text was sent along with the button of something else."""
    return bool(request.POST.get("text", "").strip())


def sign_in_sentence():
    return _(
        "Zum Bewerten und Folgen müssen Sie angemeldet sein. Ihr Beitrag ist noch nicht "
        "abgegeben: Geben Sie ihn ab oder leeren Sie das Feld, dann melden Sie sich an."
    )


def why_kept(request):
    """The sentence for the page that ``keep_typed`` led back to; empty if all is done."""
    return sign_in_sentence() if request.GET.get(KEEPS_TYPED) == _SIGN_IN else ""
