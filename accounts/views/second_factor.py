"""Setting up, removing and renewing a second factor: allauth's pages, and a line in the record."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib.auth.decorators import login_required
from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from .. import audit, intentions
from ..forms import AppForm
from ..models import Sicherheitsprotokoll
from ..redirects import own_address

Event = Sicherheitsprotokoll.Event


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


class ShowFactorView(AuthenticateView):
    """The second step of signing in."""

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
        intentions.carry_out(self.request)
        return response


class RemoveAppView(DeactivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        _record(self.request, Event.FACTOR_REMOVED)
        return response


class AddPasskeyView(GoesOn, AddWebAuthnView):
    def form_valid(self, form):
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="webauthn")
        _record(self.request, Event.FACTOR_SET)
        intentions.carry_out(self.request)
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


show_factor = never_cache(ShowFactorView.as_view())
add_passkey = never_cache(login_required(AddPasskeyView.as_view()))
remove_passkey = never_cache(login_required(RemovePasskeyView.as_view()))
set_up_app = never_cache(login_required(SetUpAppView.as_view()))
remove_app = never_cache(login_required(RemoveAppView.as_view()))
show_codes = never_cache(login_required(ShowCodesView.as_view()))
renew_codes = never_cache(login_required(RenewCodesView.as_view()))
