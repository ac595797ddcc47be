"""Setting up, removing and renewing a second factor: allauth's pages, and a line in the record."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib.auth.decorators import login_required
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache

from .. import audit
from ..models import Sicherheitsprotokoll

Event = Sicherheitsprotokoll.Event


class ShowFactorView(AuthenticateView):
    """The second step of signing in."""

    def get_context_data(self, **kwargs):
        passkeys = Authenticator.objects.filter(user=self.stage.login.user, type="webauthn")
        return {**super().get_context_data(**kwargs), "has_passkey": passkeys.exists()}


class SetUpAppView(ActivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        # Its first code was just typed: this browser has shown it.
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        _record(self.request, Event.FACTOR_SET)
        return response


class RemoveAppView(DeactivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        _record(self.request, Event.FACTOR_REMOVED)
        return response


class AddPasskeyView(AddWebAuthnView):
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


class RenewCodesView(GenerateRecoveryCodesView):
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
renew_codes = never_cache(login_required(RenewCodesView.as_view()))
