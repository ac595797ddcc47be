from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context, ratelimit
from django.contrib.sites.shortcuts import get_current_site
from django.shortcuts import resolve_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mails import actions as mails
from municipality.current import current

from ..models import Sicherheitsprotokoll, User
from ..protection import audit, limits
from . import devices, intentions, oidc, second_factor
from .redirects import own_address

Event = Sicherheitsprotokoll.Event

# allauth's mails that we have words of our own for, in templates/mails/.
_SIGNED_IN = "account/messages/logged_in.txt"
OWN_MAILS = {
    "email_confirmation",
    "password_changed",
    "password_reset",
    "password_reset_key",
    "password_set",
    "recovery_codes_generated",
    "totp_activated",
    "totp_deactivated",
    "unknown_account",
    "webauthn_added",
    "webauthn_removed",
}


class AccountAdapter(DefaultAccountAdapter):
    """How allauth works here: no open sign-up form, mail through the outbox."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "Das waren zu viele Versuche. Bitte warten Sie fünf Minuten und versuchen Sie es "
            "dann noch einmal."
        ),
        "incorrect_code": _(
            "Der Code stimmt nicht. Bitte vergleichen Sie ihn mit der neuesten E-Mail."
        ),
        # Where codes of a second factor are guessed, and elsewhere: the same wait is enough.
        "rate_limited": _(
            "Das waren zu viele Versuche. Bitte warten Sie fünf Minuten und versuchen Sie es "
            "dann noch einmal."
        ),
    }

    def get_client_ip(self, request):
        """Stand in for the address in allauth's limits, which would keep it as it is."""
        return limits.network_key(request)

    def pre_authenticate(self, request, **credentials):
        """Wrong passwords count where they are tried: nobody shuts others out by guessing."""
        here = _in_this_network(request, credentials.get("email", ""))
        super().pre_authenticate(request, **{**credentials, "email": here})

    def set_password(self, user, password):
        """Whoever could set a new password may use it at once, however often they guessed."""
        super().set_password(user, password)
        for address in user.emailaddress_set.values_list("email", flat=True):
            here = _in_this_network(self.request, address)
            key = f"{get_current_site(self.request).domain}:{here}"
            ratelimit.clear(self.request, action="login_failed", key=key)

    def is_safe_url(self, url):
        """One rule for everything that says where to go on to."""
        return bool(own_address(context.request, url or ""))

    def is_open_for_signup(self, request):
        """Accounts come from commenting or from an administrator."""
        return False

    def login(self, request, user):
        super().login(request, user)
        devices.note(request)
        oidc.link(request, user)
        if user.is_staff:
            audit.record(Event.SIGN_IN, by=user, about=user, details=request.session["device"])

    def post_login(self, request, user, **kwargs):
        """Tell staff of a browser they never signed in with, in case it was somebody else."""
        response = super().post_login(request, user, **kwargs)
        if user.is_staff:
            if not devices.is_known(request, user):
                audit.tell(user, "new_device", device=request.session["device"])
            devices.remember(request, response, user)
        return response

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Leave out that one is signed in where what one came for is told in the next moment."""
        if message_template == _SIGNED_IN and intentions.is_waiting(request):
            return
        super().add_message(request, level, message_template, *args, **kwargs)

    def authentication_failed(self, request, **credentials):
        audit.record_failure(credentials.get("email", ""), details="Passwort")

    def is_reauthentication_required(self, *, app, **kwargs):
        """Whoever has just signed in need not do so again to set up a second factor.

        Nor can who has neither a password nor a second factor to show.
        """
        user = self.request.user
        has_proof = user.has_usable_password() or user.has_second_factor
        return has_proof and not second_factor.signed_in_lately(self.request)

    def get_password_change_redirect_url(self, request):
        return resolve_url("account_access")

    def get_email_verification_redirect_url(self, email_address):
        return resolve_url("account_access")

    def send_mail(self, template_prefix, email, context):
        name = template_prefix.rpartition("/")[2].removesuffix("_signup")
        user = User.objects.filter(email=email.lower()).first()
        receiver = {
            "user": user,
            "address": "" if user else email,
            "language": get_language(),
        }
        if name in OWN_MAILS:
            mails.send(template=name, context=context, **receiver)
            return
        context = {"email": email, "site_name": current().shown_name, **context}
        message = self.render_mail(template_prefix, email, context)
        mails.send_text(subject=message.subject, text=message.body, template=name, **receiver)


def _in_this_network(request, email):
    """A name under which allauth counts wrong passwords for ``email`` from one network."""
    return f"{email.lower()}:{limits.network_key(request)}"
