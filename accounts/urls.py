"""allauth's views under German addresses; only those that are used here.

The two pages of signing in by code are in ``config.urls``: they also show and
publish the comment that waits, which ``comments`` does.
"""

from allauth.account import views
from django.urls import path, re_path
from django.views.generic import RedirectView

urlpatterns = [
    path("anmelden/passwort/", views.login, name="account_login"),
    path("abmelden/", views.logout, name="account_logout"),
    path("gesperrt/", views.account_inactive, name="account_inactive"),
    path("bestaetigen/", views.reauthenticate, name="account_reauthenticate"),
    path("e-mail/", views.email, name="account_email"),
    path("e-mail/code/", views.email_verification_sent, name="account_email_verification_sent"),
    path("passwort/", views.password_change, name="account_change_password"),
    path("passwort/setzen/", views.password_set, name="account_set_password"),
    path("passwort/vergessen/", views.password_reset, name="account_reset_password"),
    path(
        "passwort/vergessen/gesendet/",
        views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^passwort/vergessen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "passwort/vergessen/fertig/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # There is no separate registration: accounts come with the first comment.
    path(
        "registrieren/",
        RedirectView.as_view(pattern_name="account_request_login_code"),
        name="account_signup",
    ),
]
