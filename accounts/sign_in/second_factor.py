"""The second factor of staff: who needs one, and that this browser has shown it.

allauth asks for it while signing in and keeps in the session that it was shown; this makes
sure that nobody who works here gets on without one (``STAFF_MFA``).
"""

import base64
import hashlib
import time

import segno
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from municipality.current import current
from municipality.gates import lets_through, matched

from ..models import Sicherheitsprotokoll
from ..protection import audit

# What counts: codes for emergencies alone are none.
TYPES = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# Where staff get to without one, besides what every gate lets through: the pages that set it
# up (allauth's names for them begin so), sign in and sign out.
_ITS_PAGES = ("mfa_",)
_SIGNING_IN = {
    "account_confirm_login_code",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_request_login_code",
    "openid_connect_callback",
    "openid_connect_login",
}


class StaffMiddleware:
    """Leads staff who did not show a second factor in this session to where they can."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _is_open(request) or not is_missing(request):
            return self.get_response(request)
        step = "mfa_reauthenticate" if request.user.has_second_factor else "mfa_activate_totp"
        address = resolve_url(step)
        if request.method in ("GET", "HEAD"):
            address += f"?{urlencode({'next': request.get_full_path()})}"
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _is_open(request):
    match = matched(request)
    name = match.url_name or "" if match else ""
    return lets_through(request) or name.startswith(_ITS_PAGES) or name in _SIGNING_IN


def is_missing(request):
    """Whether this is staff without one; without a session nothing is looked up."""
    return (
        settings.STAFF_MFA
        and request.session.session_key is not None
        and request.user.is_authenticated
        and (request.user.is_staff or request.user.is_superuser)
        and not (request.user.has_second_factor and was_shown(request))
    )


def was_shown(request):
    """Whether a second factor was shown, or set up, in this session."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def signed_in_lately(request):
    """Whether somebody has shown just now who they are."""
    records = get_authentication_records(request, request.user)
    oldest = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return any(record["at"] > oldest for record in records)


@transaction.atomic
def reset(user, *, by=None):
    """Forget somebody's lost second factor, and sign them out everywhere.

    At the next sign-in they set up another one. They are told by mail.
    """
    Authenticator.objects.filter(user=user).delete()
    user.sitzungen.all().delete()
    audit.record(Sicherheitsprotokoll.Event.FACTOR_RESET, by=by, about=user)
    audit.tell(user, "second_factor_reset")


class MFAAdapter(DefaultMFAAdapter):
    """Keys lie encrypted in the database: who gets hold of a backup cannot make codes of them."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "Der Code stimmt nicht. Die App zeigt alle 30 Sekunden einen neuen; bitte nehmen Sie "
            "den, der jetzt dort steht."
        ),
    }

    def get_totp_issuer(self):
        return current().shown_name

    def build_totp_svg(self, url):
        return segno.make(url, error="m", micro=False).svg_inline(border=2, omitsize=True)

    def encrypt(self, text):
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _fernet():
    """Made of the secret keys, so that they can be changed like those (``..._FALLBACKS``)."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"accounts.second_factor{secret}".encode()) for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(each.digest())) for each in digests])
