"""Setting up, removing and renewing a second factor: allauth's pages, and a line in the record."""

import time

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib.auth.decorators import login_required
from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from accounts.forms import AppForm
from accounts.models import Sicherheitsprotokoll
from accounts.protection import audit
from accounts.sign_in.redirects import own_address

Event = Sicherheitsprotokoll.Event

_CHALLENGES = "passkey_challenges"
# As long as somebody may look for a stick or a telephone.
CHALLENGE_SECONDS = 10 * 60


class GoesOn:
    """Keeps where somebody was going until the second factor is set up (``next``)."""

    def get_target(self):
        data = self.request.POST if self.request.method == "POST" else self.request.GET
        return own_address(self.request, data.get("next", ""))

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "target": self.get_target()}

    def get_success_url(self):
        address, target = super().get_success_url(), self.get_target()
        if target and address != reverse("mfa_index"):
            return f"{address}?{urlencode({'next': target})}"
        return target or address


class KeepsChallenge:
    """A page that asks for a passkey asks the same for a while, whatever else is opened.

    allauth makes a new challenge whenever such a page is shown, and then the answer to the one in
    another tab is wrong. What it puts into the session for a page is kept beside what the page
    says, and put back before an answer is checked.

    Attributes:
        step: what the page asks for; each has a challenge of its own.
    """

    step = ""

    def asked(self):
        """Whom the page asks."""
        return self.request.user

    def get_context_data(self, **kwargs):
        session = self.request.session
        before = dict(session.items())
        context = super().get_context_data(**kwargs)
        kept = self._kept()
        if kept is None:
            state = {key: row for key, row in session.items() if before.get(key) != row}
            kept = {
                "user": self.asked().pk,
                "until": time.time() + CHALLENGE_SECONDS,
                "state": state,
                "says": context["js_data"],
            }
            session[_CHALLENGES] = {**session.get(_CHALLENGES, {}), self.step: kept}
        return {**context, "js_data": kept["says"]}

    def _kept(self):
        kept = self.request.session.get(_CHALLENGES, {}).get(self.step)
        is_valid = kept and kept["user"] == self.asked().pk and kept["until"] > time.time()
        return kept if is_valid else None

    def post(self, request, *args, **kwargs):
        if kept := self._kept():
            request.session.update(kept["state"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        # An answer does once; and there may be another passkey now.
        self.request.session.pop(_CHALLENGES, None)
        return super().form_valid(form)


class ShowFactorView(KeepsChallenge, AuthenticateView):
    """The second step of signing in."""

    step = "show"

    def asked(self):
        return self.stage.login.user

    def get_context_data(self, **kwargs):
        passkeys = Authenticator.objects.filter(user=self.stage.login.user, type="webauthn")
        return {**super().get_context_data(**kwargs), "has_passkey": passkeys.exists()}


class SetUpAppView(GoesOn, ActivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        AppForm.forget_key(self.request)
        # Its first code was just typed: this browser has shown it.
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        _record(self.request, Event.FACTOR_SET)
        return response


class RemoveAppView(DeactivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        _record(self.request, Event.FACTOR_REMOVED)
        return response


class ShowPasskeyAgainView(KeepsChallenge, ReauthenticateWebAuthnView):
    """A passkey, shown once more."""

    step = "again"

    def form_invalid(self, form):
        """Stay on the page, and know where to go on to."""
        return FormView.form_invalid(self, form)


class AddPasskeyView(GoesOn, KeepsChallenge, AddWebAuthnView):
    step = "add"

    def form_valid(self, form):
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="webauthn")
        _record(self.request, Event.FACTOR_SET)
        return response


class RemovePasskeyView(RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form):
        response = super().form_valid(form)
        _record(self.request, Event.FACTOR_REMOVED)
        return response


class ShowCodesView(GoesOn, ViewRecoveryCodesView):
    """The codes for emergencies, and on to where somebody was going."""


class RenewCodesView(GoesOn, GenerateRecoveryCodesView):
    def form_valid(self, form):
        response = super().form_valid(form)
        _record(self.request, Event.CODES_RENEWED)
        return response


def _record(request, event):
    audit.record(event, by=request.user, about=request.user)


show_passkey_again = never_cache(ShowPasskeyAgainView.as_view())
show_factor = never_cache(ShowFactorView.as_view())
add_passkey = never_cache(login_required(AddPasskeyView.as_view()))
remove_passkey = never_cache(login_required(RemovePasskeyView.as_view()))
set_up_app = never_cache(login_required(SetUpAppView.as_view()))
remove_app = never_cache(login_required(RemoveAppView.as_view()))
show_codes = never_cache(login_required(ShowCodesView.as_view()))
renew_codes = never_cache(login_required(RenewCodesView.as_view()))
