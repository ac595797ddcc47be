"""Signing in with an account elsewhere (OpenID Connect), where the settings name a provider.

An identity nobody here has yet leads to the usual way of signing in: only who reads the mails
of the address its provider has verified gets it linked. Of what the provider tells, its number
for the person is kept and nothing else: no name, no level of trust.
"""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from .redirects import own_address

PROVIDER = "oidc"
_KEY = "oidc_identity"


class Adapter(OpenIDConnectOAuth2Adapter):
    def complete_login(self, request, app, token, **kwargs):
        login = super().complete_login(request, app, token, **kwargs)
        told = login.account.extra_data
        # Anything but a plain „yes“ is none; allauth takes the word "true" for one.
        if not _says_yes(told.get("userinfo") or told.get("id_token") or told):
            login.email_addresses = []
        login.account.extra_data = {}
        return login


def _says_yes(claims):
    return claims.get("email_verified") is True


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        """Accounts come from commenting, with an identity or without one."""
        return False

    def pre_social_login(self, request, sociallogin):
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(_back(request, _not_possible()))
        if sociallogin.is_existing:
            return
        verified = [row.email for row in sociallogin.email_addresses if row.verified]
        if not verified:
            raise ImmediateHttpResponse(
                _back(
                    request,
                    _("%(provider)s hat Ihre E-Mail-Adresse nicht bestätigt.")
                    % {"provider": settings.OIDC_NAME}
                    + " "
                    + _("Bitte melden Sie sich mit einem Code per E-Mail an."),
                )
            )
        request.session[_KEY] = {
            "provider": sociallogin.account.provider,
            "uid": sociallogin.account.uid,
            "email": verified[0].lower(),
            "until": time.time() + settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
        }
        messages.info(
            request,
            _("Noch ein Schritt, nur beim ersten Mal: Wir schicken Ihnen einen Code per E-Mail."),
        )
        raise ImmediateHttpResponse(_to_sign_in(request, sociallogin))

    def on_authentication_error(self, request, provider, **kwargs):
        raise ImmediateHttpResponse(_back(request, _not_possible()))


def _not_possible():
    return _("Die Anmeldung bei %(provider)s ist nicht gelungen.") % {
        "provider": settings.OIDC_NAME
    }


def _to_sign_in(request, sociallogin):
    """To the page that asks for a code, and from there to where they were going."""
    address = resolve_url(settings.LOGIN_URL)
    target = own_address(request, sociallogin.state.get("next") or "")
    return redirect(f"{address}?{urlencode({'next': target})}" if target else address)


def _back(request, sentence):
    messages.error(request, sentence)
    return redirect(settings.LOGIN_URL)


def _view(kind):
    @never_cache
    @require_safe
    def view(request, provider_id):
        try:
            return kind.adapter_view(Adapter(request, provider_id))(request)
        except RequestException:
            return _back(request, _not_possible())

    return view


# By GET: a policy for forms would also hold for where they are led on to, which is elsewhere.
login = _view(OAuth2LoginView)
callback = _view(OAuth2CallbackView)


def pending(request):
    """The identity that waits for the code sent to its address; None if there is none."""
    identity = request.session.get(_KEY)
    return identity if identity and identity["until"] > time.time() else None


def link(request, user):
    """Link the identity that waits, if ``user`` has just entered a code sent to its address."""
    identity = pending(request)
    records = get_authentication_records(request, user)
    latest = next((row for row in reversed(records) if row["method"] == "code"), None)
    if identity and latest and latest["email"].lower() == identity["email"]:
        SocialAccount.objects.get_or_create(
            provider=identity["provider"], uid=identity["uid"], defaults={"user": user}
        )
        del request.session[_KEY]
