"""The user's own account, and allauth's views under German URLs, as far as they are used."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from django.conf import settings
from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from ..discussion import drafts
from . import access, data, deletion, organisation, second_factor

urlpatterns = [
    # Signing in, with the comments that wait for their author.
    path("anmelden/", drafts.sign_in, name="account_request_login_code"),
    path("anmelden/code/", drafts.confirm_code, name="account_confirm_login_code"),
    path("anmelden/name/", drafts.name, name="account_name"),
    # One's own account.
    path("geraete/", access.access, name="account_access"),
    path("geraete/abmelden/", access.end_session, name="account_end_session"),
    path("pseudonym/", access.pseudonym, name="account_pseudonym"),
    path("e-mail/", access.email, name="account_email"),
    path("e-mail/bestaetigen/", access.email_confirm, name="account_email_confirm"),
    path("anmeldung-anderswo/", access.identities, name="account_identities"),
    path("organisation/", organisation.organisation, name="account_organisation"),
    path("daten/", data.data, name="account_data"),
    path("daten/<str:token>/", data.data_file, name="account_data_file"),
    path("loeschen/", deletion.delete, name="account_delete"),
    path("loeschen/bestaetigen/", deletion.delete_confirm, name="account_delete_confirm"),
    path("zweiter-faktor/", never_cache(mfa.index), name="mfa_index"),
    path("zweiter-faktor/pruefen/", second_factor.show_factor, name="mfa_authenticate"),
    path("zweiter-faktor/passkey/", second_factor.add_passkey, name="mfa_add_webauthn"),
    path(
        "zweiter-faktor/passkey/bestaetigen/",
        second_factor.show_passkey_again,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "zweiter-faktor/passkey/<int:pk>/entfernen/",
        second_factor.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    path("zweiter-faktor/bestaetigen/", never_cache(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("zweiter-faktor/app/", second_factor.set_up_app, name="mfa_activate_totp"),
    path("zweiter-faktor/app/entfernen/", second_factor.remove_app, name="mfa_deactivate_totp"),
    path("zweiter-faktor/codes/", second_factor.show_codes, name="mfa_view_recovery_codes"),
    path(
        "zweiter-faktor/codes/neu/", second_factor.renew_codes, name="mfa_generate_recovery_codes"
    ),
    # allauth's.
    path("anmelden/passwort/", allauth.login, name="account_login"),
    path("abmelden/", allauth.logout, name="account_logout"),
    path("gesperrt/", allauth.account_inactive, name="account_inactive"),
    path("e-mail/code/", allauth.email_verification_sent, name="account_email_verification_sent"),
    path("passwort/", allauth.password_change, name="account_change_password"),
    path("passwort/bestaetigen/", allauth.reauthenticate, name="account_reauthenticate"),
    path("passwort/setzen/", allauth.password_set, name="account_set_password"),
    path("passwort/vergessen/", allauth.password_reset, name="account_reset_password"),
    path(
        "passwort/vergessen/gesendet/",
        allauth.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^passwort/vergessen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "passwort/vergessen/fertig/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # There is no separate registration: accounts come with the first comment.
    path(
        "registrieren/",
        RedirectView.as_view(pattern_name="account_request_login_code"),
        name="account_signup",
    ),
]

if settings.OIDC:
    from accounts.sign_in import oidc

    urlpatterns += [
        path(
            "anmelden/extern/",
            oidc.login,
            {"provider_id": oidc.PROVIDER},
            name="openid_connect_login",
        ),
        path(
            "anmelden/extern/antwort/",
            oidc.callback,
            {"provider_id": oidc.PROVIDER},
            name="openid_connect_callback",
        ),
    ]
