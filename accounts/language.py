"""In which language somebody reads: what they chose here, else what their browser asks for.

Kept with the account, and until there is one in the session: no cookie of its own.
"""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from municipality.gates import passes_gates

from .sign_in.redirects import own_address

SESSION_KEY = "language"
# In the URL that looks whether the browser kept the cookie with the choice.
_CHOSEN = "gewaehlt"


class LanguageMiddleware:
    """Speaks the visitor's language while the request is answered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language"])
        return response


def language_of(request):
    """The code of the language to answer in; without a session nothing is looked up."""
    if request.session.session_key:
        chosen = (
            request.user.language
            if request.user.is_authenticated
            else request.session.get(SESSION_KEY)
        )
        if chosen in dict(settings.LANGUAGES):
            return chosen
    return translation.get_language_from_request(request)


# Every page has the switch, and a token in it would give every reader a cookie. The
# worst that another site can do with this address is to change a visitor's language.
@passes_gates
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def switch(request):
    """Choose the language to read on in, at the same address; mails follow."""
    if request.method == "POST":
        return _choose(request)
    back = _back(request, request.GET)
    chosen = request.GET.get(_CHOSEN)
    if chosen not in dict(settings.LANGUAGES):
        return render(request, "language.html", {"back": back})
    if _keeps_cookies(request):
        return HttpResponseRedirect(back)
    with translation.override(chosen):
        context = {"back": back, "without_cookies": True}
        response = render(request, "language.html", context)
    response.headers["Content-Language"] = chosen
    return response


def _choose(request):
    """Keep the choice; for a first cookie look on a further page whether it was kept."""
    back, language = _back(request, request.POST), request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return HttpResponseRedirect(back)
    if request.user.is_authenticated:
        request.user.language = language
        request.user.save(update_fields=["language"])
    request.session[SESSION_KEY] = language
    if _keeps_cookies(request):
        return HttpResponseRedirect(back)
    query = urlencode({_CHOSEN: language, "back": back})
    return HttpResponseRedirect(f"{reverse('language')}?{query}")


def _back(request, data):
    return own_address(request, data.get("back", "")) or "/"


def _keeps_cookies(request):
    return settings.SESSION_COOKIE_NAME in request.COOKIES
