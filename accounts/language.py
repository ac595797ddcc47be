"""In which language somebody reads: what they chose here, else what their browser asks for.

Kept with the account, and until there is one in the session: no cookie of its own.
"""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from municipality.gates import passes_gates

from .redirects import own_address

SESSION_KEY = "language"


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
@require_POST
def switch(request):
    """Read on in another language, at the same address; mails follow."""
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            request.user.language = language
            request.user.save(update_fields=["language"])
        request.session[SESSION_KEY] = language
    return HttpResponseRedirect(own_address(request, request.POST.get("back", "")) or "/")
